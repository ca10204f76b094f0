#include "model/make_samples.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "math/pairwise_sum.hpp"

namespace nntrain {

Samples make_samples(const Table& table, std::span<const std::size_t> rows, const Model& model) {
  const std::vector<double>& class_weights = model.class_weights;
  const std::size_t outputs = model.network.outputs();
  const TargetScale& scale = model.target.scale;
  const bool weighted = !table.weights.empty() || !class_weights.empty();
  Samples samples{BlockMatrix(), BlockMatrix(outputs), BlockMatrix(weighted ? 1 : 0),
                  static_cast<double>(rows.size())};
  samples.targets.resize(rows.size());
  samples.weights.resize(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const double target = table.targets.at(rows[row], 0);
    if (outputs == 1) {
      samples.targets.set(row, 0, (target - scale.centre) / scale.divisor);
    } else {
      samples.targets.set(row, static_cast<std::size_t>(target), 1);
    }
    if (!weighted) continue;
    const double of_row = table.weights.empty() ? 1 : table.weights[rows[row]];
    const double of_class = class_weights.empty() ? 1 : class_weights[static_cast<std::size_t>(target)];
    samples.weights.set(row, 0, of_row * of_class);
  }
  if (weighted) {
    samples.total_weight = sum_rows(rows.size(), [&](std::size_t row) { return samples.weights.at(row, 0); });
    if (!(samples.total_weight > 0)) {
      throw TrainingError("all rows of " + shown_path(table.path) + " together weigh nothing");
    }
  }
  return samples;
}

BlockMatrix truth_of(const Table& table, std::span<const std::size_t> rows) {
  BlockMatrix truth(1);
  truth.resize(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) truth.set(row, 0, table.targets.at(rows[row], 0));
  return truth;
}

}  // namespace nntrain
