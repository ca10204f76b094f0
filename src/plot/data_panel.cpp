#include "plot/data_panel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "base/text.hpp"
#include "metrics/class_output.hpp"
#include "model/predictor.hpp"
#include "plot/bands.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kGrid = 100;    // points along each of two axes
constexpr std::size_t kCurve = 400;   // points along a single axis
constexpr std::size_t kAtOnce = 256;  // points in memory at a time; each may have many inputs
constexpr double kPalest = 0.12;      // share of a class's color at certainty 0
constexpr double kFullest = 0.35;     // and at certainty 1

/// The part of the caption about columns without an axis: where each of them, or all of them are.
template <typename Columns>
std::string rest_text(const Columns& columns, const std::vector<Axis>& axes, const char* where_one,
                      const char* where_all) {
  constexpr std::size_t kMostNamed = 3;
  std::vector<std::string> rest;
  for (const auto& column : columns) {
    const bool is_shown =
        std::any_of(axes.begin(), axes.end(), [&](const Axis& axis) { return axis.name == column.name; });
    if (!is_shown) rest.push_back(short_label(column.name));
  }
  if (rest.empty()) return "";
  if (rest.size() > kMostNamed) return fmt::format("the {} other features {}", rest.size(), where_all);
  return fmt::format("{} {}", join(rest), rest.size() == 1 ? where_one : where_all);
}

std::string caption_of(std::vector<std::string> parts) {
  std::erase(parts, "");
  return join(parts, "; ");
}

/// Rows of numbers with their targets, and which of them are drawn.
struct Cloud {
  const BlockMatrix& inputs;
  const BlockMatrix& targets;  ///< N x 1
  std::size_t classes;
  std::vector<std::size_t> rows;
};

/// The place of a class, or of a number, on the axis of the target: the first class at 0, the last one at 1.
double place_of_target(double target, std::size_t classes) {
  const double highest = classes > 1 ? static_cast<double>(classes - 1) : 1;  // the largest class index
  return target / highest;
}

/// The rows as marks, one series for each group.
std::vector<Series> marks(const Cloud& cloud, const std::vector<Group>& groups,
                          const std::vector<Axis>& axes) {
  std::vector<Series> series;
  for (const Group& group : groups)
    series.push_back({Series::Kind::kMarks, group.label, group.style, {}, {}, group.colour});
  for (const std::size_t row : cloud.rows) {
    const double target = cloud.targets.at(row, 0);
    const double y =
        axes.size() == 2 ? axes[1].value_of(cloud.inputs, row) : place_of_target(target, cloud.classes);
    series[group_of(groups, target)].points.push_back({axes[0].value_of(cloud.inputs, row), y});
  }
  std::erase_if(series, [](const Series& one) { return one.points.empty(); });
  return series;
}

/// Sets the series of a panel, and its range to that of their points. Returns the points.
std::vector<Point> put_in(Panel& panel, std::vector<Series> series) {
  std::vector<Point> points;
  for (const Series& one : series) points.insert(points.end(), one.points.begin(), one.points.end());
  panel.series = std::move(series);
  panel.x = x_bounds(points);
  panel.y = y_bounds(points);
  return points;
}

/// The rows of a table with a number on each axis.
std::vector<std::size_t> rows_with_all(const Table& table, const std::vector<Axis>& axes) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const bool is_complete = std::none_of(axes.begin(), axes.end(), [&](const Axis& axis) {
      return std::isnan(axis.value_of(table.cells, row));
    });
    if (is_complete) rows.push_back(row);
  }
  return rows;
}

/// The network's outputs at the points of a grid.
struct GridOutputs {
  BlockMatrix outputs;
  bool is_probable;
  Threshold threshold;
};

GridOutputs outputs_on(const Grid& grid, const Model& model) {
  Predictor predictor(model, UnseenMode::kError);
  GridOutputs said{BlockMatrix(model.network.outputs()), are_probabilities(model.network),
                   model.target.threshold};
  std::vector<double> row(said.outputs.columns());
  for (std::size_t begin = 0; begin < grid.points(); begin += kAtOnce) {
    const BlockMatrix outputs =
        predictor.outputs_for(grid_inputs(grid, begin, std::min(begin + kAtOnce, grid.points())));
    for (std::size_t point = 0; point < outputs.rows(); ++point) {
      for (std::size_t c = 0; c < row.size(); ++c) row[c] = outputs.at(point, c);
      said.outputs.append(row);
    }
  }
  return said;
}

/// The number of a regression, or the output of the last class.
double value_at(const GridOutputs& said, std::size_t point) {
  return said.outputs.at(point, said.outputs.columns() - 1);
}

/// Whether one level of one output is the boundary.
bool has_level(const GridOutputs& said) {
  return said.outputs.columns() == 1 || said.threshold.has_value();
}

/// The value_at() the boundary of two classes.
double boundary_of(const GridOutputs& said) {
  return said.threshold.value_or(0.5);
}

/// For each style, the best output of its classes minus the best output of all other classes.
std::array<double, kStyles + 1> leads_at(const BlockMatrix& outputs, std::size_t point,
                                         const std::vector<Group>& groups) {
  std::array<double, kStyles + 1> best;
  best.fill(-std::numeric_limits<double>::infinity());
  for (std::size_t c = 0; c < groups.size(); ++c)
    best[groups[c].style] = std::max(best[groups[c].style], outputs.at(point, c));
  std::array<double, kStyles + 1> leads;
  for (std::size_t style = 0; style < leads.size(); ++style) {
    double other = -std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < best.size(); ++k) {
      if (k != style) other = std::max(other, best[k]);
    }
    leads[style] = best[style] - other;
  }
  return leads;
}

/// From 0 (at the boundary, or no more likely than by chance) to 1 (certain).
double certainty(const GridOutputs& said, std::size_t point, std::size_t c) {
  if (!said.is_probable) return 1;
  if (has_level(said)) {
    const double distance = std::abs(value_at(said, point) - boundary_of(said));
    const double most = c == 1 ? 1 - boundary_of(said) : boundary_of(said);
    return most > 0 ? distance / most : 1;
  }
  const double chance = 1 / static_cast<double>(said.outputs.columns());
  return std::clamp((said.outputs.at(point, c) - chance) / (1 - chance), 0.0, 1.0);
}

/// Contours of one output: the boundary, and levels of the probability of the second class if it is one.
std::vector<Contours> level_contours(const GridOutputs& said) {
  std::vector<double> values;
  for (std::size_t point = 0; point < said.outputs.rows(); ++point) values.push_back(value_at(said, point));
  std::vector<Contours> contours;
  if (said.is_probable) contours.push_back({"p = .1 .25 .75 .9", false, {0.1, 0.25, 0.75, 0.9}, values});
  contours.push_back({"boundary", true, {boundary_of(said)}, std::move(values)});
  return contours;
}

/// The boundaries of the regions where the classes of one style have the largest output.
std::vector<Contours> lead_contours(const GridOutputs& said, const std::vector<Group>& groups) {
  std::array<Contours, kStyles + 1> all;
  for (Contours& contours : all) contours = {"", true, {0}, {}};
  for (std::size_t point = 0; point < said.outputs.rows(); ++point) {
    const std::array<double, kStyles + 1> leads = leads_at(said.outputs, point, groups);
    for (std::size_t style = 0; style < leads.size(); ++style) all[style].values.push_back(leads[style]);
  }
  std::vector<Contours> contours;
  for (Contours& one : all) {
    const bool is_ahead =
        std::any_of(one.values.begin(), one.values.end(), [](double lead) { return lead > 0; });
    if (!is_ahead) continue;
    if (contours.empty()) one.label = "boundary";
    contours.push_back(std::move(one));
  }
  return contours;
}

Surface class_surface(const GridOutputs& said, const std::vector<Group>& groups) {
  Surface surface{kGrid, kGrid, {}, {}};
  for (std::size_t point = 0; point < said.outputs.rows(); ++point) {
    const std::size_t c = predicted_class(said.outputs, point, said.threshold);
    surface.tints.push_back(
        {colour_of(groups[c].style), kPalest + (kFullest - kPalest) * certainty(said, point, c)});
  }
  surface.contours = has_level(said) ? level_contours(said) : lead_contours(said, groups);
  return surface;
}

Surface value_surface(const GridOutputs& said, const std::vector<Group>& groups) {
  Surface surface{kGrid, kGrid, {}, {}};
  Contours contours{"predicted, same bands", false, {}, {}};
  for (std::size_t k = 1; k < groups.size(); ++k) contours.levels.push_back(groups[k].low);
  for (std::size_t point = 0; point < said.outputs.rows(); ++point) {
    contours.values.push_back(value_at(said, point));
    surface.tints.push_back({*groups[group_of(groups, contours.values.back())].colour, kFullest});
  }
  surface.contours.push_back(std::move(contours));
  return surface;
}

/// The outputs along one axis: the number, or the probability (or output) of each class or the second of two.
std::vector<Series> curves(const GridOutputs& said, const Model& model, const std::vector<Group>& groups,
                           Bounds bounds) {
  std::vector<Series> series;
  const std::vector<std::string> labels = model.target.labels();
  for (std::size_t c = 0; c < said.outputs.columns(); ++c) {
    const bool is_single = said.outputs.columns() == 1;
    const std::size_t style = is_single ? (labels.empty() ? 0 : 1) : groups[c].style;
    if (style == kGrey) continue;
    const std::string what = said.is_probable ? "probability of " : "output for ";
    std::string label =
        labels.empty() ? "predicted" : what + short_label(is_single ? labels.back() : labels[c]);
    series.push_back({Series::Kind::kLine, std::move(label), style, {}});
    for (std::size_t point = 0; point < said.outputs.rows(); ++point) {
      series.back().points.push_back(
          {place_of(bounds, point, said.outputs.rows()), said.outputs.at(point, c)});
    }
  }
  return series;
}

}  // namespace

Panel data_panel(const Model& model, const SplitResult& result, const std::vector<Axis>& axes) {
  const BlockMatrix& inputs = result.split.samples.inputs;
  const bool is_plane = axes.size() == 2;
  const std::vector<Group> groups = groups_of(classes_of(result), result.split.truth);
  Panel panel{result.split.name + " rows and predictions", short_label(axes[0].name),
              is_plane ? short_label(axes[1].name) : short_label(model.target.name)};
  const Cloud cloud{inputs, result.split.truth, model.target.classes.size(), rows_drawn(inputs.rows())};
  std::vector<Point> points = put_in(panel, marks(cloud, groups, axes));

  const std::vector<std::size_t> counts =
      is_plane ? std::vector<std::size_t>{kGrid, kGrid} : std::vector<std::size_t>{kCurve};
  const GridOutputs said = outputs_on({axes, {panel.x, panel.y}, counts, mean_inputs(inputs)}, model);
  if (is_plane) {
    panel.surface = model.target.classes.empty() ? value_surface(said, groups) : class_surface(said, groups);
  } else {
    for (Series& curve : curves(said, model, groups, panel.x)) {
      points.insert(points.end(), curve.points.begin(), curve.points.end());
      panel.series.push_back(std::move(curve));
    }
    panel.y = y_bounds(points);
    if (said.threshold) {
      panel.series.push_back({Series::Kind::kDashes,
                              "threshold",
                              kGrey,
                              {{panel.x.low, *said.threshold}, {panel.x.high, *said.threshold}}});
    }
    if (groups.size() > 2 && !model.target.classes.empty())
      panel.y_label = said.is_probable ? "probability" : "output";
  }
  panel.caption = caption_of({rest_text(model.preprocessing.columns(), axes, "at its mean", "at their means"),
                              rows_left_out(inputs.rows(), result.split.name)});
  return panel;
}

Panel table_panel(const Table& table, const std::vector<std::string>& features) {
  constexpr std::size_t kLongestClass = 12;  // characters beside the axis
  const std::vector<Axis> axes = axes_of(table, features);
  const bool is_plane = axes.size() == 2;
  const std::size_t classes = table.classes.size();
  const std::string target = short_label(table.target);
  Panel panel{is_plane ? "data rows, marked by " + target : "data rows", short_label(axes[0].name),
              is_plane ? short_label(axes[1].name) : target};

  const std::vector<std::size_t> complete = rows_with_all(table, axes);
  Cloud cloud{table.cells, table.targets, classes, {}};
  for (const std::size_t place : rows_drawn(complete.size())) cloud.rows.push_back(complete[place]);
  const bool is_told = is_plane || classes > 0;  // else the axis tells the number
  put_in(
      panel,
      marks(cloud, is_told ? groups_of(table.classes, table.targets) : std::vector<Group>{{"", 0, 0}}, axes));
  if (!is_plane && classes > 0) {
    panel.y = bounds_of({0, 1});
    for (std::size_t c = 0; c < classes; ++c) {
      panel.y_names.push_back({short_label(table.classes[c].label, kLongestClass),
                               place_of_target(static_cast<double>(c), classes)});
    }
  }
  const std::size_t missing = table.rows_read - complete.size();
  panel.caption =
      caption_of({features.empty() ? rest_text(table.features, axes, "is not shown", "are not shown") : "",
                  missing == 0 ? "" : counted(missing, "row") + " with missing cells left out",
                  rows_left_out(complete.size(), "data")});
  return panel;
}

}  // namespace nntrain
