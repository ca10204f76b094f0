#include "report/model_report.hpp"

#include "model/model_json.hpp"
#include "model/saved_model.hpp"
#include "report/json_report.hpp"

namespace nntrain {
namespace {

/// Without seconds and threads, which differ from run to run.
void write_record(JsonWriter& json, const RunResult& result) {
  const TrainingResult& training = result.training;
  json.key("training").begin_object();
  json.key("iterations").count(training.iterations);
  json.key("stop").string(name_of(training.stop));
  json.key("evaluations").count(training.evaluations);
  if (training.best_iteration) json.key("best_iteration").count(*training.best_iteration);
  if (result.recipe.restarts > 1) json.key("best_restart").count(training.restart + 1);
  json.end_object();
}

}  // namespace

std::string model_text(const RunResult& result) {
  JsonWriter json;
  begin_sealed(json, kModelFormat);
  write_receipt(json, result.options, result.files);
  json.key("rows").begin_object();
  json.key("read").count(result.table.rows_read);
  json.key("used").count(result.table.rows());
  json.key("dropped").count(result.table.rows_dropped);
  json.end_object();
  write_record(json, result);
  write_metrics(json, result.results);
  write_model(json, result.model);
  json.key("fingerprint").string(result.fingerprint);
  return end_sealed(json);
}

}  // namespace nntrain
