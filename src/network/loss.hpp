#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/words.hpp"

namespace nntrain {

/// The losses. With e = output - target, summed over the outputs and n rows: sse = sum e^2, half-sse = 1/2
/// sum e^2, mse = 1/n sum e^2, half-mse = 1/(2n) sum e^2. cross-entropy = 1/n times the sum of -log p, where
/// p is the probability of the class of the row (with several sigmoids: the sum over the outputs, each as two
/// classes). For numbers, mae = 1/n sum |e|, and huber = 1/n sum of e^2 / 2 where |e| <= D, else of D (|e| -
/// D/2), so that large errors count as in mae (Huber, "Robust estimation of a location parameter", 1964). Row
/// weights multiply the terms of the sums, and n is the sum of the weights.
enum class Loss { kSse, kHalfSse, kMse, kHalfMse, kCrossEntropy, kMae, kHuber };
constexpr auto words(Loss) {
  return std::to_array<Word<Loss>>({{"sse", Loss::kSse},
                                    {"half-sse", Loss::kHalfSse},
                                    {"mse", Loss::kMse},
                                    {"half-mse", Loss::kHalfMse},
                                    {"cross-entropy", Loss::kCrossEntropy},
                                    {"mae", Loss::kMae},
                                    {"huber", Loss::kHuber}});
}

/// A loss with its parameter. A Loss alone is one without.
struct LossFunction {
  LossFunction(Loss of_kind = Loss::kSse, double of_bend = 0) : kind(of_kind), bend(of_bend) {}

  Loss kind;
  double bend;  ///< for kHuber D > 0, in units of the outputs; else 0

  friend bool operator==(const LossFunction&, const LossFunction&) = default;
};

/// "mse" ..., or "huber:D".
std::string name_of(const LossFunction& loss);
/// The loss of this name; none if there is no such loss, or D is no number above 0.
std::optional<LossFunction> loss_called(std::string_view name);

/// What a loss sums: squared errors, minus the logarithms of probabilities, absolute errors, or Huber's mix
/// of squared and absolute errors.
enum class LossTerm { kSquare, kLogarithm, kAbsolute, kHuber };
LossTerm term_of(Loss loss);

/// Whether it is for numbers only, because it bounds the weight of large errors.
bool is_robust(Loss loss);

/// Whether the loss grows with the number of rows.
bool is_sum(Loss loss);

/// The loss for the weighted sum of squares or logarithms and the total weight of the rows. A mean over total
/// weight 0 is 0.
double loss_value(Loss loss, double sum, double total_weight);

/// The factor c in d loss / d z = c w (output - target) f'(z). For cross-entropy, f' cancels and is left out
/// (Bridle 1990). For mae and huber, the sign of output - target stands for it, or itself cut to [-D, D].
double loss_slope(Loss loss, double total_weight);
/// The factor c of a sum with row weights 1: 1 or 2.
double loss_slope(Loss loss);

}  // namespace nntrain
