#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "math/block_matrix.hpp"
#include "metrics/metric.hpp"

namespace nntrain {

/// Of a two-class prediction: rows, loss (as given), mse, accuracy (output > 0.5 against target 0 or 1),
/// correct, accuracy_low and accuracy_high (wilson_interval), majority (the share of the larger class). Both
/// N x 1, N >= 1.
Metrics measure_classes(const BlockMatrix& outputs, const BlockMatrix& targets, double loss);

/// Of a regression: rows, loss (as given), mse, rmse, mae, and r2 = 1 - sum of squared errors / sum of
/// squared differences from the mean (NaN where the targets are all the same).
Metrics measure_values(const BlockMatrix& outputs, const BlockMatrix& targets, double loss);

/// The names that measure_classes or measure_values gives.
std::vector<std::string> class_metric_names();
std::vector<std::string> value_metric_names();

}  // namespace nntrain
