#include "report/evaluation.hpp"

#include <cstdio>
#include <iterator>

#include <fmt/format.h>

#include "base/output.hpp"
#include "base/quote.hpp"
#include "report/json_report.hpp"
#include "report/telling.hpp"
#include "report/text_lines.hpp"

namespace nntrain {
namespace {

struct Fact {
  const char* name;
  std::function<FieldValue(const Evaluation&)> value;
};

const std::vector<Fact>& facts() {
  static const std::vector<Fact> all = {
      {"rows_read", [](const Evaluation& e) { return FieldValue(std::uint64_t{e.table.rows_read}); }},
      {"rows_used", [](const Evaluation& e) { return FieldValue(std::uint64_t{e.table.rows()}); }},
      {"rows_dropped", [](const Evaluation& e) { return FieldValue(std::uint64_t{e.table.rows_dropped}); }},
      {"target", [](const Evaluation& e) { return FieldValue(e.table.target); }},
      {"task", [](const Evaluation& e) { return FieldValue(std::string(name_of(e.table.task))); }},
      {"parameters",
       [](const Evaluation& e) { return FieldValue(std::uint64_t{e.network.parameter_count()}); }},
      {"fingerprint", [](const Evaluation& e) { return FieldValue(e.fingerprint); }},
      {"version", [](const Evaluation&) { return FieldValue(std::string(NNTRAIN_VERSION)); }},
  };
  return all;
}

FieldLookup lookup_in(const Evaluation& evaluation) {
  return [&evaluation](const std::string& name) {
    for (const Fact& fact : facts()) {
      if (name == fact.name) return fact.value(evaluation);
    }
    const std::string prefix = evaluation.result.split.name + ".";
    return FieldValue(
        metric(evaluation.result.measures, name.starts_with(prefix) ? name.substr(prefix.size()) : name));
  };
}

std::string text_of(const Evaluation& evaluation) {
  std::string out;
  const auto line = [&](std::string_view key, const std::string& value) {
    fmt::format_to(std::back_inserter(out), "{}: {}\n", key, value);
  };
  const Network& network = evaluation.network;
  line("model", shown_path(evaluation.path));
  line("network", network_line(network));
  line("data", data_line(evaluation.table));
  line("target", target_line(evaluation.table, network));
  out += split_lines(evaluation.result);
  if (!evaluation.result.measures.labels.empty()) out += class_lines(evaluation.result);
  line("fingerprint", evaluation.fingerprint);
  if (!evaluation.result.measures.labels.empty()) out += class_table(evaluation.result);
  return out;
}

std::string json_of(const Evaluation& evaluation) {
  JsonWriter json;
  json.begin_object();
  json.key("schema").string("nntrain.evaluation/1");
  json.key("version").string(NNTRAIN_VERSION);
  json.key("command").string("evaluate");
  write_options(json, evaluation.options);
  write_data(json, evaluation.table);
  write_network(json, evaluation.network);
  write_metrics(json, {&evaluation.result, 1});
  write_asserts(json, evaluation.asserts);
  json.key("fingerprint").string(evaluation.fingerprint);
  json.end_object();
  return json.text();
}

}  // namespace

std::vector<std::string> evaluation_facts() {
  std::vector<std::string> names;
  for (const Fact& fact : facts()) names.emplace_back(fact.name);
  return names;
}

void tell(const Evaluation& evaluation, const ReportOutputs& outputs,
          const std::vector<std::string>& fields) {
  const bool json = outputs.format == Format::kJson;
  if (fields.empty()) {
    write_standard_output(json ? json_of(evaluation) : text_of(evaluation));
  } else {
    const FieldLookup lookup = lookup_in(evaluation);
    write_standard_output(json ? json_fields(fields, lookup) : print_fields(fields, lookup));
  }
  std::fputs(verdicts(evaluation.asserts, outputs.quiet).c_str(), stderr);
}

}  // namespace nntrain
