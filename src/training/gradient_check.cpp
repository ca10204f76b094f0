#include "training/gradient_check.hpp"

#include <algorithm>
#include <cmath>

#include "math/kernels.hpp"

namespace nntrain {
namespace {

constexpr double kStep = 1e-5;

double norm(const std::vector<double>& values) {
  return std::sqrt(kernels().dot(values.data(), values.data(), values.size()));
}

/// The indices of all parameters except fixed biases.
std::vector<std::size_t> trained_parameters(const LossGradient& function) {
  std::vector<std::size_t> trained;
  for (const Layer& layer : function.network().layers()) {
    const std::size_t fixed = function.objective().fixed_bias ? layer.bias_count() : 0;
    for (std::size_t p = fixed; p < layer.parameter_count(); ++p) trained.push_back(layer.offset + p);
  }
  return trained;
}

}  // namespace

GradientCheck check_gradient(LossGradient& function, const Samples& samples,
                             std::span<const double> parameters, std::size_t most) {
  std::vector<double> gradient(parameters.size());
  std::vector<double> unused(parameters.size());
  std::vector<double> point(parameters.begin(), parameters.end());
  GradientCheck check;
  check.value = function(samples, point, gradient);
  std::vector<double> differences;
  const std::vector<std::size_t> trained = trained_parameters(function);
  const std::size_t count = std::min(most, trained.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t p = trained[i * trained.size() / count];
    point[p] = parameters[p] + kStep;
    const double above = function(samples, point, unused);
    point[p] = parameters[p] - kStep;
    const double below = function(samples, point, unused);
    point[p] = parameters[p];
    check.parameters.push_back(p);
    check.analytic.push_back(gradient[p]);
    check.numeric.push_back((above - below) / (2 * kStep));
    differences.push_back(check.analytic.back() - check.numeric.back());
  }
  const double larger = std::max(norm(check.analytic), norm(check.numeric));
  if (larger > 0) check.error = norm(differences) / larger;
  return check;
}

}  // namespace nntrain
