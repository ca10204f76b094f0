#include "report/predictions.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/interruption.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "metrics/class_output.hpp"

namespace nntrain {
namespace {

/// The names of the columns from the prediction to the last output.
std::vector<std::string> output_names(const Model& model) {
  std::vector<std::string> names = {"prediction"};
  const bool probable = are_probabilities(model.network);
  if (!model.target.classes.empty() && !probable && model.network.outputs() == 1) {
    names.emplace_back("output");
    return names;
  }
  for (const std::string& label : model.target.labels()) {
    names.push_back(fmt::format("{}:{}", probable ? "probability" : "output", label));
  }
  return names;
}

/// Where the prediction for a held-out row of a fold is.
struct FoldRow {
  std::size_t row;  // its number in the file
  std::size_t result;
  std::size_t position;  // in the split
};

std::string target_cell(const Split& split, std::size_t position, const std::vector<std::string>& labels) {
  const double truth = split.truth.at(position, 0);
  return labels.empty() ? shortest(truth) : labels[static_cast<std::size_t>(truth)];
}

}  // namespace

PredictionHeader prediction_header(const Model& model, const std::vector<KeptColumn>& kept, bool has_folds) {
  PredictionHeader header;
  const std::vector<std::string> outputs = output_names(model);
  std::set<std::string> taken(outputs.begin(), outputs.end());
  taken.insert({"row", "split"});
  if (has_folds) taken.insert({"repeat", "fold"});
  const auto free_cell = [&](const std::string& wanted) {
    const std::string name = free_name(wanted, taken);
    if (name != wanted) {
      header.renamed.push_back(
          fmt::format("the column '{}' is called '{}' in the predictions: they have another '{}'",
                      printable(wanted), printable(name), printable(wanted)));
    }
    return "," + csv_cell(name);
  };
  header.line = (has_folds ? "row,split,repeat,fold" : "row,split") + free_cell(model.target.name);
  for (const std::string& name : outputs) header.line += "," + csv_cell(name);
  for (const KeptColumn& column : kept) header.line += free_cell(column.name);
  header.line += '\n';
  return header;
}

PredictionLines::PredictionLines(const Model& model, const BlockMatrix& outputs,
                                 const std::vector<KeptColumn>& kept)
    : outputs_(outputs), kept_(kept), threshold_(model.target.threshold) {
  for (const std::string& label : model.target.labels()) labels_.push_back(csv_cell(label));
  if (!labels_.empty() && are_probabilities(model.network)) probabilities_ = class_probabilities(outputs);
}

void PredictionLines::append(std::string& csv, std::size_t row, std::size_t number, std::string_view place,
                             std::string_view target) const {
  const fmt::format_int digits(number);
  csv.append(digits.data(), digits.size()).append(",").append(place).append(",");
  append_csv_cell(csv, target);
  csv += ',';
  if (labels_.empty()) {
    append_shortest(csv, outputs_.at(row, 0));
  } else {
    csv += labels_[predicted_class(outputs_, row, threshold_)];
    const BlockMatrix& shown = probabilities_.columns() > 0 ? probabilities_ : outputs_;
    for (std::size_t o = 0; o < shown.columns(); ++o) {
      csv += ',';
      append_shortest(csv, shown.at(row, o));
    }
  }
  for (const KeptColumn& column : kept_) {
    csv += ',';
    append_csv_cell(csv, column.texts[row]);
  }
  csv += '\n';
}

RunLines::RunLines(const RunResult& result) : result_(result), labels_(result.model.target.labels()) {
  for (std::size_t r = 0; r < result.results.size(); ++r) {
    const SplitResult& one = result.results[r];
    lines_.emplace_back(result.model, one.outputs, one.split.kept);
    for (std::size_t i = 0; i < one.split.rows.size(); ++i)
      places_.push_back({one.split.table, one.split.rows[i], r, i});
  }
  // ties: none, a row is in one split
  std::sort(places_.begin(), places_.end(), [](const Place& a, const Place& b) {
    return std::tie(a.table, a.row) < std::tie(b.table, b.row);
  });
}

void RunLines::append(std::string& csv, std::size_t i) const {
  const Place& place = places_[i];
  const Split& split = result_.results[place.result].split;
  lines_[place.result].append(csv, place.position, place.row, split.name,
                              target_cell(split, place.position, labels_));
}

std::string predictions_csv(const RunResult& result) {
  check_time();
  const RunLines lines(result);
  std::string csv = prediction_header(result.model, result.table.kept).line;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    check_time();
    lines.append(csv, i);
  }
  return csv;
}

std::string predictions_csv(const RunsResult& result) {
  const Runs& runs = result.runs;
  const std::vector<std::string> labels = result.model().target.labels();
  std::string csv = prediction_header(result.model(), result.table().kept, true).line;
  for (std::size_t begin = 0; begin < runs.count(); begin += runs.folds) {  // a repeat
    std::vector<FoldRow> places;
    std::vector<PredictionLines> lines;
    for (std::size_t fold = 0; fold < runs.folds; ++fold) {
      const TrialResult& run = runs.results[begin + fold];
      const SplitResult& held_out = run.most_held_out();
      lines.emplace_back(run.model, held_out.outputs, held_out.split.kept);
      if (!runs.counts(begin + fold)) continue;
      for (std::size_t i = 0; i < held_out.split.rows.size(); ++i)
        places.push_back({held_out.split.rows[i], begin + fold, i});
    }
    // ties: none, a row is in one fold
    std::sort(places.begin(), places.end(), [](const FoldRow& a, const FoldRow& b) { return a.row < b.row; });
    for (const FoldRow& place : places) {
      check_time();
      const FoldPlace at = *runs.plans[place.result].place;
      const Split& split = runs.results[place.result].most_held_out().split;
      lines[at.fold].append(csv, place.position, place.row,
                            fmt::format("{},{},{}", kCvPart, at.repeat + 1, at.fold + 1),
                            target_cell(split, place.position, labels));
    }
  }
  if (const SplitResult* const test = result.test()) {
    const PredictionLines lines(result.final->model, test->outputs, test->split.kept);
    for (std::size_t i = 0; i < test->split.rows.size(); ++i)
      lines.append(csv, i, test->split.rows[i], "test,,", target_cell(test->split, i, labels));
  }
  return csv;
}

}  // namespace nntrain
