#include "report/importance_report.hpp"

#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "base/markdown.hpp"
#include "base/matrix_text.hpp"
#include "base/text.hpp"
#include "metrics/class_metric.hpp"
#include "metrics/measure.hpp"
#include "report/markdown_report.hpp"
#include "report/text_lines.hpp"

namespace nntrain {

std::string importance_heading(const Importance& importance) {
  return fmt::format("{} {} by", printable(importance.metric),
                     goal_of(importance.metric) == Goal::kHigher ? "falls" : "rises");
}

std::string importance_table(const Importance& importance) {
  constexpr std::size_t kWidestColumn = 30;
  std::vector<std::string> names;
  std::vector<std::string> cells;
  for (const auto& [name, spread] : importance.features) {
    names.push_back(printable(name, kWidestColumn));
    for (const double value : {spread.mean, spread.sd, spread.interval.low, spread.interval.high})
      cells.push_back(metric_text(value));
  }
  return "\n" + matrix_text(fmt::format("importance ({})", counted(importance.shuffles, "shuffle")), names,
                            {importance_heading(importance), "sd", "95% low", "95% high"}, cells);
}

std::string importance_markdown(const Importance& importance) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, spread] : importance.features) {
    const bool has_interval = !std::isnan(spread.interval.low);
    rows.push_back({markdown_text(name), metric_text(spread.mean),
                    has_interval ? fmt::format("{} to {}", metric_text(spread.interval.low),
                                               metric_text(spread.interval.high))
                                 : "",
                    std::isnan(spread.sd) ? "" : metric_text(spread.sd)});
  }
  return markdown_section(
      fmt::format("Importance ({})", counted(importance.shuffles, "shuffle")),
      markdown_table({"column", markdown_text(importance_heading(importance)), "95 % interval", "sd"}, rows));
}

void write_importance(JsonWriter& json, const Importance& importance) {
  json.key("importance").begin_object().key("metric").string(importance.metric);
  json.key("shuffles").count(importance.shuffles).key("baseline").number(importance.baseline);
  json.key("features").begin_array();
  for (const auto& [name, spread] : importance.features) {
    json.begin_object().key("name").string(name).key("mean").number(spread.mean).key("sd").number(spread.sd);
    json.key("low").number(spread.interval.low).key("high").number(spread.interval.high);
    json.key("values").numbers(spread.values).end_object();
  }
  json.end_array().end_object();
}

std::string importance_field(const std::string& column) {
  return "importance[" + typed_label(column) + "]";
}

}  // namespace nntrain
