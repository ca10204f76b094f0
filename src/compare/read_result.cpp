#include "compare/read_result.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "base/quote.hpp"

namespace nntrain {
namespace {

double number_or_nan(const Json& json) {
  return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.number();
}

std::vector<ClassMeasures> classes_of(const Json& json) {
  std::vector<ClassMeasures> classes;
  for (const Json one : json.list()) {
    classes.push_back({static_cast<std::size_t>(one["rows"].count()), number_or_nan(one["precision"]),
                       number_or_nan(one["recall"]), number_or_nan(one["f1"])});
  }
  return classes;
}

/// C x C counts.
ConfusionMatrix confusion_of(const Json& json, std::size_t classes) {
  ConfusionMatrix confusion{classes, {}};
  for (const Json row : json.list()) {
    const std::vector<double> counts = row.numbers();
    if (counts.size() != classes) row.refuse("it has not as many numbers as there are classes");
    for (const double count : counts) {
      if (!(count >= 0 && count < 1e15)) row.refuse("it has no counts");
      confusion.counts.push_back(static_cast<std::size_t>(count));
    }
  }
  if (confusion.counts.size() != classes * classes) json.refuse("it has not a line for each class");
  return confusion;
}

/// What write_measures() wrote.
Measures measures_of(const Json& json, const std::vector<std::string>& labels) {
  Measures measures{{}, labels, {}, {}};
  for (const auto& [name, value] : json.members()) {
    if (!value.is_list()) measures.metrics.push_back({name, number_or_nan(value)});
  }
  const std::optional<double> rows = find_metric(measures.metrics, "rows");
  if (!rows || !(*rows >= 1)) json.refuse("its \"rows\" are no number of rows");
  if (labels.empty()) return measures;
  measures.classes = classes_of(json["classes"]);
  measures.is_complete = !measures.classes.empty();  // else a signal left no time
  if (!measures.is_complete) return measures;
  if (measures.classes.size() != labels.size()) json["classes"].refuse("the data have other classes");
  measures.confusion = confusion_of(json["confusion"], labels.size());
  return measures;
}

std::vector<ComparedPart> parts_of(const Json& json, const std::vector<std::string>& labels) {
  std::vector<ComparedPart> parts;
  for (const auto& [name, measures] : json.members()) parts.push_back({name, measures_of(measures, labels)});
  if (parts.empty()) json.refuse("it has no metrics");
  return parts;
}

bool status_counts(const Json& json) {
  const std::string status = json["status"].text();
  return status != "diverged" && status != "signal";
}

/// One of several runs.
ComparedRun run_of(const Json& json, const std::vector<std::string>& labels) {
  ComparedRun run;
  if (const std::optional<Json> fold = json.find("fold")) {
    run.fold = fold->count();
    run.repeat = json["repeat"].count();
    if (run.fold == 0 || run.repeat == 0) json.refuse("its folds are not counted from 1");
  }
  run.seed = json[run.fold > 0 ? "of_seed" : "seed"].count();
  run.split = json["split"].text();
  run.counts = status_counts(json);
  run.parts = parts_of(json["metrics"], labels);
  return run;
}

/// The only run of train or evaluate.
ComparedRun only_run(const Json& json, const std::vector<std::string>& labels) {
  ComparedRun run;
  if (const std::optional<Json> training = json.find("training")) run.seed = (*training)["seed"].count();
  run.counts = status_counts(json);
  run.parts = parts_of(json["metrics"], labels);
  return run;
}

Side result_of(const Json& json, const std::string& path) {
  Side side{.kind = SideKind::kResult, .path = path};
  side.command = json["command"].text();
  const Json data = json["data"];
  side.data = data["path"].text();
  side.sha256 = data["sha256"].text();
  side.target = data["target"].text();
  for (const Json one : data["classes"].list()) side.labels.push_back(one["label"].text());
  if (const std::optional<Json> runs = json.find("runs")) {
    for (const Json run : runs->list()) side.runs.push_back(run_of(run, side.labels));
  } else {
    side.runs.push_back(only_run(json, side.labels));
  }
  if (side.runs.empty()) json["runs"].refuse("there are none");
  for (const ComparedRun& run : side.runs) {
    if ((run.fold > 0) != side.is_cv()) json["runs"].refuse("only some of them are folds");
  }
  for (const ComparedPart& part : side.runs.front().parts) {
    const bool is_in_all = std::all_of(side.runs.begin(), side.runs.end(), [&](const ComparedRun& run) {
      return run.find(part.name) != nullptr;
    });
    if (is_in_all) side.parts.push_back(part.name);
  }
  if (side.parts.empty()) json["runs"].refuse("they have no rows in common");
  side.parts = in_order(std::move(side.parts));
  return side;
}

}  // namespace

Side read_result(const std::string& text, const std::string& path) {
  try {
    return result_of(parse_json(text), path);
  } catch (const JsonError& error) {
    throw DataError(fmt::format("{} is not a valid result: {}", shown_path(path), error.what()),
                    "run the command that wrote it again");
  }
}

}  // namespace nntrain
