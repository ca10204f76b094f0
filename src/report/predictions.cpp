#include "report/predictions.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "metrics/class_output.hpp"

namespace nntrain {
namespace {

/// Where a row of the table was measured.
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

class PredictionWriter {
 public:
  explicit PredictionWriter(const RunResult& result)
      : labels_(class_labels(result.table)), with_split_(result.results.size() > 1) {
    for (const SplitResult& one : result.results) {
      const bool mixed = one.outputs.columns() > 1 && are_probabilities(result.network);
      shown_.push_back(mixed ? class_probabilities(one.outputs) : BlockMatrix());
    }
    out_ = with_split_ ? "split," : "";
    out_ += csv_cell(result.table.target) + ",prediction";
    const std::string name = are_probabilities(result.network) ? "probability" : "output";
    if (labels_.size() == 2 && result.network.outputs() == 1) {
      out_ += name == "output" ? ",output" : "," + csv_cell(name + ":" + labels_.back());
    } else {
      for (const std::string& label : labels_)
        out_ += fmt::format(",{}", csv_cell(fmt::format("{}:{}", name, label)));
    }
    out_ += '\n';
  }

  void add(const SplitResult& one, std::size_t result, std::size_t row) {
    if (with_split_) out_ += one.split.name + ",";
    const double truth = one.split.truth.at(row, 0);
    if (labels_.empty()) {
      out_ += shortest(truth) + "," + shortest(one.outputs.at(row, 0)) + "\n";
      return;
    }
    out_ += csv_cell(labels_[static_cast<std::size_t>(truth)]) + "," +
            csv_cell(labels_[predicted_class(one.outputs, row)]);
    const BlockMatrix& shown = shown_[result].columns() > 0 ? shown_[result] : one.outputs;
    for (std::size_t o = 0; o < shown.columns(); ++o) out_ += "," + shortest(shown.at(row, o));
    out_ += '\n';
  }

  std::string text() && { return std::move(out_); }

 private:
  std::vector<std::string> labels_;
  bool with_split_;
  std::vector<BlockMatrix>
      shown_;  // probabilities of each split, where the outputs are not shown as they are
  std::string out_;
};

}  // namespace

std::string predictions_csv(const RunResult& result) {
  PredictionWriter writer(result);
  for (const Place& place : places_of(result)) {
    writer.add(result.results[place.result], place.result, place.position);
  }
  return std::move(writer).text();
}

}  // namespace nntrain
