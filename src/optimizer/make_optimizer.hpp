#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "base/words.hpp"
#include "optimizer/optimizer.hpp"

namespace nntrain {

/// The ways down. kPerceptron is gradient descent where one row is an update and the output is a step, which
/// is Rosenblatt's rule (1958).
enum class OptimizerKind { kGradientDescent, kAdam, kRprop, kLbfgs, kPerceptron };
constexpr auto words(OptimizerKind) {
  return std::to_array<Word<OptimizerKind>>({{"gd", OptimizerKind::kGradientDescent},
                                             {"adam", OptimizerKind::kAdam},
                                             {"rprop", OptimizerKind::kRprop},
                                             {"lbfgs", OptimizerKind::kLbfgs},
                                             {"perceptron", OptimizerKind::kPerceptron}});
}

/// Whether it needs the same function at every step: all rows, no dropout.
bool needs_all_rows(OptimizerKind kind);

/// The usual learning rate: 0.01, of Adam 0.001; 0 for an optimiser that has none.
double usual_learning_rate(OptimizerKind kind);

/// What an optimiser is made of; momentum and nesterov are for kGradientDescent.
struct OptimizerOptions {
  OptimizerKind kind = OptimizerKind::kGradientDescent;
  double learning_rate = 0.01;
  double momentum = 0;
  bool nesterov = false;
};

/// An optimiser for points of `size` numbers.
std::unique_ptr<Optimizer> make_optimizer(const OptimizerOptions& options, std::size_t size);

/// How many vectors as long as the point it keeps at most.
std::size_t vectors_kept(OptimizerKind kind);

}  // namespace nntrain
