#include "plot/bands.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "plot/style.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr double kBands = 8;
constexpr std::size_t kLongestInLegend = 60;  // characters; a picture cuts what is wider than its panel

std::vector<Group> groups_of_classes(const std::vector<ClassLabel>& classes) {
  const std::vector<std::size_t> styles = styles_of_classes(classes);
  std::vector<Group> groups;
  std::string other = "other classes";
  for (std::size_t c = 0; c < styles.size(); ++c) {
    const bool is_other = styles[c] == kGrey;
    std::string label = is_other ? other : short_label(classes[c].label, kLongestInLegend);
    groups.push_back({std::move(label), styles[c], static_cast<double>(c)});
    if (is_other) other.clear();
  }
  return groups;
}

std::vector<Group> bands_of(const BlockMatrix& targets) {
  std::vector<double> values;
  for (std::size_t row = 0; row < targets.rows(); ++row) values.push_back(targets.at(row, 0));
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  if (*least == *most) return {{fmt::format("{:g}", *least), 0, *least, scale_colour(0)}};
  const double step = round_step(*most / kBands - *least / kBands);
  const double first = std::floor(*least / step);
  const auto bands = static_cast<std::size_t>(std::max(std::ceil(*most / step) - first, 1.0));
  std::vector<Group> groups;
  for (std::size_t band = 0; band < bands; ++band) {
    const double low = (first + static_cast<double>(band)) * step;
    const double high = (first + static_cast<double>(band + 1)) * step;
    const double share = bands > 1 ? static_cast<double>(band) / static_cast<double>(bands - 1) : 0;
    groups.push_back({"", band % kStyles, low, scale_colour(share), high});
  }
  return groups;
}

}  // namespace

std::vector<std::size_t> styles_of_classes(const std::vector<ClassLabel>& classes) {
  std::vector<std::size_t> rows;
  for (const ClassLabel& one : classes) rows.push_back(one.count);
  return class_styles(rows);
}

std::vector<ClassLabel> classes_of(const SplitResult& result) {
  std::vector<ClassLabel> classes;
  for (std::size_t c = 0; c < result.measures.classes.size(); ++c)
    classes.push_back({result.measures.labels[c], result.measures.classes[c].rows});
  return classes;
}

std::vector<Group> groups_of(const std::vector<ClassLabel>& classes, const BlockMatrix& targets) {
  return classes.empty() ? bands_of(targets) : groups_of_classes(classes);
}

std::optional<ColourBar> colour_bar_of(const std::vector<Group>& bands, const std::string& label) {
  if (bands.size() < 2) return {};
  ColourBar bar{label, {bands.front().low}, {}};
  for (const Group& band : bands) {
    bar.edges.push_back(band.high);
    bar.colours.push_back(band.colour.value_or(0));
  }
  return bar;
}

std::string band_label(double low, double high) {
  for (int digits = 6;; ++digits) {
    const std::string from = fmt::format("{:.{}g}", low, digits);
    const std::string to = fmt::format("{:.{}g}", high, digits);
    if (from != to || digits == std::numeric_limits<double>::max_digits10)
      return fmt::format("{} to {}", from, to);
  }
}

std::size_t group_of(const std::vector<Group>& groups, double value) {
  std::size_t group = 0;
  while (group + 1 < groups.size() && value >= groups[group + 1].low) ++group;
  return group;
}

}  // namespace nntrain
