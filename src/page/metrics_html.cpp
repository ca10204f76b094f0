#include "page/metrics_html.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "page/html.hpp"

namespace nntrain {
namespace {

std::string number_of(const Json& object, std::string_view name) {
  const std::optional<Json> value = object.find(name);
  return value && value->is_number() ? number_html(*value) : "";
}

std::string word_of(const Json& object, std::string_view name) {
  const std::optional<Json> value = object.find(name);
  return value && is_plain(*value) && !value->is_null() ? value->word() : "";
}

/// "low to high" of these members; "" if one is missing.
std::string interval_html(const Json& object, const std::string& low, const std::string& high) {
  const std::string from = number_of(object, low);
  const std::string to = number_of(object, high);
  return from.empty() || to.empty() ? "" : fmt::format("{} to {}", from, to);
}

std::string big_html(const std::string& number, const std::string& what, const std::string& more) {
  return fmt::format("<p class=\"big\"><strong>{}</strong> {}</p>\n", number, html_text(what)) +
         (more.empty() ? "" : fmt::format("<p class=\"more\">{}</p>\n", more));
}

std::string rows_called(const std::string& part) {
  if (part == "train") return "the training rows";
  return part == "cv" ? "the rows that each fold holds out" : fmt::format("the {} rows", part);
}

std::string headline_of_part(const std::string& part, const Json& metrics) {
  for (const char* const name : {"accuracy", "rmse"}) {
    const std::optional<Json> value = metrics.find(name);
    if (!value || value->is_null()) continue;
    const std::string metric = name;
    if (!value->is_object()) {
      const std::string interval = interval_html(metrics, metric + "_low", metric + "_high");
      const std::string rows = number_of(metrics, "rows");
      return big_html(
          number_html(*value), fmt::format("{} of {}", metric, rows_called(part)),
          fmt::format("{}{} rows", interval.empty() ? "" : "95 % interval " + interval + "; ", rows));
    }
    if (number_of(*value, "mean").empty()) continue;  // no run counts
    const std::string interval = interval_html(*value, "low", "high");
    return big_html(
        number_of(*value, "mean"), fmt::format("mean {} of {}", metric, rows_called(part)),
        fmt::format("{}deviation {}; {} runs", interval.empty() ? "" : "95 % interval " + interval + "; ",
                    number_of(*value, "sd"), number_of(*value, "runs")));
  }
  return "";
}

/// The part that tells most: the last one of test, cv and validation, else the first.
std::string headline_of_metrics(const Json& metrics) {
  for (const char* const part : {"test", "cv", "validation", "train"}) {
    if (const std::optional<Json> found = metrics.find(part); found && found->is_object()) {
      if (std::string text = headline_of_part(part, *found); !text.empty()) return text;
    }
  }
  return "";
}

std::size_t count_of_status(const Json& runs, std::string_view status) {
  std::size_t count = 0;
  for (const Json run : runs.list()) {
    if (word_of(run, "status") == status) ++count;
  }
  return count;
}

/// Why no metric is known: "3 of 3 runs diverged".
std::string why_no_number(const Json& result) {
  const std::optional<Json> runs = result.find("runs");
  if (!runs || !runs->is_list())
    return word_of(result, "status") == "diverged" ? "training diverged"
                                                   : "no metric is defined for these rows";
  const std::string all = counted(runs->list().size(), "run");
  const std::size_t diverged = count_of_status(*runs, "diverged");
  const std::size_t stopped = count_of_status(*runs, "signal");
  std::vector<std::string> why;
  if (diverged > 0) why.push_back(fmt::format("{} of {} diverged", diverged, all));
  if (stopped > 0) why.push_back(fmt::format("{} of {} had not ended when a signal came", stopped, all));
  return why.empty() ? "no metric is defined for the rows of any run" : join(why);
}

std::string headline_of_comparison(const Json& result, const std::string& verdict) {
  const std::string metric = word_of(result, "decided_by");
  const std::optional<Json> metrics = result.find("metrics");
  const std::optional<Json> one = metrics ? metrics->find(metric) : std::nullopt;
  std::string more = html_text(metric);
  if (one) {
    const std::string interval = interval_html(*one, "low", "high");
    more += fmt::format(" of A {}, of B {}; difference {}{}", number_of(*one, "a"), number_of(*one, "b"),
                        number_of(*one, "difference"), interval.empty() ? "" : ", 95 % interval " + interval);
  }
  const char* const what = verdict == "inconclusive" ? "whether B is better than A" : "is B than A";
  return big_html(html_text(verdict), verdict == "same" ? "B and A" : what, more);
}

std::string headline_of_candidates(const Json& result, const Json& candidates) {
  if (const std::string shard = word_of(result, "shard"); !shard.empty())
    return big_html("Shard " + html_text(shard), "of a sweep", "all shards together tell the best settings");
  for (const Json best : candidates.list()) {
    if (number_of(best, "mean").empty()) continue;
    const std::string interval = interval_html(best, "low", "high");
    std::string settings;
    for (const auto& [name, value] : best["settings"].members())
      settings += fmt::format("{}{} = {}", settings.empty() ? "" : ", ", html_text(name), cell_html(value));
    return big_html(number_of(best, "mean"), word_of(result, "field") + " of the best settings",
                    interval.empty() ? settings : fmt::format("{}; 95 % interval {}", settings, interval));
  }
  return big_html("No number", "of the best settings", "no candidate has results of all its runs");
}

bool has_spreads(const Json& part) {
  for (const auto& [name, value] : part.members()) {
    if (value.is_object() && value.find("mean")) return true;
  }
  return false;
}

/// Whether it is a bound that stands beside its metric.
bool is_bound(const Json& part, const std::string& name) {
  const bool ends = name.ends_with("_low") || name.ends_with("_high");
  return ends && part.find(name.substr(0, name.rfind('_')));
}

std::string metric_cell(const Json& part, const std::string& name) {
  const std::optional<Json> value = part.find(name);
  if (!value) return kNothing;
  const std::string interval = interval_html(part, name + "_low", name + "_high");
  return cell_html(*value) + (interval.empty() ? "" : fmt::format(" <small>{}</small>", interval));
}

/// The plain metrics of parts side by side.
PageTable parts_table(const std::vector<std::pair<std::string, Json>>& parts) {
  PageTable table{"Metrics, with 95 % intervals", {"metric"}, {}};
  std::vector<std::string> names;
  for (const auto& [part, metrics] : parts) {
    table.heads.push_back(part);
    for (const auto& [name, value] : metrics.members()) {
      if (is_plain(value) && !is_bound(metrics, name) &&
          std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
    }
  }
  for (const std::string& name : names) {
    table.rows.push_back({html_text(in_words(name))});
    for (const auto& [part, metrics] : parts) table.rows.back().push_back(metric_cell(metrics, name));
  }
  return table;
}

/// The confusion matrix of a part; false if it does not fit its classes.
bool write_confusion(HtmlWriter& writer, const std::string& title, const Json& matrix, const Json& part) {
  const std::optional<Json> classes = part.find("classes");
  if (!classes || !classes->is_list() || classes->list().size() != matrix.list().size()) return false;
  PageTable table{title + ", a column for each predicted class", {"true class"}, {}, false};
  for (const Json one : classes->list()) {
    table.heads.push_back(word_of(one, "label"));
    table.rows.push_back({cell_html(one["label"])});
  }
  std::size_t row = 0;
  for (const Json counts : matrix.list()) {
    for (std::string& count : cells_of(counts)) table.rows[row].push_back(std::move(count));
    ++row;
  }
  writer.table(table);
  return true;
}

/// What a part has besides its plain metrics and their spreads: its classes and its confusion matrix.
void write_details(HtmlWriter& writer, const std::string& part, const Json& metrics) {
  for (const auto& [name, value] : metrics.members()) {
    if (is_plain(value) || (value.is_object() && value.find("mean"))) continue;
    const std::string title = fmt::format("{} of {}",
                                          name == "classes"     ? "Classes"
                                          : name == "confusion" ? "Confusion"
                                                                : in_words(name),
                                          rows_called(part));
    if (name == "confusion" && write_confusion(writer, title, value, metrics)) continue;
    writer.value(title, value);
  }
}

/// Calls `write` for each part: those of held-out rows first. The training rows tell little beside them, and
/// are folded.
void for_each_part(HtmlWriter& writer, const Json& metrics,
                   const std::function<void(const std::string& part, const Json& values)>& write) {
  bool is_held_out = false;
  for (const auto& [part, values] : metrics.members()) {
    if (!values.is_object() || part == "train") continue;
    is_held_out = true;
    write(part, values);
  }
  const std::optional<Json> train = metrics.find("train");
  if (!train || !train->is_object()) return;
  if (!is_held_out) return write("train", *train);
  writer.folded("The training rows", [&] { write("train", *train); });
}

}  // namespace

std::string headline_html(const Json& result) {
  if (const std::string verdict = word_of(result, "verdict"); !verdict.empty())
    return headline_of_comparison(result, verdict);
  if (const std::optional<Json> candidates = result.find("candidates"); candidates && candidates->is_list())
    return headline_of_candidates(result, *candidates);
  if (const std::optional<Json> metrics = result.find("metrics"); metrics && metrics->is_object()) {
    const std::string known = headline_of_metrics(*metrics);
    return known.empty() ? big_html("No number", "", why_no_number(result)) : known;
  }
  const std::optional<Json> data = result.find("data");
  const std::optional<Json> findings = result.find("findings");
  if (!data || !findings || !findings->is_list() || number_of(*data, "rows").empty()) return "";
  return big_html(number_of(*data, "rows"), "rows", counted(findings->list().size(), "finding"));
}

void write_metrics_html(HtmlWriter& writer, const Json& metrics, bool has_runs) {
  std::vector<std::pair<std::string, Json>> plain;
  for (const auto& [part, values] : metrics.members()) {
    if (values.is_object() && !has_spreads(values)) plain.emplace_back(part, values);
  }
  std::reverse(plain.begin(), plain.end());  // on a phone the first ones are seen: test before train
  for_each_part(writer, metrics, [&](const std::string& part, const Json& values) {
    if (has_spreads(values))
      writer.keyed(fmt::format("Metrics of {} over the runs", rows_called(part)), "metric", values,
                   !has_runs);
  });
  if (!plain.empty()) writer.table(parts_table(plain));
  for (const auto& [part, values] : metrics.members()) {
    if (!values.is_object()) writer.value("Metric: " + in_words(part), values);
  }
}

void write_classes_html(HtmlWriter& writer, const Json& metrics) {
  for_each_part(writer, metrics,
                [&](const std::string& part, const Json& values) { write_details(writer, part, values); });
}

}  // namespace nntrain
