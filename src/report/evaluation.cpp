#include "report/evaluation.hpp"

#include <fmt/format.h>

#include "base/output.hpp"
#include "base/quote.hpp"
#include "report/importance_report.hpp"
#include "report/json_report.hpp"
#include "report/markdown_report.hpp"
#include "report/text_lines.hpp"
#include "report/write_report.hpp"

namespace nntrain {
namespace {

/// The lines on what was evaluated.
std::string evaluation_lines(const Evaluation& evaluation) {
  const ModelShape& shape = evaluation.shape;
  return fmt::format("{}{}{}{}{}", line("model", shown_path(evaluation.path)),
                     line("network", network_line(shape.network, shape.networks)),
                     line("data", data_line(evaluation.table)),
                     line("target", target_line(evaluation.table, shape.network, shape.threshold)),
                     temperature_line(shape.temperature));
}

std::string text_of(const Evaluation& evaluation) {
  std::string out = evaluation_lines(evaluation);
  out += split_lines(evaluation.result);
  if (!evaluation.result.measures.labels.empty()) out += class_lines(evaluation.result);
  out += line("fingerprint", evaluation.fingerprint);
  if (!evaluation.result.measures.labels.empty()) out += class_table(evaluation.result);
  if (evaluation.importance.shuffles > 0) out += importance_table(evaluation.importance);
  return out;
}

std::string markdown_of(const Evaluation& evaluation) {
  return markdown_page(
      {.command = "evaluate",
       .path = evaluation.table.path,
       .status = status_of(evaluation.asserts),
       .metrics = markdown_metrics({&evaluation.result, 1}),
       .asserts = evaluation.asserts,
       .warnings = evaluation.warnings,
       .more = evaluation.importance.shuffles > 0 ? importance_markdown(evaluation.importance) : "",
       .details = evaluation_lines(evaluation) + line("fingerprint", evaluation.fingerprint)});
}

}  // namespace

std::string evaluation_json(const Evaluation& evaluation) {
  JsonWriter json;
  json.begin_object();
  json.key("schema").string("nntrain.evaluation/1");
  json.key("version").string(NNTRAIN_VERSION);
  json.key("command").string("evaluate");
  json.key("status").string(name_of(status_of(evaluation.asserts)));
  write_options(json, evaluation.options);
  write_data(json, evaluation.table);
  write_network(json, evaluation.shape);
  write_resources(json);
  write_metrics(json, {&evaluation.result, 1});
  if (evaluation.importance.shuffles > 0) write_importance(json, evaluation.importance);
  write_asserts(json, evaluation.asserts);
  json.key("fingerprint").string(evaluation.fingerprint);
  json.end_object();
  return json.text();
}

FieldSource source_of(const Evaluation& evaluation) {
  FieldSource source = source_of(evaluation.table, evaluation.shape, evaluation.fingerprint,
                                 evaluation.options, {&evaluation.result, 1});
  for (const FeatureImportance& feature : evaluation.importance.features)
    source.more.push_back({importance_field(feature.name), feature.spread.mean});
  return source;
}

bool write_report(const Evaluation& evaluation, const ReportOutputs& outputs,
                  const std::vector<std::string>& fields) {
  const FieldLookup lookup = lookup_in(source_of(evaluation));
  const std::string text = fields.empty() ? in_format(
                                                outputs.format, [&] { return text_of(evaluation); },
                                                [&] { return evaluation_json(evaluation); },
                                                [&] { return markdown_of(evaluation); })
                                          : fields_text(fields, lookup, outputs.format);
  const bool is_read = finds_reader([&] { write_standard_output(text); });
  if (!outputs.quiet) {
    for (const std::string& warning : evaluation.warnings) print_warning(warning);
  }
  write_standard_error(verdicts(evaluation.asserts, outputs.quiet));
  return is_read;
}

}  // namespace nntrain
