#include "report/advice.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "math/pairwise_sum.hpp"
#include "metrics/scoring.hpp"
#include "training/batches.hpp"

namespace nntrain {
namespace {

constexpr double kScalesDiffer = 30;    // ratio of the largest to the smallest feature's size
constexpr double kLargeInput = 20;      // beyond it a sigmoid hardly changes
constexpr double kHardlyAny = 5e-3;     // R2 that is no better than 0
constexpr double kLongSummedStep = 1;   // learning rate times rows
constexpr std::size_t kFewRows = 10;    // with fewer held-out rows there is no advice on them
constexpr std::size_t kErrorRows = 20;  // the same for their errors
constexpr double kFarAbove = 2;         // ratio of their mean error to that of the training rows
constexpr double kBeyondChance = 3;     // standard errors from one to the other
constexpr double kShortStep = 0.1;      // learning rate, times the rows if the loss is a sum

struct Sizes {
  std::size_t smallest = 0;  // that is not 0
  std::size_t largest = 0;
  std::vector<double> sizes;  // the largest absolute value of each network input

  bool differ() const { return sizes[smallest] > 0 && sizes[largest] / sizes[smallest] > kScalesDiffer; }
  bool are_large() const { return sizes[largest] > kLargeInput; }
};

Sizes sizes_of(const BlockMatrix& inputs) {
  Sizes result;
  for (std::size_t column = 0; column < inputs.columns(); ++column) {
    double size = 0;
    for (std::size_t row = 0; row < inputs.rows(); ++row)
      size = std::max(size, std::abs(inputs.at(row, column)));
    result.sizes.push_back(size);
    const double smallest = result.sizes[result.smallest];
    if (size > 0 && (size < smallest || smallest == 0)) result.smallest = column;
    if (size > result.sizes[result.largest]) result.largest = column;
  }
  return result;
}

const Samples& samples_of(const RunResult& result) {
  return result.train().split.samples;
}

/// The updates of the weights: one for each batch of an iteration.
std::size_t updates_of(const RunResult& result) {
  const std::size_t size = result.recipe.plan.batch_size;
  const std::size_t rows = samples_of(result).rows();
  return result.training.iterations * (size == 0 ? 1 : batches_of(rows, size));
}

/// Whether the length of a step grows with the number of rows.
bool is_summed(const RunResult& result) {
  return is_sum(result.recipe.objective.loss) && result.recipe.plan.batch_size == 0 &&
         result.recipe.optimizer.kind == OptimizerKind::kGradientDescent;
}

/// A tenth of the learning rate, or less: a step is then not too long for the number of rows and, if training
/// diverged, for the squares of the inputs' sizes. The curvature of a linear unit's mean squared error is at
/// most twice their sum (LeCun et al., "Efficient BackProp", 1998).
double gentler_rate(const RunResult& result, const Sizes& sizes) {
  const double rows = is_summed(result) ? static_cast<double>(samples_of(result).rows()) : 1;
  double squares = 0;
  if (result.training.stop == StopReason::kDiverged) {
    for (const double size : sizes.sizes) squares += size * size;
  }
  double rate = result.recipe.optimizer.learning_rate / 10;
  while (std::isfinite(squares) && rate * rows * std::max(1.0, squares) > kLongSummedStep) rate /= 10;
  return parse_number(fmt::format("{:.1g}", rate)).value;
}

std::string likely_why(const RunResult& result) {
  const Loss loss = result.recipe.objective.loss;
  const double learning_rate = result.recipe.optimizer.learning_rate;
  const std::size_t rows = samples_of(result).rows();
  const double step = learning_rate * (is_summed(result) ? static_cast<double>(rows) : 1);
  if (result.training.iterations == 0 && result.training.stop == StopReason::kIterations) {
    return "no update was made: set --iterations above 0";
  }
  const bool diverged = result.training.stop == StopReason::kDiverged;
  if (!diverged && result.table.task == Task::kClassify && result.model.network.layers().size() == 1) {
    const bool perceptron = result.recipe.optimizer.kind == OptimizerKind::kPerceptron;
    return fmt::format("without a hidden layer the network draws one straight line: try {}--hidden 5",
                       perceptron ? "--optimizer gd " : "");
  }
  const Sizes sizes = sizes_of(samples_of(result).inputs);
  const double gentler = gentler_rate(result, sizes);
  if (is_summed(result) && rows > 1 && step > kLongSummedStep) {
    return fmt::format(
        "the loss {} is summed over {} rows, so the step grows with them: try --learning-rate {} or --loss "
        "{}",
        name_of(loss), rows, shortest(gentler), loss == Loss::kSse ? "mse" : "half-mse");
  }
  if (sizes.differ()) {
    const std::vector<std::string> names = result.model.preprocessing.input_names();
    return fmt::format("the inputs' scales differ ('{}' reaches {:.3g}, '{}' {:.3g}): try --scale standard",
                       printable(names[sizes.smallest]), sizes.sizes[sizes.smallest],
                       printable(names[sizes.largest]), sizes.sizes[sizes.largest]);
  }
  if (sizes.are_large() && result.model.network.layers().size() > 1) {
    return fmt::format("the inputs are large ('{}' reaches {:.3g}): try --scale standard",
                       printable(result.model.preprocessing.input_names()[sizes.largest]),
                       sizes.sizes[sizes.largest]);
  }
  if (learning_rate == 0) return "try another --seed, --restarts 5, more --iterations or other --features";
  if (!diverged && step <= kShortStep) {
    return fmt::format(
        "{} at rate {} may be too few for the loss {}: try --learning-rate {} or more "
        "--iterations",
        counted(updates_of(result), "update"), shortest(learning_rate), name_of(loss),
        shortest(10 * learning_rate));
  }
  if (diverged) return fmt::format("try --learning-rate {}", shortest(gentler));
  return fmt::format("try --learning-rate {}, another --seed, more --iterations or other --features",
                     shortest(gentler));
}

/// The label of the class with the most rows.
std::string largest_class(const Measures& measures) {
  const auto largest =
      std::max_element(measures.classes.begin(), measures.classes.end(),
                       [](const ClassMeasures& a, const ClassMeasures& b) { return a.rows < b.rows; });
  return measures.labels[static_cast<std::size_t>(largest - measures.classes.begin())];
}

/// "accuracy 0.55 is no better than ...", or "" if it is better.
std::string what_is_poor(const Measures& measures) {
  if (!measures.labels.empty()) {
    const double accuracy = metric(measures, "accuracy");
    const double majority = metric(measures, "majority");
    if (accuracy > majority) return "";
    return fmt::format("accuracy {} is no better than always predicting '{}' ({})", share_text(accuracy),
                       printable(largest_class(measures)), share_text(majority));
  }
  const double r2 = metric(measures, "r2");
  if (!(r2 < kHardlyAny)) return "";
  const double rounded = std::abs(r2) < kHardlyAny ? 0 : r2;
  return fmt::format("predictions are no better than always predicting the mean (R2 {:.4f})", rounded);
}

/// The standard error of the mean of error(row) over `rows` rows.
template <typename F>
double standard_error(std::size_t rows, double mean, const F& error) {
  const auto n = static_cast<double>(rows);
  const double squares = sum_rows(rows, [&](std::size_t row) {
    const double difference = error(row) - mean;
    return difference * difference;
  });
  return std::sqrt(squares / (n - 1) / n);
}

/// The squared error of a row, over its outputs.
double squared_error(const SplitResult& one, std::size_t row) {
  const double truth = one.split.truth.at(row, 0);
  double sum = 0;
  for (std::size_t o = 0; o < one.outputs.columns(); ++o) {
    const double target = one.outputs.columns() == 1 ? truth : truth == static_cast<double>(o) ? 1 : 0;
    sum += (one.outputs.at(row, o) - target) * (one.outputs.at(row, o) - target);
  }
  return sum;
}

/// What makes a network fit its training rows less closely, of what this run does not have.
std::string what_helps(const RunResult& result) {
  const Recipe& recipe = result.recipe;
  const bool has_hidden = result.model.network.layers().size() > 1;
  const bool has_validation =
      std::any_of(result.results.begin(), result.results.end(),
                  [](const SplitResult& one) { return one.split.name == "validation"; });
  const OptimizerKind optimizer = recipe.optimizer.kind;
  std::vector<std::string> flags;
  if (recipe.plan.patience == 0)
    flags.emplace_back(has_validation ? "--patience 20" : "--patience 20 with --validation-fraction 0.2");
  if (recipe.objective.l2 == 0 && optimizer != OptimizerKind::kPerceptron) flags.emplace_back("--l2");
  if (recipe.objective.dropout == 0 && has_hidden && !needs_all_rows(optimizer))
    flags.emplace_back("--dropout");
  if (has_hidden) flags.emplace_back("fewer --hidden units");
  return join(flags) + (flags.empty() ? "more rows" : " or more rows");
}

/// "the mse of the test rows, 0.2, is far above ...", or "" if it is not, or may be by chance.
std::string what_is_overfitted(const RunResult& result) {
  const SplitResult& held_out = result.most_held_out();
  const std::size_t rows = held_out.outputs.rows();
  if (&held_out == &result.train() || rows < kErrorRows) return "";
  const bool of_logarithms = term_of(result.recipe.objective.loss) == LossTerm::kLogarithm;
  const std::string name = of_logarithms ? "log_loss" : "mse";
  const double trained = metric(result.train().measures, name);
  const double found = metric(held_out.measures, name);
  if (!(found > kFarAbove * trained)) return "";
  const double deviation = standard_error(rows, found, [&](std::size_t row) {
    return of_logarithms ? row_log_loss(held_out.outputs, held_out.split.truth, row)
                         : squared_error(held_out, row);
  });
  if (!(found - trained > kBeyondChance * deviation)) return "";
  return fmt::format("the {} of the {} rows, {:.3g}, is far above that of the training rows, {:.3g}",
                     of_logarithms ? "log loss" : "mse", held_out.split.name, found, trained);
}

}  // namespace

std::vector<std::string> advice_on(const RunResult& result) {
  const bool are_measured = std::all_of(result.results.begin(), result.results.end(),
                                        [](const SplitResult& one) { return one.measures.is_complete; });
  if (!are_measured) return {};
  const auto with_why = [&](const std::string& what) { return what + "; " + likely_why(result); };
  if (result.training.stop == StopReason::kDiverged &&
      !std::isfinite(metric(result.train().measures, "loss"))) {
    return {"the loss at the start is not finite: the weights or the values of the data are too large"};
  }
  if (result.training.stop == StopReason::kDiverged) {
    return {with_why(fmt::format(
        "training diverged in iteration {}; the weights are those {}", result.training.iterations + 1,
        result.training.best_iteration ? "of the lowest validation loss" : "before it"))};
  }
  const std::string poor = what_is_poor(result.train().measures);
  if (!poor.empty()) return {with_why("the " + poor)};
  const SplitResult& held_out = result.most_held_out();
  const std::string poor_held_out = what_is_poor(held_out.measures);
  const bool one_class = find_metric(held_out.measures, "majority") == 1;
  if (poor_held_out.empty()) {
    const std::string overfitted = what_is_overfitted(result);
    if (overfitted.empty()) return {};
    return {overfitted + ": try " + what_helps(result)};
  }
  if (one_class || held_out.outputs.rows() < kFewRows) return {};
  return {fmt::format(
      "the {} {}; the training rows do better, so the network is overfitted, or the held-out rows "
      "are different: try fewer --hidden units, --l2 or --patience",
      held_out.split.name, poor_held_out)};
}

}  // namespace nntrain
