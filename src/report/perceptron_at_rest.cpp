#include "report/perceptron_at_rest.hpp"

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// The training rows that count and are wrong, and how many of them have only inputs of 0.
struct WrongRows {
  std::size_t all = 0;
  std::size_t zero = 0;
};

WrongRows wrong_rows(const SplitResult& train) {
  const Samples& samples = train.split.samples;
  WrongRows wrong;
  for (std::size_t row = 0; row < train.outputs.rows(); ++row) {
    const bool counts = samples.weights.columns() == 0 || samples.weights.at(row, 0) > 0;
    if (!counts || train.outputs.at(row, 0) == train.split.truth.at(row, 0)) continue;
    ++wrong.all;
    bool is_zero = true;
    for (std::size_t input = 0; input < samples.inputs.columns(); ++input)
      is_zero = is_zero && samples.inputs.at(row, input) == 0;
    wrong.zero += is_zero ? 1U : 0U;
  }
  Ranks& ranks = *train.row_share().ranks;
  return {ranks.sum(wrong.all), ranks.sum(wrong.zero)};
}

}  // namespace

std::optional<PerceptronAtRest> perceptron_at_rest(const RunResult& result) {
  const TrainingResult& training = result.training;
  const bool is_still = training.stop == StopReason::kConverged && !training.best_iteration &&
                        !training.is_refitted && training.networks.empty();
  if (result.recipe.optimizer.kind != OptimizerKind::kPerceptron || !is_still) return {};
  const WrongRows wrong = wrong_rows(result.train());
  if (wrong.all == 0) return {};
  const bool has_bias = result.model.network.layers().back().has_bias;
  const std::string what = fmt::format("no weight changes any more, and {} {} still wrong; ",
                                       counted(wrong.all, "training row"), wrong.all == 1 ? "is" : "are");
  if (wrong.zero == wrong.all && (result.recipe.objective.fixed_bias || !has_bias))
    return PerceptronAtRest{what + "where all inputs are 0, a row can only change the bias",
                            has_bias ? "it without --fixed-bias" : "it without --no-bias"};
  return PerceptronAtRest{fmt::format("{}steps at rate {} are lost in rounding", what,
                                      shortest(result.recipe.optimizer.learning_rate)),
                          "a larger --learning-rate"};
}

}  // namespace nntrain
