#include "plot/cloud.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "metrics/class_output.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kRingStyle = 6;

Point point_of(const Cloud& cloud, std::size_t row, const std::vector<Axis>& axes) {
  const double y = axes.size() == 2 ? axes[1].value_of(cloud.inputs, row)
                                    : place_of_target(cloud.targets.at(row, 0), cloud.classes);
  return {axes[0].value_of(cloud.inputs, row), y};
}

/// "row 17: variance 3.6, entropy -0.4", or without the number if it is 0.
std::string place_text(const BlockMatrix& inputs, std::size_t row, std::size_t number,
                       const std::vector<Axis>& axes) {
  std::string text = number > 0 ? fmt::format("row {}", number) : "row";
  for (std::size_t i = 0; i < axes.size(); ++i) {
    text += fmt::format("{}{} {:.4g}", i == 0 ? ": " : ", ", short_label(axes[i].name),
                        axes[i].value_of(inputs, row));
  }
  return text;
}

/// "class 0, predicted 1 (0.83)", "class 0, right (0.83)", or the number and its prediction. probabilities: N
/// x C, or empty.
std::string prediction_text(const Model& model, const SplitResult& result, std::size_t row,
                            const BlockMatrix& probabilities) {
  const double truth = result.split.truth.at(row, 0);
  const std::vector<ClassLabel>& classes = model.target.classes;
  if (classes.empty()) {
    return fmt::format("{} {:.4g}, predicted {:.4g}", short_label(model.target.name), truth,
                       result.outputs.at(row, 0));
  }
  const std::size_t said = predicted_class(result.outputs, row, model.target.threshold);
  const std::string label = short_label(classes[static_cast<std::size_t>(truth)].label);
  const bool is_right = static_cast<double>(said) == truth;
  const std::string answer = is_right ? "right" : "predicted " + short_label(classes[said].label);
  if (probabilities.rows() == 0) return fmt::format("class {}, {}", label, answer);
  return fmt::format("class {}, {} ({:.2g})", label, answer, probabilities.at(row, said));
}

bool is_measured(const SplitResult& result) {
  return result.outputs.rows() == result.split.truth.rows();
}

std::vector<std::size_t> complete_rows(const Table& table, const std::vector<Axis>& axes) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const bool is_complete = std::none_of(axes.begin(), axes.end(), [&](const Axis& axis) {
      return std::isnan(axis.value_of(table.cells, row));
    });
    if (is_complete) rows.push_back(row);
  }
  return rows;
}

}  // namespace

Cloud cloud_of(const Model& model, const SplitResult& result, const std::vector<Axis>& axes) {
  const Split& split = result.split;
  Cloud cloud{split.samples.inputs, split.truth, model.target.classes.size(),
              rows_drawn(split.samples.inputs.rows())};
  const bool has_probabilities =
      is_measured(result) && !model.target.classes.empty() && are_probabilities(model.network);
  const BlockMatrix probabilities = has_probabilities ? class_probabilities(result.outputs) : BlockMatrix();
  for (const std::size_t row : cloud.rows) {
    const std::size_t number = row < split.rows.size() ? split.rows[row] : 0;
    cloud.tips.push_back(place_text(cloud.inputs, row, number, axes));
    if (is_measured(result)) cloud.tips.back() += "; " + prediction_text(model, result, row, probabilities);
  }
  return cloud;
}

Cloud cloud_of(const Table& table, const std::vector<Axis>& axes) {
  Cloud cloud{table.cells, table.targets, table.classes.size(), {}};
  const std::vector<std::size_t> complete = complete_rows(table, axes);
  for (const std::size_t place : rows_drawn(complete.size())) {
    const std::size_t row = complete[place];
    const double target = table.targets.at(row, 0);
    cloud.rows.push_back(row);
    cloud.tips.push_back(place_text(table.cells, row, table.row_number(row), axes));
    cloud.tips.back() +=
        table.classes.empty()
            ? fmt::format("; {} {:.4g}", short_label(table.target), target)
            : fmt::format("; class {}", short_label(table.classes[static_cast<std::size_t>(target)].label));
  }
  return cloud;
}

std::size_t count_complete(const Table& table, const std::vector<Axis>& axes) {
  return complete_rows(table, axes).size();
}

double place_of_target(double target, std::size_t classes) {
  const double highest = classes > 1 ? static_cast<double>(classes - 1) : 1;  // the largest class index
  return target / highest;
}

std::vector<Series> marks(const Cloud& cloud, const std::vector<Group>& groups,
                          const std::vector<Axis>& axes) {
  std::vector<Series> series;
  for (const Group& group : groups)
    series.push_back({Series::Kind::kMarks, group.label, group.style, {}, {}, group.colour});
  for (std::size_t i = 0; i < cloud.rows.size(); ++i) {
    Series& one = series[group_of(groups, cloud.targets.at(cloud.rows[i], 0))];
    one.points.push_back(point_of(cloud, cloud.rows[i], axes));
    if (!cloud.tips.empty()) one.tips.push_back(cloud.tips[i]);
  }
  std::erase_if(series, [](const Series& one) { return one.points.empty(); });
  return series;
}

std::vector<std::size_t> wrong_rows(const Model& model, const SplitResult& result) {
  std::vector<std::size_t> wrong;
  if (!is_measured(result)) return wrong;
  for (std::size_t row = 0; row < result.outputs.rows(); ++row) {
    const std::size_t said = predicted_class(result.outputs, row, model.target.threshold);
    if (static_cast<double>(said) != result.split.truth.at(row, 0)) wrong.push_back(row);
  }
  return wrong;
}

Series rings(const Cloud& cloud, const std::vector<std::size_t>& wrong, const std::vector<Axis>& axes) {
  Series series{Series::Kind::kSmallRings,
                fmt::format("wrong: {} of {}", wrong.size(), cloud.inputs.rows()),
                kRingStyle,
                {}};
  for (std::size_t i = 0; i < cloud.rows.size(); ++i) {
    if (!std::binary_search(wrong.begin(), wrong.end(), cloud.rows[i])) continue;
    series.points.push_back(point_of(cloud, cloud.rows[i], axes));
    if (!cloud.tips.empty()) series.tips.push_back(cloud.tips[i]);
  }
  return series;
}

}  // namespace nntrain
