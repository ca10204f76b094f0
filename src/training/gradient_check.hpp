#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "network/loss_gradient.hpp"

namespace nntrain {

/// Compares the gradient of an objective with finite differences.
struct GradientCheck {
  double value = 0;                     ///< the objective
  std::vector<std::size_t> parameters;  ///< the indices of the checked parameters
  std::vector<double> analytic;         ///< their derivatives as in training
  std::vector<double> numeric;          ///< (f(w + h) - f(w - h)) / 2h, h = 1e-5
  /// analytic - numeric| / max(|analytic|, |numeric|) in the Euclidean norm; 0 if both are 0.
  double error = 0;
};

/// With an error below this, the gradients agree.
inline constexpr double kGradientTolerance = 1e-7;

/// Checks all parameters except fixed biases, or `most` of them at equal distances. The function must depend
/// on the parameters only: no dropout.
GradientCheck check_gradient(LossGradient& function, const Samples& samples,
                             std::span<const double> parameters, std::size_t most);

}  // namespace nntrain
