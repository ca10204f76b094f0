#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "math/block_matrix.hpp"
#include "model/model.hpp"
#include "plot/panel.hpp"

namespace nntrain {

/// A column of numbers along an axis.
struct Axis {
  std::string name;
  std::size_t input;  ///< of the network
  double centre;      ///< input = (value - centre) / divisor
  double divisor;

  double value_of(const BlockMatrix& inputs, std::size_t row) const {
    return inputs.at(row, input) * divisor + centre;
  }
};

/// The axes for columns with these names (exact, or as items of a LIST), up to two; without names, the first
/// two columns of numbers, or as many as there are. Throws UsageError for a name that is none of a column of
/// numbers, and for other than one or two names.
std::vector<Axis> axes_of(const Model& model, const std::vector<std::string>& names);

/// The mean of each network input over the rows, 1 x I.
std::vector<double> mean_inputs(const BlockMatrix& inputs);

/// Points over the axes' bounds, from the lowest row on and left to right; everything that is on no axis
/// stands at `rest`.
struct Grid {
  const std::vector<Axis>& axes;
  std::vector<Bounds> bounds;
  std::vector<std::size_t> counts;  ///< of points along each axis, at least 2
  std::vector<double> rest;         ///< of each network input

  std::size_t points() const;
};

/// Network inputs at the points begin to end - 1.
BlockMatrix grid_inputs(const Grid& grid, std::size_t begin, std::size_t end);

}  // namespace nntrain
