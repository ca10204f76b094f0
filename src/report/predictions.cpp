#include "report/predictions.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/interruption.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "metrics/class_output.hpp"

namespace nntrain {
namespace {

/// Where the prediction for a row of the table is.
struct Place {
  std::size_t row;
  std::size_t result;
  std::size_t position;  // in the split
};

std::vector<Place> places_of(const RunResult& result) {
  std::vector<Place> places;
  for (std::size_t r = 0; r < result.results.size(); ++r) {
    const std::vector<std::size_t>& rows = result.results[r].split.rows;
    for (std::size_t i = 0; i < rows.size(); ++i) places.push_back({rows[i], r, i});
  }
  // ties: none, a row is in one split
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.row < b.row; });
  return places;
}

}  // namespace

std::string predictions_csv(const RunResult& result) {
  check_time();
  const bool with_split = result.results.size() > 1;
  const std::vector<std::string> labels = result.model.target.labels();
  std::vector<PredictionRows> rows;
  for (const SplitResult& one : result.results) rows.emplace_back(result.model, one.outputs);
  std::string out = with_split ? "split," : "";
  out += csv_cell(result.model.target.name) + "," + PredictionRows::head(result.model) + "\n";
  for (const Place& place : places_of(result)) {
    check_time();
    const Split& split = result.results[place.result].split;
    if (with_split) out += split.name + ",";
    const double truth = split.truth.at(place.position, 0);
    out += labels.empty() ? shortest(truth) : csv_cell(labels[static_cast<std::size_t>(truth)]);
    out += ',';
    rows[place.result].append(out, place.position);
    out += '\n';
  }
  return out;
}

std::string PredictionRows::head(const Model& model) {
  const bool probable = are_probabilities(model.network);
  std::string head = "prediction";
  if (model.target.classes.empty()) return head;
  if (!probable && model.network.outputs() == 1) return head + ",output";
  for (const std::string& label : model.target.labels()) {
    head += fmt::format(",{}", csv_cell(fmt::format("{}:{}", probable ? "probability" : "output", label)));
  }
  return head;
}

PredictionRows::PredictionRows(const Model& model, const BlockMatrix& outputs) : outputs_(outputs) {
  for (const std::string& label : model.target.labels()) labels_.push_back(csv_cell(label));
  if (!labels_.empty() && are_probabilities(model.network)) probabilities_ = class_probabilities(outputs);
}

void PredictionRows::append(std::string& line, std::size_t row) const {
  if (labels_.empty()) {
    line += shortest(outputs_.at(row, 0));
    return;
  }
  line += labels_[predicted_class(outputs_, row)];
  const BlockMatrix& shown = probabilities_.columns() > 0 ? probabilities_ : outputs_;
  for (std::size_t o = 0; o < shown.columns(); ++o) line.append(",").append(shortest(shown.at(row, o)));
}

}  // namespace nntrain
