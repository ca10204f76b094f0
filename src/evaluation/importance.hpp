#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "base/workers.hpp"
#include "metrics/spread.hpp"
#include "training/split.hpp"

namespace nntrain {

/// How much a model relies on one column.
struct FeatureImportance {
  std::string name;     ///< of the column
  MetricSpread spread;  ///< over the shuffles: by how much the metric got worse
};

/// How much a model relies on each column, by one metric. No features: not asked for.
struct Importance {
  std::string metric{};
  std::size_t shuffles = 0;
  double baseline = std::numeric_limits<double>::quiet_NaN();  ///< the metric of the rows as they are
  std::vector<FeatureImportance> features{};                   ///< F, the most important first
};

/// The permutation importance of each column of a model (Breiman, "Random forests", 2001, section 10;
/// permutation_importance in scikit-learn). The cells of the column change places among the N rows, by
/// chance, while all other columns stay; a text stays one cell, whatever its inputs are. The importance is by
/// how much the metric gets worse: positive if the column helps, also for errors and losses.
///
/// measured: with its inputs. metric: of measure_metric(), with a goal_of(). Shuffle s of the k-th column of
/// the model, both from 0, is RandomStream::shuffle of 0 .. N-1 from the stream of the seed 1 for
/// RandomPurpose::kPermute with the index k 2^32 + s; row i gets the cell of the row at place i. The same
/// bits for any number of workers. The interval is Student's, for the mean over all shuffles.
/// Memory: for each worker N (O + 4) numbers. O(F shuffles N) forward passes.
Importance permutation_importance(const Model& model, const SplitResult& measured, const std::string& metric,
                                  std::size_t shuffles, Workers& workers);

}  // namespace nntrain
