#include "model/saved_model.hpp"

#include <limits>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "model/model_json.hpp"
#include "model/spread_json.hpp"

namespace nntrain {

const FileFormat kModelFormat = {"nntrain.model", 3, "model", "nntrain train ... --save FILE writes one"};

FileFormat format_for(const Model& model) {
  FileFormat format = kModelFormat;
  if (model.network_count() == 1) format.version = model.target.threshold ? 2 : 1;
  return format;
}

namespace {

RowCounts rows_of(const Json& json) {
  return {json["read"].count(), json["used"].count(), json["dropped"].count()};
}

TrainingRecord training_of(const Json& json) {
  TrainingRecord training{json["iterations"].count(), json["stop"].text(), {}, {}, false, {}, {}};
  if (const std::optional<Json> best = json.find("best_iteration")) training.best_iteration = best->count();
  if (const std::optional<Json> best = json.find("best_restart")) training.best_restart = best->count();
  if (const std::optional<Json> refitted = json.find("refitted")) training.is_refitted = refitted->boolean();
  if (const std::optional<Json> l2 = json.find("l2")) training.l2 = l2->number();
  if (const std::optional<Json> networks = json.find("networks")) {
    for (const Json network : networks->list()) training.networks.push_back(training_of(network));
  }
  return training;
}

std::vector<SplitMetrics> metrics_of(const Json& json) {
  std::vector<SplitMetrics> splits;
  for (const auto& [split, metrics] : json.members()) {
    splits.push_back({split, {}});
    for (const auto& [name, value] : metrics.members()) {
      if (value.is_list()) continue;  // the classes and the confusion matrix
      splits.back().metrics.push_back(
          {name, value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.number()});
    }
  }
  return splits;
}

CvFigures cv_of(const Json& json) {
  CvFigures cv{json["folds"].count(), json["repeats"].count()};
  for (const auto& [name, spread] : json["metrics"].members())
    cv.metrics.emplace_back(name, spread_of(spread));
  return cv;
}

SavedModel saved_model_of(const Json& json, const std::string& path) {
  try {
    return {receipt_of(json),
            rows_of(json["rows"]),
            training_of(json["training"]),
            metrics_of(json["metrics"]),
            model_of(json),
            json["fingerprint"].text(),
            json.find("cv") ? cv_of(json["cv"]) : CvFigures(),
            json.find("status") ? json["status"].text() : ""};
  } catch (const JsonError& error) {
    throw ModelError(fmt::format("{} is not a valid model: {}", shown_path(path), error.what()),
                     kModelFormat.remedy);
  }
}

}  // namespace

bool is_model(const Json& json) {
  const std::optional<Json> schema = json.find("schema");
  return schema && schema->word().starts_with(kModelFormat.name + "/");
}

SavedModel read_model(const std::string& path) {
  return saved_model_of(read_sealed(path, kModelFormat), path);
}

SavedModel model_of_text(const std::string& text, const std::string& path) {
  return saved_model_of(parse_sealed(text, path, kModelFormat), path);
}

}  // namespace nntrain
