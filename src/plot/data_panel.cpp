#include "plot/data_panel.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plot/bands.hpp"
#include "plot/cloud.hpp"
#include "plot/prediction_surface.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

/// The part of the caption about columns without an axis: where each of them, or all of them are.
template <typename Columns>
std::string rest_text(const Columns& columns, const std::vector<Axis>& axes, const std::string& where_one,
                      const std::string& where_all) {
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

/// Sets the series of a panel, and its range to that of their points. Returns the points.
std::vector<Point> put_in(Panel& panel, std::vector<Series> series) {
  std::vector<Point> points;
  for (const Series& one : series) points.insert(points.end(), one.points.begin(), one.points.end());
  panel.series = std::move(series);
  panel.x = x_bounds(points);
  panel.y = y_bounds(points);
  return points;
}

/// The groups of the rows. An axis that has the target tells a number better than colors do: then it is one
/// group with this label.
std::vector<Group> groups_drawn(const std::vector<ClassLabel>& classes, const BlockMatrix& targets,
                                bool is_plane, const std::string& label) {
  return is_plane || !classes.empty() ? groups_of(classes, targets) : std::vector<Group>{{label, 0, 0}};
}

/// Adds the curves of outputs to the rows along one axis, and the threshold if there is one.
void add_curves(Panel& panel, std::vector<Series> curves, std::vector<Point> points,
                const Threshold& threshold) {
  for (Series& curve : curves) {
    points.insert(points.end(), curve.points.begin(), curve.points.end());
    panel.series.push_back(std::move(curve));
  }
  panel.y = y_bounds(points);
  if (!threshold) return;
  panel.series.push_back(
      {Series::Kind::kDashes, "threshold", kGrey, {{panel.x.low, *threshold}, {panel.x.high, *threshold}}});
}

/// How many points are so far off that no axis reaches them.
std::string far_text(const Panel& panel) {
  std::size_t count = 0;
  for (const Series& series : panel.series) {
    if (series.kind != Series::Kind::kMarks) continue;
    count += static_cast<std::size_t>(
        std::count_if(series.points.begin(), series.points.end(), [](const Point& point) {
          return std::abs(point.x) > kFarthestOfAxis || std::abs(point.y) > kFarthestOfAxis;
        }));
  }
  return count == 0 ? "" : fmt::format("{} beyond \u00B11e300 not drawn", counted(count, "row"));
}

}  // namespace

Panel data_panel(const Model& model, const SplitResult& result, const std::vector<Axis>& axes) {
  const BlockMatrix& inputs = result.split.samples.inputs;
  const bool is_plane = axes.size() == 2;
  const bool is_number = model.target.classes.empty();
  const std::vector<Group> groups = groups_drawn(classes_of(result), result.split.truth, is_plane, "rows");
  Panel panel{result.split.name + " rows and predictions", short_label(axes[0].name),
              is_plane ? short_label(axes[1].name) : short_label(model.target.name)};
  const Cloud cloud = cloud_of(model, result, axes);
  std::vector<Point> points = put_in(panel, marks(cloud, groups, axes));
  const std::vector<std::size_t> wrong = is_number ? std::vector<std::size_t>{} : wrong_rows(model, result);
  if (!wrong.empty()) panel.series.push_back(rings(cloud, wrong, axes));

  const std::vector<std::size_t> counts =
      is_plane ? std::vector<std::size_t>{kGrid, kGrid} : std::vector<std::size_t>{kCurve};
  const GridOutputs said = outputs_on({axes, {panel.x, panel.y}, counts, mean_inputs(inputs)}, model);
  if (is_plane && is_number) {
    panel.surface = value_surface(said, groups);
    panel.colour_bar = colour_bar_of(groups, short_label(model.target.name));
  } else if (is_plane) {
    panel.surface = class_surface(said, groups, short_label(model.target.classes.back().label));
    panel.texts = names_of_regions(said, groups, panel.x, panel.y, points);
  } else {
    add_curves(panel, output_curves(said, model, groups, panel.x), std::move(points), said.threshold);
    if (model.target.classes.size() > 2) panel.y_label = said.is_probable ? "probability" : "output";
  }
  const bool are_all_right = !is_number && wrong.empty() && result.outputs.rows() == inputs.rows();
  const char* const where = is_plane ? "in the background" : "for the curve";
  panel.caption =
      caption_of({are_all_right ? "no row is predicted wrong" : "",
                  rest_text(model.preprocessing.columns(), axes, fmt::format("at its mean {}", where),
                            fmt::format("at their means {}", where)),
                  far_text(panel), rows_left_out(inputs.rows(), result.split.name)});
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
  const std::vector<Group> groups = groups_drawn(table.classes, table.targets, is_plane, "");
  put_in(panel, marks(cloud_of(table, axes), groups, axes));
  if (is_plane && classes == 0) panel.colour_bar = colour_bar_of(groups, target);
  if (!is_plane && classes > 0) {
    panel.y = bounds_of({0, 1});
    for (std::size_t c = 0; c < classes; ++c) {
      panel.y_names.push_back({short_label(table.classes[c].label, kLongestClass),
                               place_of_target(static_cast<double>(c), classes)});
    }
  }
  const std::size_t complete = count_complete(table, axes);
  const std::size_t missing = table.rows_read - complete;
  panel.caption =
      caption_of({features.empty() ? rest_text(table.features, axes, "is not shown", "are not shown") : "",
                  missing == 0 ? "" : counted(missing, "row") + " with missing cells left out",
                  far_text(panel), rows_left_out(complete, "data")});
  return panel;
}

}  // namespace nntrain
