#include "plot/plane.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostAxes = 2;

/// A feature that an axis may show.
struct Candidate {
  Axis axis;
  std::string item;  ///< of a LIST that selects it
  bool is_text;
  bool is_empty;  ///< whether it has no number
};

Axis named_axis(const std::vector<Candidate>& features, const std::string& name) {
  std::vector<std::string> numbers;
  for (const auto& [axis, item, is_text, is_empty] : features) {
    if (axis.name == name || item == name) {
      if (!is_text) return axis;
      throw UsageError(
          fmt::format("--plot-features: '{}' is a text column, which an axis cannot show", printable(name)));
    }
    if (!is_text) numbers.push_back(axis.name);
  }
  throw UsageError(fmt::format("--plot-features: '{}' is not one of the features{}", printable(name),
                               did_you_mean(name, numbers)),
                   numbers.empty() ? "" : "the number columns are: " + printable(join(numbers), 200));
}

std::vector<Axis> axes_among(const std::vector<Candidate>& features, const std::vector<std::string>& names) {
  std::vector<Axis> axes;
  if (names.size() > kMostAxes) {
    throw UsageError(
        fmt::format("--plot-features names {} columns, and a picture has two axes", names.size()),
        "name two:  --plot-features A,B");
  }
  for (const std::string& name : names) axes.push_back(named_axis(features, name));
  if (axes.size() == 2 && axes[0].input == axes[1].input) {
    throw UsageError(fmt::format("--plot-features names '{}' twice", printable(names[1])));
  }
  if (!names.empty()) return axes;
  for (const Candidate& feature : features) {
    if (!feature.is_text && !feature.is_empty && axes.size() < kMostAxes) axes.push_back(feature.axis);
  }
  return axes;
}

bool has_number(const Table& table, std::size_t feature) {
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (!std::isnan(table.cells.at(row, feature))) return true;
  }
  return false;
}

}  // namespace

std::vector<Axis> axes_of(const Model& model, const std::vector<std::string>& names) {
  std::vector<Candidate> features;
  std::size_t input = 0;
  for (const InputColumn& column : model.preprocessing.columns()) {
    const Axis axis{column.name, input, column.centre, column.divisor};
    features.push_back({axis, column.item, column.is_text, false});
    input += column.width();
  }
  return axes_among(features, names);
}

std::vector<Axis> axes_of(const Table& table, const std::vector<std::string>& names) {
  std::vector<Candidate> features;
  for (std::size_t f = 0; f < table.features.size(); ++f) {
    const Column& column = table.features[f];
    const Axis axis{column.name, f, 0, 1};
    features.push_back({axis, column.item, column.is_text, !has_number(table, f)});
  }
  return axes_among(features, names);
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
