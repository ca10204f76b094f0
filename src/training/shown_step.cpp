#include "training/shown_step.hpp"

#include <cstdint>

namespace nntrain {

Step shown_step(LossGradient& function, Optimizer& optimizer, const Samples& samples,
                std::span<double> parameters, const UpdatePlace& place,
                const std::vector<TrainingObserver*>& observers) {
  const std::vector<double> before(parameters.begin(), parameters.end());
  const std::vector<double> state_before(optimizer.state().begin(), optimizer.state().end());
  const std::uint64_t dropped = function.blocks_dropped();
  const Step step =
      optimizer.step([&](std::span<const double> point,
                         std::span<double> gradient) { return function(samples, point, gradient); },
                     parameters);
  // An optimiser may have known the gradient from its last step, and may have computed others since.
  const std::uint64_t dropped_after = function.blocks_dropped();
  function.set_blocks_dropped(dropped);
  std::vector<double> gradient(parameters.size());
  const double value = function(samples, before, gradient);
  function.set_blocks_dropped(dropped_after);
  for (TrainingObserver* const observer : observers) {
    observer->on_update({place, function, samples, dropped, value, before, gradient, parameters, state_before,
                         optimizer.state()});
  }
  return step;
}

}  // namespace nntrain
