#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "model/receipt.hpp"
#include "sweep/selection_report.hpp"

namespace nntrain {
namespace {

void write_candidate(JsonWriter& json, const Selection& selection, std::size_t i) {
  const Candidate& one = selection.candidates[i];
  json.begin_object();
  json.key("rank");
  one.standing == Standing::kOut ? json.null() : json.count(i + 1);
  json.key("settings").begin_object();
  for (std::size_t k = 0; k < selection.axes.size(); ++k) json.key(selection.axes[k]).string(one.settings[k]);
  json.end_object();
  json.key("runs").begin_array();
  for (const std::uint64_t number : one.numbers) json.count(number);
  json.end_array();
  json.key("ended").count(one.ended);
  json.key("values").count(one.values).key("defined").count(one.defined);
  json.key("mean").number(one.mean).key("sd").number(one.sd);
  json.key("low").number(one.interval.low).key("high").number(one.interval.high);
  json.key("difference_low").number(one.difference.low).key("difference_high").number(one.difference.high);
  json.key("standing").string(name_of(one.standing));
  json.end_object();
}

}  // namespace

std::string sweep_json(const SweepReport& report) {
  const Selection& selection = report.selection;
  JsonWriter json;
  json.begin_object();
  json.key("schema").string("nntrain.sweep/1");
  json.key("version").string(NNTRAIN_VERSION);
  json.key("command").string("sweep");
  json.key("status").string(name_of(report.status));
  write_options(json, report.options);
  json.key("results").string(report.results);
  json.key("shard");
  report.shard.empty() ? json.null() : json.string(report.shard);
  json.key("runs").count(report.runs);
  json.key("missing").begin_array();
  for (const std::uint64_t number : report.missing) json.count(number);
  json.end_array();
  json.key("rows").begin_object();
  for (const auto& [status, count] : report.rows) json.key(name_of(status)).count(count);
  json.end_object();
  json.key("kept").count(report.kept);
  json.key("seconds").number(report.seconds);
  json.key("field").string(selection.field);
  json.key("axes").strings(selection.axes);
  json.key("seeds").count(selection.seeds);
  json.key("best");
  if (selection.has_best()) {
    json.begin_object().key("run").count(selection.candidates.front().numbers.front());
    json.key("command").string(report.command);
    json.key("test").begin_object();
    for (const Metric& metric : report.test) json.key(metric.name).number(metric.value);
    json.end_object().end_object();
  } else {
    json.null();
  }
  json.key("candidates").begin_array(JsonWriter::Lines::kSeveral);
  for (std::size_t i = 0; i < selection.candidates.size(); ++i) write_candidate(json, selection, i);
  json.end_array();
  json.key("warnings").strings(all_warnings(report));
  json.end_object();
  return json.text();
}

}  // namespace nntrain
