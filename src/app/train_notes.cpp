#include "app/train_notes.hpp"

#include <utility>

#include <fmt/format.h>

#include "app/train_data.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/split.hpp"

namespace nntrain {
namespace {

/// A warning about features that the model does not use, because no training row has a value; or "".
std::string warning_if_left_out(const Model& model, const Table& table) {
  std::vector<bool> is_used(table.features.size());
  for (const InputColumn& column : model.preprocessing.columns()) is_used[column.feature] = true;
  std::vector<std::size_t> features;
  std::vector<std::string> names;
  for (std::size_t feature = 0; feature < is_used.size(); ++feature) {
    if (is_used[feature]) continue;
    features.push_back(feature);
    names.push_back(fmt::format("'{}'", printable(table.features[feature].name)));
  }
  if (features.empty()) return "";
  const bool one = features.size() == 1;
  return fmt::format("{} no value in any training row, and {} left out, as by {}",
                     one ? "column " + names.front() + " has" : "columns " + join(names) + " have",
                     one ? "is" : "are", table.drop("", features).text());
}

/// Warnings about files with held-out rows: those that are the training file.
std::vector<std::string> warnings_on_files(const TrainOptions& options) {
  std::vector<std::string> warnings;
  for (const auto& [flag, path] : held_out_files(options)) {
    if (!share_a_file(path, options.read.path)) continue;
    warnings.push_back(fmt::format(
        "--{} {} has the rows of --data: its numbers tell nothing about rows that the network has not seen",
        flag, shell_word(path)));
  }
  return warnings;
}

}  // namespace

std::vector<std::string> warnings_on_data(const TrainOptions& options, const Table& table) {
  std::vector<std::string> warnings = options.warnings;
  warnings.insert(warnings.end(), table.notes.begin(), table.notes.end());
  for (const std::string& warning : warnings_on_files(options)) warnings.push_back(warning);
  return warnings;
}

std::vector<std::string> warnings_on(const TrainOptions& options, const Experiment& experiment,
                                     const Trial& trial, const Model& model, const Table& table) {
  std::vector<std::string> warnings = warnings_on_data(options, table);
  const std::string left_out = warning_if_left_out(model, table);
  if (!left_out.empty()) warnings.push_back(left_out);
  for (const SplitSpec& part : trial.parts) {
    if (part.table > 0) continue;
    const std::vector<std::string> missing = classes_without_rows(table, part.rows);
    if (missing.empty()) continue;
    warnings.push_back(fmt::format("no {} row is of class {}{}",
                                   part.name == "train" ? "training" : part.name,
                                   printable(join(missing), 300),
                                   experiment.split.mode == SplitMode::kOrdered
                                       ? "; the rows may be sorted by class: try --split stratified"
                                       : ""));
  }
  return warnings;
}

std::string warning_if_time_left_out(const TrialResult& result) {
  if (result.training.stop != StopReason::kTime) return "";
  if (result.training.was_in_refit)
    return "--max-seconds ended the refit, which is left out; allow more time, or leave out --refit";
  const std::size_t networks = result.model.network_count();
  if (networks >= result.recipe.ensemble) return "";
  return fmt::format(
      "--max-seconds ended training with {} of {} networks; allow more time, or ask for fewer:  --ensemble N",
      networks, result.recipe.ensemble);
}

std::string preparation_of(const TrainOptions& options, const Experiment& experiment, const Table& table) {
  std::vector<std::string> parts;
  if (!options.preset.empty() && options.preset_text.empty()) parts.push_back("preset " + options.preset);
  const Preparation& preparation = experiment.preparation;
  for (const auto& [name, scale] :
       {std::pair("scale", preparation.scale), std::pair("scale target", preparation.scale_target)}) {
    if (scale == ScaleMode::kNone) continue;
    parts.push_back(fmt::format("{} {}", name, name_of(scale)));
  }
  if (experiment.reading.missing == MissingMode::kMean) parts.emplace_back("missing mean");
  if (!preparation.class_weights.empty())
    parts.push_back("class weights " + printable(preparation.class_weights));
  if (!table.weights_item.empty()) parts.push_back("row weights " + printable(table.weights_item));
  const StartPlan& start = experiment.start;
  const bool is_drawn_otherwise = start.initialization != Initialization();
  if (start.file.path.empty() && is_drawn_otherwise) parts.push_back("init " + name_of(start.initialization));
  return join(parts);
}

}  // namespace nntrain
