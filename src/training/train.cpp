#include "training/train.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace nntrain {
namespace {

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

}  // namespace

std::string_view name_of(Stop stop) {
  return stop == Stop::kIterations ? "iterations" : "diverged";
}

TrainingResult train(LossGradient& loss, Optimizer& optimizer, std::size_t iterations,
                     std::span<double> parameters, const std::vector<TrainingObserver*>& observers) {
  const auto begin = std::chrono::steady_clock::now();
  std::vector<double> here(parameters.begin(), parameters.end());  // the point that the loss is of
  std::vector<double> before = here;                               // the point one update earlier
  const ValueAndGradient function = [&loss](std::span<const double> point, std::span<double> gradient) {
    return loss(point, gradient);
  };

  TrainingResult result;
  for (;; ++result.iterations) {
    const bool last = result.iterations == iterations;
    here.swap(before);
    std::copy(parameters.begin(), parameters.end(), here.begin());
    const double value = last ? loss.value(parameters) : optimizer.step(function, parameters);
    if (!std::isfinite(value) && result.iterations > 0) {
      result.stop = Stop::kDiverged;
      --result.iterations;
      std::copy(before.begin(), before.end(), parameters.begin());
      break;
    }
    result.loss = value;
    for (TrainingObserver* observer : observers) {
      observer->on_iteration({result.iterations, value, loss.correct(), here});
    }
    if (!all_finite(parameters) || !std::isfinite(value)) {
      result.stop = Stop::kDiverged;
      std::copy(here.begin(), here.end(), parameters.begin());
      break;
    }
    if (last) break;
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace nntrain
