#include "metrics/measure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "math/kernels.hpp"
#include "math/pairwise_sum.hpp"
#include "metrics/interval.hpp"

namespace nntrain {
namespace {

/// The same bits as the training loss has.
double sum_of_squared_errors(const BlockMatrix& outputs, const BlockMatrix& targets) {
  std::array<double, kBlockRows> error{};
  PairwiseSum sum(1, outputs.block_count());
  for (std::size_t block = 0; block < outputs.block_count(); ++block) {
    sum.next()[0] = kernels().squared_error(outputs.block(block), targets.block(block), error.data(),
                                            outputs.block_rows(block));
    sum.push();
  }
  double result = 0;
  sum.total({&result, 1});
  return result;
}

std::vector<std::string> names_of(const Metrics& metrics) {
  std::vector<std::string> names;
  for (const Metric& metric : metrics) names.push_back(metric.name);
  return names;
}

BlockMatrix one_row() {
  BlockMatrix matrix(1);
  matrix.grow_to(1);
  return matrix;
}

}  // namespace

Metrics measure_classes(const BlockMatrix& outputs, const BlockMatrix& targets, double loss) {
  const std::size_t rows = outputs.rows();
  std::size_t correct = 0;
  std::size_t positive = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const bool is_positive = targets.at(row, 0) > 0.5;
    positive += is_positive ? 1U : 0U;
    correct += (outputs.at(row, 0) > 0.5) == is_positive ? 1U : 0U;
  }
  const auto n = static_cast<double>(rows);
  const Interval interval = wilson_interval(correct, rows);
  return {{"rows", n},
          {"loss", loss},
          {"mse", sum_of_squared_errors(outputs, targets) / n},
          {"accuracy", static_cast<double>(correct) / n},
          {"correct", static_cast<double>(correct)},
          {"accuracy_low", interval.low},
          {"accuracy_high", interval.high},
          {"majority", static_cast<double>(std::max(positive, rows - positive)) / n}};
}

Metrics measure_values(const BlockMatrix& outputs, const BlockMatrix& targets, double loss) {
  const std::size_t rows = outputs.rows();
  const auto n = static_cast<double>(rows);
  const double squares = sum_of_squared_errors(outputs, targets);
  const double mean = sum_rows(rows, [&](std::size_t row) { return targets.at(row, 0); }) / n;
  const double spread = sum_rows(rows, [&](std::size_t row) {
    const double difference = targets.at(row, 0) - mean;
    return difference * difference;
  });
  const double absolute =
      sum_rows(rows, [&](std::size_t row) { return std::abs(outputs.at(row, 0) - targets.at(row, 0)); });
  return {{"rows", n},
          {"loss", loss},
          {"mse", squares / n},
          {"rmse", std::sqrt(squares / n)},
          {"mae", absolute / n},
          {"r2", spread > 0 ? 1 - squares / spread : std::numeric_limits<double>::quiet_NaN()}};
}

std::vector<std::string> class_metric_names() {
  return names_of(measure_classes(one_row(), one_row(), 0));
}

std::vector<std::string> value_metric_names() {
  return names_of(measure_values(one_row(), one_row(), 0));
}

}  // namespace nntrain
