#include "metrics/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>

#include "base/random.hpp"
#include "math/quantile.hpp"
#include "metrics/class_output.hpp"
#include "metrics/scoring.hpp"

namespace nntrain {
namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The metrics of resamples of one side. What a metric sees of the rows: their cells in the confusion matrix,
/// their ranks, or the rows themselves.
class Resampler {
 public:
  Resampler(const ScoredSide& side, std::span<const std::string> metrics) : side_(side), metrics_(metrics) {
    for (const std::string& metric : metrics) {
      if (is_one_of(metric, {"auc", "average_precision"})) {
        needs_ranks_ = true;
      } else {
        others_.push_back(metric);
        needs_rows_ = needs_rows_ || side.labels.empty() || !comes_from_counts(metric);
      }
    }
    for (std::size_t row = 0; row < side.predicted.size(); ++row) {
      cells_.push_back(static_cast<std::size_t>(side.targets.at(row, 0)) * side.labels.size() +
                       side.predicted[row]);
    }
    if (!needs_ranks_) return;
    const bool divide = side.are_probabilities && side.outputs.columns() > 1;
    ranks_ = divide ? RankedRows(class_probabilities(side.outputs), side.targets)
                    : RankedRows(side.outputs, side.targets);
  }

  std::size_t rows() const { return side_.outputs.rows(); }

  /// The memory for a resample.
  struct Sample {
    std::vector<std::uint32_t> counts;
    BlockMatrix outputs{0};
    BlockMatrix targets{1};
  };

  /// The metrics of the rows, each of which counts sample.counts[row] times.
  std::vector<double> measure(Sample& sample) const {
    if (needs_rows_) copy_rows(sample);
    const Measures measures = others_.empty() ? Measures{} : measure_others(sample);
    const Ranking ranking =
        needs_ranks_ ? ranks_->measure(sample.counts) : Ranking{Difference::kNone, Difference::kNone};
    std::vector<double> values;
    for (const std::string& metric : metrics_) {
      values.push_back(metric == "auc"                 ? ranking.auc
                       : metric == "average_precision" ? ranking.average_precision
                                                       : defined_metric(measures, metric));
    }
    return values;
  }

 private:
  void copy_rows(Sample& sample) const {
    const std::size_t columns = side_.outputs.columns();
    if (sample.outputs.columns() != columns) sample.outputs = BlockMatrix(columns);
    sample.outputs.grow_to(rows());
    sample.targets.grow_to(rows());
    std::size_t place = 0;
    for (std::size_t row = 0; row < rows(); ++row) {
      for (std::uint32_t left = sample.counts[row]; left > 0; --left, ++place) {
        for (std::size_t c = 0; c < columns; ++c) sample.outputs.set(place, c, side_.outputs.at(row, c));
        sample.targets.set(place, 0, side_.targets.at(row, 0));
      }
    }
  }

  Measures measure_others(const Sample& sample) const {
    const std::size_t classes = side_.labels.size();
    if (classes == 0) return measure_values(sample.outputs, sample.targets, Difference::kNone);
    ConfusionMatrix confusion{classes, std::vector<std::size_t>(classes * classes)};
    for (std::size_t row = 0; row < rows(); ++row) confusion.counts[cells_[row]] += sample.counts[row];
    return measure_counted(needs_rows_ ? sample.outputs : side_.outputs,
                           needs_rows_ ? sample.targets : side_.targets, side_.labels,
                           side_.are_probabilities, confusion, Difference::kNone, Workers::caller(), others_);
  }

  const ScoredSide& side_;
  std::span<const std::string> metrics_;
  std::vector<std::string> others_;  // the metrics that do not come from the ranks
  bool needs_rows_ = false;          // whether one of these sees the rows
  bool needs_ranks_ = false;
  std::vector<std::size_t> cells_;  // N cells of the confusion matrix; none of a regression
  std::optional<RankedRows> ranks_;
};

void draw(RandomStream& random, std::size_t rows, std::vector<std::uint32_t>& counts) {
  counts.assign(rows, 0);
  for (std::size_t i = 0; i < rows; ++i) ++counts[random.below(rows)];
}

}  // namespace

RowMethod row_method(std::string_view metric) {
  if (metric == "accuracy") return RowMethod::kMcNemar;
  if (is_one_of(metric, {"mse", "rmse", "mae", "log_loss", "mape"})) return RowMethod::kStudent;
  if (is_one_of(metric, {"loss", "max_error"}) || goal_of(metric) == Goal::kNone) return RowMethod::kNone;
  return RowMethod::kBootstrap;
}

std::vector<double> row_losses(const ScoredSide& side, std::string_view metric) {
  const std::size_t rows = side.outputs.rows();
  std::vector<double> losses(rows);
  if (metric == "log_loss") {
    const bool divide = side.outputs.columns() > 1;
    const BlockMatrix divided = divide ? class_probabilities(side.outputs) : BlockMatrix(0);
    const BlockMatrix& probabilities = divide ? divided : side.outputs;
    for (std::size_t row = 0; row < rows; ++row) {
      losses[row] = row_log_loss(probabilities, side.targets, row);
    }
    return losses;
  }
  const bool is_one_hot = side.outputs.columns() > 1;
  const bool is_squared = is_one_of(metric, {"mse", "rmse"});
  for (std::size_t row = 0; row < rows; ++row) {
    const double target = side.targets.at(row, 0);
    for (std::size_t o = 0; o < side.outputs.columns(); ++o) {
      const double wanted = !is_one_hot ? target : target == static_cast<double>(o) ? 1 : 0;
      const double error = std::abs(side.outputs.at(row, o) - wanted);
      losses[row] += is_squared ? error * error : error;
    }
    if (metric == "mape") losses[row] = target == 0 ? Difference::kNone : losses[row] / std::abs(target);
  }
  return losses;
}

std::vector<Difference> bootstrap_differences(const ScoredSide& a, const ScoredSide& b,
                                              std::span<const std::string> metrics, bool paired,
                                              Workers& workers) {
  const Resampler of_a(a, metrics);
  const Resampler of_b(b, metrics);
  struct Samples {
    Resampler::Sample a{};
    Resampler::Sample b{};
  };
  std::vector<Samples> samples(workers.size());
  std::vector<std::vector<double>> differences(kResamples + 1);
  workers.run(kResamples + 1, [&](std::size_t task, std::size_t thread) {
    Samples& own = samples[thread];
    if (task == kResamples) {  // the rows as they are
      own.a.counts.assign(of_a.rows(), 1);
      own.b.counts.assign(of_b.rows(), 1);
    } else {
      RandomStream random(kBootstrapSeed, RandomPurpose::kBootstrap, task);
      draw(random, of_a.rows(), own.a.counts);
      if (paired) {
        own.b.counts = own.a.counts;
      } else {
        draw(random, of_b.rows(), own.b.counts);
      }
    }
    differences[task] = of_b.measure(own.b);
    const std::vector<double> values = of_a.measure(own.a);
    for (std::size_t m = 0; m < metrics.size(); ++m) differences[task][m] -= values[m];
  });
  std::vector<Difference> result;
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    Difference& difference = result.emplace_back();
    difference.value = differences[kResamples][m];
    if (row_method(metrics[m]) == RowMethod::kNone) continue;
    std::vector<double> defined;
    for (std::size_t k = 0; k < kResamples; ++k) {
      if (!std::isnan(differences[k][m])) defined.push_back(differences[k][m]);
    }
    difference.resamples = defined.size();
    if (2 * defined.size() < kResamples) continue;
    std::sort(defined.begin(), defined.end());  // ties: equal numbers
    difference.are_equal = difference.value == 0 && defined.front() == 0 && defined.back() == 0;
    // Resamples of few rows that are all the same say nothing about chance.
    if (defined.front() == defined.back() && !difference.are_equal) continue;
    difference.interval = {quantile_of(defined, 0.025), quantile_of(defined, 0.975)};
  }
  return result;
}

}  // namespace nntrain
