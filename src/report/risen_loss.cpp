#include "report/risen_loss.hpp"

#include <vector>

#include "base/interruption.hpp"
#include "math/ranks_sum.hpp"
#include "metrics/scoring.hpp"
#include "network/loss_gradient.hpp"

namespace nntrain {
namespace {

constexpr double kFarRisen = 100;  // ratio of losses, or of squared errors

/// The mean over the rows of the squared targets: the squared error of the answer 0. A class that is one of
/// several outputs has the target 1.
double mean_squared_target(const SplitResult& one) {
  const RowShare share = one.row_share();
  if (one.outputs.columns() > 1) return 1;
  const double sum = sum_rows(
      share, [&](std::size_t row) { return one.split.truth.at(row, 0) * one.split.truth.at(row, 0); });
  return sum / static_cast<double>(share.all);
}

}  // namespace

std::optional<double> loss_risen_from(const RunResult& result, const Start& start, Workers& workers) {
  const SplitResult& train = result.train();
  if (!train.measures.is_complete || result.model.network_count() > 1) return {};
  const double zero_error = mean_squared_target(train);
  if (zero_error == 0 || !(metric(train.measures, "mse") > kFarRisen * zero_error)) return {};
  try {
    std::vector<double> parameters(result.model.network.parameter_count());
    start(result.training.restart, parameters);
    const Samples& samples = train.split.samples;
    LossGradient function(result.model.network, result.recipe.objective, samples.inputs.block_count(), 0,
                          workers);
    const double loss = function.value(samples, parameters);
    if (!(metric(train.measures, "loss") > kFarRisen * loss)) return {};
    return loss;
  } catch (const Interrupted&) {
    return {};
  }
}

}  // namespace nntrain
