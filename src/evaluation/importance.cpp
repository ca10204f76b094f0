#include "evaluation/importance.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>

#include "base/interruption.hpp"
#include "base/random.hpp"
#include "metrics/measure.hpp"
#include "model/predictor.hpp"

namespace nntrain {
namespace {

constexpr std::uint64_t kShuffleSeed = 1;

/// The inputs of one column.
struct ColumnInputs {
  std::size_t first;
  std::size_t count;
};

/// The outputs where each row takes the inputs of the column from the row at its place in `order`. Copies the
/// inputs of some blocks at a time.
BlockMatrix outputs_shuffled(const Model& model, const BlockMatrix& inputs, const ColumnInputs& column,
                             std::span<const std::size_t> order) {
  constexpr std::size_t kBlocksAtOnce = 16;
  Predictor predictor(model, UnseenMode::kError);
  BlockMatrix outputs(model.network.outputs());
  outputs.grow_to(inputs.rows());
  for (std::size_t begin = 0; begin < inputs.block_count(); begin += kBlocksAtOnce) {
    check_time();
    const std::size_t first = begin * kBlockRows;
    BlockMatrix some(inputs.columns());
    some.grow_to(std::min(kBlocksAtOnce * kBlockRows, inputs.rows() - first));
    for (std::size_t block = 0; block < some.block_count(); ++block)
      std::copy_n(inputs.block(begin + block), inputs.columns() * kBlockRows, some.block(block));
    for (std::size_t input = column.first; input < column.first + column.count; ++input) {
      for (std::size_t row = 0; row < some.rows(); ++row)
        some.set(row, input, inputs.at(order[first + row], input));
    }
    const BlockMatrix part = predictor.outputs_for(std::move(some));
    for (std::size_t block = 0; block < part.block_count(); ++block)
      std::copy_n(part.block(block), part.columns() * kBlockRows, outputs.block(begin + block));
  }
  return outputs;
}

std::vector<std::size_t> shuffled_rows(std::size_t rows, std::size_t column, std::size_t shuffle) {
  std::vector<std::size_t> order(rows);
  std::iota(order.begin(), order.end(), 0);
  RandomStream(kShuffleSeed, RandomPurpose::kPermute, std::uint64_t{column} << 32U | shuffle).shuffle(order);
  return order;
}

}  // namespace

Importance permutation_importance(const Model& model, const SplitResult& measured, const std::string& metric,
                                  std::size_t shuffles, Workers& workers) {
  const BlockMatrix& inputs = measured.split.samples.inputs;
  const std::vector<std::string> labels = model.target.labels();
  const double sign = goal_of(metric) == Goal::kHigher ? 1 : -1;
  const std::vector<InputColumn>& columns = model.preprocessing.columns();
  std::vector<ColumnInputs> places;
  for (std::size_t next = 0; const InputColumn& column : columns) {
    places.push_back({next, column.width()});
    next += column.width();
  }
  Importance importance{metric, shuffles, nntrain::metric(measured.measures, metric), {}};
  std::vector<std::vector<double>> values(columns.size(), std::vector<double>(shuffles));
  workers.run(columns.size() * shuffles, [&](std::size_t task, std::size_t) {
    const std::size_t column = task / shuffles;
    const std::size_t shuffle = task % shuffles;
    const std::vector<std::size_t> order = shuffled_rows(inputs.rows(), column, shuffle);
    const BlockMatrix outputs = outputs_shuffled(model, inputs, places[column], order);
    const double value = measure_metric(metric, outputs, measured.split.truth, labels,
                                        are_probabilities(model.network), model.target.threshold);
    values[column][shuffle] = sign * (importance.baseline - value);
  });
  for (std::size_t column = 0; column < columns.size(); ++column)
    importance.features.push_back({columns[column].name, spread_of(std::move(values[column]), 0)});
  std::stable_sort(importance.features.begin(), importance.features.end(),
                   [](const FeatureImportance& a, const FeatureImportance& b) {
                     return is_better(Goal::kHigher, a.spread.mean, b.spread.mean);
                   });
  return importance;
}

}  // namespace nntrain
