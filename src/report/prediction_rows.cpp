#include "report/prediction_rows.hpp"

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "metrics/class_output.hpp"

namespace nntrain {

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
