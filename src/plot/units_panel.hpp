#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "model/model.hpp"
#include "plot/panel.hpp"
#include "plot/plane.hpp"
#include "report/result.hpp"

namespace nntrain {

/// The most hidden units whose lines are drawn: the first ones.
inline constexpr std::size_t kMostUnitLines = 12;

/// Where the weighted sum of a unit is 0: slopes[0] x + slopes[1] y + constant = 0, in the units of the axes.
/// It is positive on the side where the unit is active. With one axis there is one slope.
struct UnitLine {
  std::vector<double> slopes;
  double constant;
};

/// The line of unit `unit` of the first layer with these parameters. Inputs without an axis have the value in
/// `rest`, I numbers.
UnitLine unit_line(const Layer& layer, std::span<const double> parameters, std::size_t unit,
                   const std::vector<Axis>& axes, const std::vector<double>& rest);

/// The two ends of the line in a rectangle; none if it does not cross it.
std::optional<std::pair<Point, Point>> ends_of(const UnitLine& line, Bounds x, Bounds y);

/// The panel of data with the lines on which the hidden units of the first layer change: a sigmoid is 0.5
/// there, tanh is 0, a step or relu begins. Short ticks point to the side where a unit is active. Inputs
/// without an axis have their means. Of an ensemble the units of the first network. The model has a hidden
/// layer.
Panel units_panel(const Model& model, const SplitResult& result, const std::vector<Axis>& axes);

}  // namespace nntrain
