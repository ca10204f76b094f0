#include "report/json_report.hpp"

#include <cmath>
#include <variant>

#include "base/interruption.hpp"
#include "base/resources.hpp"
#include "model/model_json.hpp"
#include "model/saved_model.hpp"
#include "model/spread_json.hpp"
#include "report/advice.hpp"
#include "report/json_error.hpp"

namespace nntrain {

void write_data(JsonWriter& json, const Table& table) {
  json.key("data").begin_object();
  json.key("path").string(table.path);
  json.key("sha256").string(table.sha256);
  json.key("rows").count(table.rows_read);
  json.key("rows_used").count(table.all_rows());
  json.key("rows_dropped").count(table.rows_dropped());
  json.key("features").strings(table.feature_names());
  json.key("target").string(table.target);
  json.key("task").string(name_of(table.task));
  json.key("classes").begin_array();
  for (const ClassLabel& label : table.classes) {
    json.begin_object().key("label").string(label.label).key("count").count(label.count).end_object();
  }
  json.end_array();
  json.end_object();
}

void write_resources(JsonWriter& json) {
  json.key("resources").begin_object();
  json.key("seconds").number(seconds_of_command());
  json.key("peak_memory").count(peak_memory());
  json.end_object();
}

void write_network(JsonWriter& json, const ModelShape& shape) {
  json.key("network").begin_object();
  json.key("layer_sizes").begin_array();
  for (const std::size_t size : shape.network.layer_sizes()) json.count(size);
  json.end_array();
  json.key("parameters").count(shape.network.parameter_count());
  if (shape.networks > 1) json.key("networks").count(shape.networks);
  if (shape.threshold) json.key("threshold").number(*shape.threshold);
  if (shape.temperature) json.key("temperature").number(*shape.temperature);
  json.end_object();
}

namespace {

/// Whether there was a refit, and of an ensemble how the training of each network ended. Leaves out seconds,
/// which differ between runs.
void write_phases(JsonWriter& json, const TrainingResult& training) {
  if (training.is_refitted) json.key("refitted").boolean(true);
  if (training.networks.empty()) return;
  json.key("networks").begin_array();
  for (const TrainingResult& one : training.networks) {
    json.begin_object();
    json.key("iterations").count(one.iterations).key("stop").string(name_of(one.stop));
    json.key("evaluations").count(one.evaluations);
    if (one.best_iteration) json.key("best_iteration").count(*one.best_iteration);
    json.key("loss").number(one.loss);
    if (one.validation_loss) json.key("validation_loss").number(*one.validation_loss);
    json.end_object();
  }
  json.end_array();
}

void write_training(JsonWriter& json, const RunResult& result) {
  json.key("training").begin_object();
  json.key("iterations").count(result.training.iterations);
  json.key("stop").string(name_of(result.training.stop));
  json.key("seconds").number(result.training.seconds);
  json.key("seed").count(result.recipe.plan.seed);
  json.key("threads").count(result.threads);
  json.key("evaluations").count(result.training.evaluations);
  if (result.recipe.derives_l2) json.key("l2").number(result.recipe.objective.l2);
  if (result.training.best_iteration) json.key("best_iteration").count(*result.training.best_iteration);
  if (result.recipe.restarts > 1) json.key("best_restart").count(result.training.restart + 1);
  write_phases(json, result.training);
  json.end_object();
}

void write_classes(JsonWriter& json, const Measures& measures) {
  json.key("classes").begin_array();
  for (std::size_t c = 0; c < measures.classes.size(); ++c) {
    const ClassMeasures& one = measures.classes[c];
    json.begin_object().key("label").string(measures.labels[c]).key("rows").count(one.rows);
    json.key("precision").number(one.precision).key("recall").number(one.recall).key("f1").number(one.f1);
    json.end_object();
  }
  json.end_array();
  json.key("confusion").begin_array();
  for (std::size_t actual = 0; actual < measures.confusion.classes; ++actual) {
    json.begin_array();
    for (std::size_t predicted = 0; predicted < measures.confusion.classes; ++predicted) {
      json.count(measures.confusion.at(actual, predicted));
    }
    json.end_array();
  }
  json.end_array();
}

/// null, or an object with message and remedy, as an error has them.
void write_advice(JsonWriter& json, const RunResult& result) {
  json.key("advice");
  const std::optional<Advice> advice = advice_on(result);
  if (!advice) {
    json.null();
    return;
  }
  json.begin_object().key("message").string(advice->what);
  write_remedy(json, advice->remedy);
  json.end_object();
}

void write_cv(JsonWriter& json, const CvFigures& cv) {
  json.key("cv").begin_object().key("folds").count(cv.folds).key("repeats").count(cv.repeats);
  json.key("metrics").begin_object();
  for (const auto& [name, spread] : cv.metrics) {
    json.key(name);
    write_spread(json, spread);
  }
  json.end_object().end_object();
}

/// Leaves out seconds and threads, which differ between runs.
void write_record(JsonWriter& json, const RunResult& result) {
  const TrainingResult& training = result.training;
  json.key("training").begin_object();
  json.key("iterations").count(training.iterations);
  json.key("stop").string(name_of(training.stop));
  json.key("evaluations").count(training.evaluations);
  if (result.recipe.derives_l2) json.key("l2").number(result.recipe.objective.l2);
  if (training.best_iteration) json.key("best_iteration").count(*training.best_iteration);
  if (result.recipe.restarts > 1) json.key("best_restart").count(training.restart + 1);
  write_phases(json, training);
  json.end_object();
}

}  // namespace

void write_measures(JsonWriter& json, const Measures& measures) {
  json.begin_object();
  for (const Metric& metric : measures.metrics) json.key(metric.name).number(metric.value);
  if (!measures.labels.empty()) write_classes(json, measures);
  json.end_object();
}

void write_metrics(JsonWriter& json, std::span<const SplitResult> results) {
  json.key("metrics").begin_object();
  for (const SplitResult& one : results) {
    json.key(one.split.name);
    write_measures(json, one.measures);
  }
  json.end_object();
}

void write_asserts(JsonWriter& json, const std::vector<AssertionResult>& asserts) {
  json.key("asserts").begin_array();
  for (const AssertionResult& assertion : asserts) {
    json.begin_object().key("expression").string(assertion.expression).key("value");
    if (const auto* const number = std::get_if<double>(&assertion.value)) {
      json.number(*number);
    } else if (const auto* const truth = std::get_if<bool>(&assertion.value)) {
      json.boolean(*truth);
    } else {
      json.string(assertion.text);
    }
    json.key("passed").boolean(assertion.passed);
    if (!std::isnan(assertion.interval.low)) {
      json.key("low").number(assertion.interval.low).key("high").number(assertion.interval.high);
    }
    if (assertion.runs > 0) json.key("runs").count(assertion.runs);
    json.end_object();
  }
  json.end_array();
}

std::string json_report(const RunResult& result, WeightsMode weights) {
  JsonWriter json;
  json.begin_object();
  json.key("schema").string("nntrain.run/1");
  json.key("version").string(NNTRAIN_VERSION);
  json.key("command").string("train");
  json.key("status").string(name_of(status_of(result)));
  write_options(json, result.options);
  write_data(json, result.table);
  write_network(json, shape_of(result.model));
  write_training(json, result);
  write_resources(json);
  write_metrics(json, result.results);
  write_networks(json, result.model, weights != WeightsMode::kNone, JsonWriter::Lines::kUsual);
  write_asserts(json, result.asserts);
  write_advice(json, result);
  json.key("fingerprint").string(result.fingerprint);
  json.end_object();
  return json.text();
}

std::string model_text(const RunResult& result) {
  JsonWriter json;
  // Without the threshold or the temperature, which a signal left no time to find, the model would mean other
  // classes and probabilities.
  if (result.recipe.threshold.is_found() && !result.model.target.threshold) throw Interrupted();
  if (result.recipe.calibrates && result.calibration_rows == 0) throw Interrupted();
  begin_sealed(json, format_for(result.model));
  write_receipt(json, result.options, result.files);
  json.key("rows").begin_object();
  json.key("read").count(result.table.rows_read);
  json.key("used").count(result.table.all_rows());
  json.key("dropped").count(result.table.rows_dropped());
  json.end_object();
  json.key("status").string(name_of(status_of(result)));
  write_record(json, result);
  write_metrics(json, result.results);
  if (!result.cv.metrics.empty()) write_cv(json, result.cv);
  write_model(json, result.model);
  json.key("fingerprint").string(result.fingerprint);
  return end_sealed(json);
}

}  // namespace nntrain
