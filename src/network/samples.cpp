#include "network/samples.hpp"

#include "math/pairwise_sum.hpp"

namespace nntrain {
namespace {

/// Copies row `source` of `from` to row `row` of `to`.
void copy_row(const BlockMatrix& from, std::size_t source, BlockMatrix& to, std::size_t row) {
  for (std::size_t column = 0; column < from.columns(); ++column)
    to.set(row, column, from.at(source, column));
}

BlockMatrix joined_rows(const BlockMatrix& first, const BlockMatrix& second) {
  BlockMatrix both(first.columns());
  both.resize(first.rows() + second.rows());
  for (std::size_t row = 0; row < first.rows(); ++row) copy_row(first, row, both, row);
  for (std::size_t row = 0; row < second.rows(); ++row) copy_row(second, row, both, first.rows() + row);
  return both;
}

double total_weight_of(const Samples& samples) {
  if (samples.weights.columns() == 0) return static_cast<double>(samples.rows());
  return sum_rows(samples.rows(), [&](std::size_t row) { return samples.weights.at(row, 0); });
}

BlockMatrix weights_or_ones(const Samples& samples, bool weighted) {
  BlockMatrix weights(weighted ? 1 : 0);
  weights.resize(samples.rows());
  if (!weighted) return weights;
  const bool has_own = samples.weights.columns() > 0;
  for (std::size_t row = 0; row < samples.rows(); ++row)
    weights.set(row, 0, has_own ? samples.weights.at(row, 0) : 1);
  return weights;
}

}  // namespace

BlockMatrix rows_at(const BlockMatrix& matrix, std::span<const std::size_t> rows) {
  BlockMatrix taken(matrix.columns());
  taken.resize(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) copy_row(matrix, rows[row], taken, row);
  return taken;
}

Samples samples_at(const Samples& samples, std::span<const std::size_t> rows) {
  Samples taken{rows_at(samples.inputs, rows), rows_at(samples.targets, rows), rows_at(samples.weights, rows),
                0};
  taken.total_weight = total_weight_of(taken);
  return taken;
}

Samples joined_samples(const Samples& first, const Samples& second) {
  const bool weighted = first.weights.columns() + second.weights.columns() > 0;
  Samples both{joined_rows(first.inputs, second.inputs), joined_rows(first.targets, second.targets),
               joined_rows(weights_or_ones(first, weighted), weights_or_ones(second, weighted)), 0};
  both.total_weight = total_weight_of(both);
  return both;
}

}  // namespace nntrain
