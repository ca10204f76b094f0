#pragma once

#include <span>
#include <vector>

#include "network/loss_gradient.hpp"
#include "optimizer/optimizer.hpp"
#include "training/observer.hpp"

namespace nntrain {

/// One step of the optimiser on these samples, which is then shown to all `observers`. Leaves the same bits
/// in all that it touches as a step that nobody watches.
Step shown_step(LossGradient& function, Optimizer& optimizer, const Samples& samples,
                std::span<double> parameters, const UpdatePlace& place,
                const std::vector<TrainingObserver*>& observers);

}  // namespace nntrain
