#include "page/runs_html.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace nntrain {
namespace {

constexpr auto kMainMetrics =
    std::to_array<const char*>({"accuracy", "auc", "macro_f1", "rmse", "r2", "loss"});

/// Whether it tells one run from another.
bool is_name_of_run(std::string_view member) {
  constexpr auto names = std::to_array<std::string_view>({"repeat", "fold", "seed"});
  return std::find(names.begin(), names.end(), member) != names.end();
}

void add_part(PageRows& rows, const std::string& part, const Json& values) {
  for (const char* const metric : kMainMetrics) {
    if (const std::optional<Json> one = values.find(metric))
      rows.set(fmt::format("{} {}", part, in_words(metric)), cell_html(*one));
  }
}

void add_metrics(PageRows& rows, const Json& metrics) {
  if (!metrics.is_object()) return;
  for (const auto& [part, values] : metrics.members()) {
    if (part != "train" && values.is_object()) add_part(rows, part, values);
  }
  if (const std::optional<Json> train = metrics.find("train"); train && train->is_object())
    add_part(rows, "train", *train);
}

void add_members(PageRows& rows, const Json& run, bool are_names) {
  for (const auto& [name, value] : run.members()) {
    if (name != "metrics" && is_name_of_run(name) == are_names) rows.set(in_words(name), cell_html(value));
  }
}

}  // namespace

void write_runs_html(HtmlWriter& writer, const std::string& title, const Json& runs) {
  PageRows rows;
  for (const Json run : runs.list()) {
    rows.begin_row();
    add_members(rows, run, true);
    if (const std::optional<Json> metrics = run.find("metrics")) add_metrics(rows, *metrics);
    add_members(rows, run, false);
  }
  writer.table(rows.table(title));
}

}  // namespace nntrain
