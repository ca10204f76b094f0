#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dataset/table.hpp"
#include "math/block_matrix.hpp"
#include "model/model.hpp"
#include "plot/panel.hpp"

namespace nntrain {

/// A column of numbers along an axis.
struct Axis {
  std::string name;
  std::size_t input;  ///< the network input of the column, or its index among a table's features
  double centre;      ///< input = (value - centre) / divisor
  double divisor;

  double value_of(const BlockMatrix& inputs, std::size_t row) const {
    return inputs.at(row, input) * divisor + centre;
  }
};

/// The axes for columns with these names (exact, or items of a LIST), at most two. Without names: the first
/// two columns of numbers, or fewer if there are fewer. Throws UsageError for more than two names, for the
/// same column twice, and for a name that is no column of numbers.
std::vector<Axis> axes_of(const Model& model, const std::vector<std::string>& names);

/// The same for the features of a table. Without names, a column without a number is left out.
std::vector<Axis> axes_of(const Table& table, const std::vector<std::string>& names);

/// The mean of each network input over the rows, I numbers.
std::vector<double> mean_inputs(const BlockMatrix& inputs);

/// Points over the axes' bounds, row by row from the lowest, each row from left to right. Inputs without an
/// axis have the value in `rest`.
struct Grid {
  const std::vector<Axis>& axes;
  std::vector<Bounds> bounds;
  std::vector<std::size_t> counts;  ///< of points along each axis, at least 2
  std::vector<double> rest;         ///< of each network input

  std::size_t points() const;
};

/// The network inputs at the points `begin` to `end` - 1, (end - begin) x I.
BlockMatrix grid_inputs(const Grid& grid, std::size_t begin, std::size_t end);

}  // namespace nntrain
