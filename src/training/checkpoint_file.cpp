#include "training/checkpoint_file.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "model/saved_model.hpp"
#include "model/sealed_file.hpp"

namespace nntrain {
namespace {

const FileFormat kCheckpointFormat = {"nntrain.checkpoint", 1, "checkpoint",
                                      "nntrain train ... --checkpoint FILE writes one; to start with the "
                                      "weights of a model:  --init-from FILE"};

/// The largest number of iterations, starts or evaluations.
constexpr std::uint64_t kMost = std::uint64_t{1} << 62U;

void write_best(JsonWriter& json, const BestSoFar& best) {
  json.key("best").begin_object();
  json.key("iteration").count(best.iteration).key("loss").any_number(best.value);  // or the watched metric
  json.key("parameters").any_numbers(best.parameters).end_object();
}

void write_state(JsonWriter& json, const std::optional<TrainingState>& state) {
  json.key("state");
  if (!state) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("iterations").count(state->iterations);
  json.key("evaluations").count(state->evaluations);
  json.key("blocks_dropped").count(state->blocks_dropped);
  json.key("lowest_loss");
  state->plateau.lowest ? json.any_number(*state->plateau.lowest) : json.null();
  json.key("waited").count(state->plateau.waited);
  write_best(json, state->best);
  json.key("parameters").any_numbers(state->parameters);
  json.key("before").any_numbers(state->before);
  json.key("optimizer").any_numbers(state->optimizer);
  if (!state->average.empty()) json.key("average").any_numbers(state->average);
  json.end_object();
}

void write_outcome(JsonWriter& json, const Outcome& outcome) {
  const TrainingResult& result = outcome.result;
  json.begin_object();
  json.key("restart").count(result.restart);
  json.key("iterations").count(result.iterations);
  json.key("evaluations").count(result.evaluations);
  json.key("stop").string(name_of(result.stop));
  json.key("best_iteration");
  result.best_iteration ? json.count(*result.best_iteration) : json.null();
  json.key("loss").any_number(result.loss);
  json.key("validation_loss");
  result.validation_loss ? json.any_number(*result.validation_loss) : json.null();
  if (result.watched) json.key("watched").any_number(*result.watched);
  json.key("parameters").any_numbers(outcome.parameters);
  json.end_object();
}

/// Without or with one outcome, that is "best_start"; more are "networks" (of an ensemble, from two starts
/// on).
void write_series(JsonWriter& json, const SeriesState& series) {
  json.key("restart").count(series.next);
  json.key("evaluations").count(series.evaluations);
  write_state(json, series.state);
  json.key("best_start");
  if (series.kept.size() == 1) {
    write_outcome(json, series.kept.front());
  } else {
    json.null();
  }
  if (series.kept.size() < 2) return;
  json.key("networks").begin_array();
  for (const Outcome& outcome : series.kept) write_outcome(json, outcome);
  json.end_array();
}

void write_log(JsonWriter& json, const char* key, const std::optional<LogPrefix>& log) {
  json.key(key);
  if (!log) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("bytes").count(log->bytes);
  json.key("sha256").string(log->sha256);
  json.key("is_whole").boolean(log->is_whole);
  json.end_object();
}

TrainingState state_of(const Json& json) {
  TrainingState state;
  state.iterations = json["iterations"].count(kMost);
  state.evaluations = json["evaluations"].count(kMost);
  state.blocks_dropped = json["blocks_dropped"].count(kMost);
  if (!json["lowest_loss"].is_null()) state.plateau.lowest = json["lowest_loss"].any_number();
  state.plateau.waited = json["waited"].count(kMost);
  const Json& best = json["best"];
  state.best = {best["parameters"].any_numbers(), best["loss"].any_number(), best["iteration"].count(kMost)};
  state.parameters = json["parameters"].any_numbers();
  state.before = json["before"].any_numbers();
  state.optimizer = json["optimizer"].any_numbers();
  if (const std::optional<Json> average = json.find("average")) state.average = average->any_numbers();
  return state;
}

Outcome outcome_of(const Json& json) {
  TrainingResult result;
  result.restart = json["restart"].count(kMost);
  result.iterations = json["iterations"].count(kMost);
  result.evaluations = json["evaluations"].count(kMost);
  result.stop = json["stop"].choice<StopReason>();
  if (!json["best_iteration"].is_null()) result.best_iteration = json["best_iteration"].count(kMost);
  result.loss = json["loss"].any_number();
  if (!json["validation_loss"].is_null()) result.validation_loss = json["validation_loss"].any_number();
  if (const std::optional<Json> watched = json.find("watched")) result.watched = watched->any_number();
  return {result, json["parameters"].any_numbers()};
}

SeriesState series_of(const Json& json) {
  SeriesState series;
  series.next = json["restart"].count(kMost);
  series.evaluations = json["evaluations"].count(kMost);
  if (!json["state"].is_null()) series.state = state_of(json["state"]);
  if (!json["best_start"].is_null()) series.kept.push_back(outcome_of(json["best_start"]));
  if (const std::optional<Json> networks = json.find("networks")) {
    for (const Json network : networks->list()) series.kept.push_back(outcome_of(network));
  }
  return series;
}

Checkpoint checkpoint_of(const Json& json) {
  Checkpoint checkpoint{series_of(json), {}};
  if (!checkpoint.search.state && checkpoint.search.kept.empty()) json.refuse("nothing has been trained");
  if (const std::optional<Json> refit = json.find("refit")) checkpoint.refit = series_of(*refit);
  return checkpoint;
}

bool is_ensemble(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return false;  // a pipe cannot be read again
  try {
    return read_model(path).model.network_count() > 1;
  } catch (const Error&) {
    return false;
  }
}

Json read_json(const std::string& path) {
  try {
    return read_sealed(path, kCheckpointFormat);
  } catch (const ModelError& error) {
    if (!is_ensemble(path)) throw;
    throw ModelError(error.what(), "nntrain train ... --checkpoint FILE writes one");  // no --init-from
  }
}

std::optional<LogPrefix> log_of(const Json& json, const char* key) {
  const std::optional<Json> log = json.find(key);
  if (!log || log->is_null()) return {};
  return LogPrefix{(*log)["bytes"].count(kMost), (*log)["sha256"].text(), (*log)["is_whole"].boolean()};
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint, const std::vector<OptionValue>& options,
                            const std::vector<InputFile>& files, const LogPrefixes& logs) {
  JsonWriter json;
  begin_sealed(json, kCheckpointFormat);
  write_receipt(json, options, files);
  json.key("outputs").begin_object();
  for (const OptionValue& option : options) {
    if (option.is_output) json.key(option.flag).raw(option.json);
  }
  json.end_object();
  write_series(json, checkpoint.search);
  if (checkpoint.refit) {
    json.key("refit").begin_object();
    write_series(json, *checkpoint.refit);
    json.end_object();
  }
  write_log(json, "log", logs.metrics);
  if (logs.weights) write_log(json, "log_weights", logs.weights);
  return end_sealed(json);
}

SavedCheckpoint read_checkpoint(const std::string& path) {
  const Json json = read_json(path);
  try {
    const std::optional<Json> outputs = json.find("outputs");  // older ones lack it, and the logs
    return {path,
            receipt_of(json),
            outputs ? settings_of(*outputs) : std::vector<Setting>(),
            checkpoint_of(json),
            {log_of(json, "log"), log_of(json, "log_weights")}};
  } catch (const JsonError& error) {
    throw ModelError(fmt::format("{} is not a valid checkpoint: {}", shown_path(path), error.what()),
                     kCheckpointFormat.remedy);
  }
}

}  // namespace nntrain
