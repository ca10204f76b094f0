#include "plot/plane.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostAxes = 2;

/// Column `c`, whose first input is `input`.
Axis axis_of(const InputColumn& column, std::size_t input) {
  return {column.name, input, column.centre, column.divisor};
}

Axis named_axis(const Model& model, const std::string& name) {
  std::size_t input = 0;
  std::vector<std::string> numbers;
  for (const InputColumn& column : model.preprocessing.columns()) {
    if (column.name == name || column.item == name) {
      if (!column.is_text) return axis_of(column, input);
      throw UsageError(
          fmt::format("--plot-features: '{}' is a text column, which an axis cannot show", printable(name)));
    }
    if (!column.is_text) numbers.push_back(column.name);
    input += column.width();
  }
  throw UsageError(fmt::format("--plot-features: '{}' is not one of the features{}", printable(name),
                               did_you_mean(name, numbers)),
                   numbers.empty() ? "" : "the number columns are: " + printable(join(numbers), 200));
}

}  // namespace

std::vector<Axis> axes_of(const Model& model, const std::vector<std::string>& names) {
  std::vector<Axis> axes;
  if (names.size() > kMostAxes) {
    throw UsageError(
        fmt::format("--plot-features names {} columns, and a picture has two axes", names.size()),
        "name two:  --plot-features A,B");
  }
  for (const std::string& name : names) axes.push_back(named_axis(model, name));
  if (axes.size() == 2 && axes[0].input == axes[1].input) {
    throw UsageError(fmt::format("--plot-features names '{}' twice", printable(names[1])));
  }
  if (!names.empty()) return axes;
  std::size_t input = 0;
  for (const InputColumn& column : model.preprocessing.columns()) {
    if (!column.is_text && axes.size() < kMostAxes) axes.push_back(axis_of(column, input));
    input += column.width();
  }
  return axes;
}

std::vector<double> mean_inputs(const BlockMatrix& inputs) {
  std::vector<double> means(inputs.columns(), 0.0);
  for (std::size_t row = 0; row < inputs.rows(); ++row) {
    for (std::size_t i = 0; i < means.size(); ++i) {
      means[i] += (inputs.at(row, i) - means[i]) / static_cast<double>(row + 1);
    }
  }
  return means;
}

std::size_t Grid::points() const {
  std::size_t points = 1;
  for (const std::size_t count : counts) points *= count;
  return points;
}

BlockMatrix grid_inputs(const Grid& grid, std::size_t begin, std::size_t end) {
  BlockMatrix inputs(grid.rest.size());
  std::vector<double> row = grid.rest;
  for (std::size_t point = begin; point < end; ++point) {
    std::size_t place = point;
    for (std::size_t a = 0; a < grid.axes.size(); ++a) {
      const std::size_t count = grid.counts[a];
      const double value = place_of(grid.bounds[a], place % count, count);
      place /= count;
      row[grid.axes[a].input] = (value - grid.axes[a].centre) / grid.axes[a].divisor;
    }
    inputs.append(row);
  }
  return inputs;
}

}  // namespace nntrain
