#include "metrics/class_metric.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::string_view kConfusion = "confusion[";
constexpr std::string_view kBetween = "][";

constexpr std::array<std::pair<std::string_view, ClassMetric::Kind>, 3> kOfOneClass = {
    {{"precision[", ClassMetric::Kind::kPrecision},
     {"recall[", ClassMetric::Kind::kRecall},
     {"f1[", ClassMetric::Kind::kF1}}};

std::optional<std::size_t> find_label(std::string_view text, const std::vector<std::string>& labels) {
  const std::string label = unquoted(text);
  const auto found = std::find(labels.begin(), labels.end(), label);
  if (found == labels.end()) return {};
  return static_cast<std::size_t>(found - labels.begin());
}

std::optional<ClassMetric> find_pair(std::string_view inside, const std::vector<std::string>& labels) {
  const std::size_t quoted = quoted_length(inside);
  if (quoted > 0 && inside.substr(quoted).starts_with(kBetween)) {
    const std::optional<std::size_t> actual = find_label(inside.substr(0, quoted), labels);
    const std::optional<std::size_t> predicted = find_label(inside.substr(quoted + kBetween.size()), labels);
    if (actual && predicted) return ClassMetric{ClassMetric::Kind::kConfusion, *actual, *predicted};
  }
  for (std::size_t actual = 0; actual < labels.size(); ++actual) {
    const std::string& label = labels[actual];
    if (inside.substr(0, label.size()) != label) continue;
    const std::string_view behind = inside.substr(label.size());
    if (behind.substr(0, kBetween.size()) != kBetween) continue;
    const std::optional<std::size_t> predicted = find_label(behind.substr(kBetween.size()), labels);
    if (predicted) return ClassMetric{ClassMetric::Kind::kConfusion, actual, *predicted};
  }
  return {};
}

}  // namespace

std::optional<ClassMetric> find_class_metric(std::string_view name, const std::vector<std::string>& labels) {
  if (name.empty() || name.back() != ']') return {};
  const auto inside = [&](std::string_view start) {
    return name.substr(start.size(), name.size() - 1 - start.size());
  };
  for (const auto& [start, kind] : kOfOneClass) {
    if (name.substr(0, start.size()) != start) continue;
    const std::optional<std::size_t> label = find_label(inside(start), labels);
    if (!label) return {};
    return ClassMetric{kind, *label, *label};
  }
  if (name.substr(0, kConfusion.size()) == kConfusion) return find_pair(inside(kConfusion), labels);
  return {};
}

bool is_metric_of_one_class(std::string_view name) {
  return name.ends_with(']') && std::any_of(kOfOneClass.begin(), kOfOneClass.end(),
                                            [&](const auto& one) { return name.starts_with(one.first); });
}

std::optional<std::string> unknown_label(std::string_view name, const std::vector<std::string>& labels) {
  if (name.empty() || name.back() != ']') return {};
  name.remove_suffix(1);
  for (const auto& [start, kind] : kOfOneClass) {
    if (name.starts_with(start)) return unquoted(name.substr(start.size()));
  }
  if (!name.starts_with(kConfusion)) return {};
  const std::string_view inside = name.substr(kConfusion.size());
  const std::size_t end = inside.find(kBetween, quoted_length(inside));
  const std::string_view actual = inside.substr(0, end);
  if (end == std::string_view::npos || !find_label(actual, labels)) return unquoted(actual);
  return unquoted(inside.substr(end + kBetween.size()));
}

std::string typed_label(const std::string& label) {
  const bool is_plain = label.find_first_of(",\"[]<>=!") == std::string::npos && trim(label) == label;
  return is_plain ? label : csv_quoted(label);
}

std::vector<std::string> class_metric_forms() {
  std::vector<std::string> forms;
  for (const auto& [start, kind] : kOfOneClass) forms.push_back(std::string(start) + "LABEL]");
  forms.push_back(std::string(kConfusion) + "ACTUAL][PREDICTED]");
  return forms;
}

std::vector<std::string> all_class_metrics(const std::vector<std::string>& labels) {
  constexpr std::size_t kFew = 30;
  std::vector<std::string> typed;
  for (const std::string& label : labels) typed.push_back(typed_label(label));
  std::vector<std::string> names;
  for (const auto& [start, kind] : kOfOneClass) {
    for (const std::string& label : typed) names.push_back(std::string(start) + label + "]");
  }
  if (labels.size() > kFew) return names;
  for (const std::string& actual : typed) {
    for (const std::string& predicted : typed) {
      names.emplace_back(kConfusion).append(actual).append(kBetween).append(predicted).append("]");
    }
  }
  return names;
}

}  // namespace nntrain
