#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "network/loss_gradient.hpp"

namespace nntrain {

/// The gradient of an objective beside the one that differences of its values show.
struct GradientCheck {
  double value = 0;                     ///< of the objective
  std::vector<std::size_t> parameters;  ///< that were looked at
  std::vector<double> analytic;         ///< their derivatives as training computes them
  std::vector<double> numeric;          ///< (f(w + h) - f(w - h)) / 2h, h = 1e-5
  /// |analytic - numeric| / max(|analytic|, |numeric|) in the Euclidean norm; 0 where both vanish.
  double error = 0;
};

/// Below this the gradients agree.
inline constexpr double kGradientTolerance = 1e-7;

/// Looks at the parameters (but for biases that are fixed), or at `most` of them spread evenly. The function
/// must be one of the parameters alone: no dropout.
GradientCheck check_gradient(LossGradient& function, const Samples& samples,
                             std::span<const double> parameters, std::size_t most);

}  // namespace nntrain
