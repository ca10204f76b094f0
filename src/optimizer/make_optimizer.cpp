#include "optimizer/make_optimizer.hpp"

#include "optimizer/adam.hpp"
#include "optimizer/gradient_descent.hpp"
#include "optimizer/lbfgs.hpp"
#include "optimizer/rprop.hpp"

namespace nntrain {

bool needs_all_rows(OptimizerKind kind) {
  return kind == OptimizerKind::kRprop || kind == OptimizerKind::kLbfgs;
}

double usual_learning_rate(OptimizerKind kind) {
  if (needs_all_rows(kind)) return 0;
  return kind == OptimizerKind::kAdam ? 0.001 : 0.01;
}

std::unique_ptr<Optimizer> make_optimizer(const OptimizerOptions& options, std::size_t size) {
  switch (options.kind) {
    case OptimizerKind::kAdam:
      return std::make_unique<Adam>(size, options.learning_rate);
    case OptimizerKind::kRprop:
      return std::make_unique<Rprop>(size);
    case OptimizerKind::kLbfgs:
      return std::make_unique<Lbfgs>(size);
    case OptimizerKind::kPerceptron:
    case OptimizerKind::kGradientDescent:
      break;
  }
  return std::make_unique<GradientDescent>(size, options.learning_rate, options.momentum, options.nesterov);
}

std::size_t vectors_kept(OptimizerKind kind) {
  switch (kind) {
    case OptimizerKind::kAdam:
    case OptimizerKind::kRprop:
      return 2;
    case OptimizerKind::kLbfgs:
      return 2 * Lbfgs::kHistory + 3;
    case OptimizerKind::kPerceptron:
    case OptimizerKind::kGradientDescent:
      break;
  }
  return 1;
}

}  // namespace nntrain
