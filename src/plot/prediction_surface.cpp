#include "plot/prediction_surface.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "model/predictor.hpp"
#include "plot/region_names.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kAtOnce = 256;  // points in memory at a time; each may have many inputs
constexpr double kPalest = 0.12;      // share of a class's color at certainty 0
constexpr double kFullest = 0.35;     // and at certainty 1
constexpr double kBandShare = 0.25;   // share of a band's color: the points in full color stand out from it

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
std::vector<Contours> level_contours(const GridOutputs& said, const std::string& second) {
  std::vector<double> values;
  for (std::size_t point = 0; point < said.outputs.rows(); ++point) values.push_back(value_at(said, point));
  std::vector<Contours> contours;
  if (said.is_probable) {
    contours.push_back(
        {"probability of " + second, false, {0.1, 0.25, 0.75, 0.9}, values, {"0.1", "0.25", "0.75", "0.9"}});
  }
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
  if (groups.size() == 2 && contours.size() == 2) contours.pop_back();  // both have the same line
  return contours;
}

}  // namespace

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

Surface class_surface(const GridOutputs& said, const std::vector<Group>& groups, const std::string& second) {
  Surface surface{kGrid, kGrid, {}, {}};
  for (std::size_t point = 0; point < said.outputs.rows(); ++point) {
    const std::size_t c = predicted_class(said.outputs, point, said.threshold);
    surface.tints.push_back(
        {colour_of(groups[c].style), kPalest + (kFullest - kPalest) * certainty(said, point, c)});
  }
  surface.contours = has_level(said) ? level_contours(said, second) : lead_contours(said, groups);
  return surface;
}

Surface value_surface(const GridOutputs& said, const std::vector<Group>& groups) {
  Surface surface{kGrid, kGrid, {}, {}};
  Contours contours{"predicted, same bands", false, {}, {}};
  for (std::size_t k = 1; k < groups.size(); ++k) {
    contours.levels.push_back(groups[k].low);
    contours.names.push_back(fmt::format("{:g}", groups[k].low));
  }
  for (std::size_t point = 0; point < said.outputs.rows(); ++point) {
    contours.values.push_back(value_at(said, point));
    surface.tints.push_back({*groups[group_of(groups, contours.values.back())].colour, kBandShare});
  }
  if (!contours.levels.empty()) surface.contours.push_back(std::move(contours));
  return surface;
}

std::vector<PlacedText> names_of_regions(const GridOutputs& said, const std::vector<Group>& groups, Bounds x,
                                         Bounds y, const std::vector<Point>& points) {
  constexpr std::size_t kLongestRegionName = 14;
  if (groups.size() < 3) return {};
  RegionGrid grid{kGrid, {}, x, y};
  for (std::size_t point = 0; point < said.outputs.rows(); ++point)
    grid.regions.push_back(predicted_class(said.outputs, point, said.threshold));
  std::vector<std::string> names;
  for (const Group& group : groups)
    names.push_back(group.style == kGrey ? "" : short_label(group.label, kLongestRegionName));
  return region_names(grid, names, points);
}

std::vector<Series> output_curves(const GridOutputs& said, const Model& model,
                                  const std::vector<Group>& groups, Bounds bounds) {
  std::vector<Series> series;
  const std::vector<std::string> labels = model.target.labels();
  for (std::size_t c = 0; c < said.outputs.columns(); ++c) {
    const bool is_single = said.outputs.columns() == 1;
    const std::size_t style = is_single ? 1 : groups[c].style;
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

}  // namespace nntrain
