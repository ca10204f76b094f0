#pragma once

#include <cstddef>
#include <memory>

#include "base/words.hpp"
#include "optimizer/optimizer.hpp"

namespace nntrain {

/// The optimizers. kPerceptron is gradient descent with one row per update and a step output: Rosenblatt's
/// rule (1958).
enum class OptimizerKind { kGradientDescent, kAdam, kRprop, kLbfgs, kPerceptron };
constexpr auto words(OptimizerKind) {
  return std::to_array<Word<OptimizerKind>>({{"gd", OptimizerKind::kGradientDescent},
                                             {"adam", OptimizerKind::kAdam},
                                             {"rprop", OptimizerKind::kRprop},
                                             {"lbfgs", OptimizerKind::kLbfgs},
                                             {"perceptron", OptimizerKind::kPerceptron}});
}

/// Whether the function must be the same at every step: all rows, no dropout.
bool needs_all_rows(OptimizerKind kind);

/// The default learning rate: 0.01, for Adam 0.001; 0 for an optimizer without one.
double usual_learning_rate(OptimizerKind kind);

/// The settings of an optimizer. momentum and nesterov are for kGradientDescent.
struct OptimizerOptions {
  OptimizerKind kind = OptimizerKind::kGradientDescent;
  double learning_rate = 0.01;
  double momentum = 0;
  bool nesterov = false;
};

/// Makes an optimizer for points of `size` numbers.
std::unique_ptr<Optimizer> make_optimizer(const OptimizerOptions& options, std::size_t size);

/// The largest number of vectors with the length of the point that the optimizer keeps.
std::size_t vectors_kept(OptimizerKind kind);

}  // namespace nntrain
