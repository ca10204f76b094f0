#pragma once

#include <string>
#include <vector>

#include "math/block_matrix.hpp"
#include "metrics/class_output.hpp"
#include "model/model.hpp"
#include "plot/bands.hpp"
#include "plot/panel.hpp"
#include "plot/plane.hpp"

namespace nntrain {

/// A network's outputs at the points of a grid.
struct GridOutputs {
  BlockMatrix outputs;
  bool is_probable;  ///< whether they are probabilities
  Threshold threshold;
};

/// Points along each of two axes, and along a single one.
inline constexpr std::size_t kGrid = 100;
inline constexpr std::size_t kCurve = 400;

GridOutputs outputs_on(const Grid& grid, const Model& model);

/// The class that is predicted at each point, paler where it is less sure, with the boundary, and for two
/// classes with the lines of equal probability of the second one, which is called `second`.
Surface class_surface(const GridOutputs& said, const std::vector<Group>& groups, const std::string& second);

/// The band of the predicted number at each point, with a line at each number between bands.
Surface value_surface(const GridOutputs& said, const std::vector<Group>& groups);

/// The name of each class of more than two at a calm place of its region; `points`: the rows that are drawn.
std::vector<PlacedText> names_of_regions(const GridOutputs& said, const std::vector<Group>& groups, Bounds x,
                                         Bounds y, const std::vector<Point>& points);

/// The outputs along one axis: the number, or the probability (or output) of each class or the second of two.
std::vector<Series> output_curves(const GridOutputs& said, const Model& model,
                                  const std::vector<Group>& groups, Bounds bounds);

}  // namespace nntrain
