#pragma once

#include "base/words.hpp"

namespace nntrain {

/// The losses. With e = output - target, summed over the outputs and n rows: sse = sum e^2, half-sse = 1/2
/// sum e^2, mse = 1/n sum e^2, half-mse = 1/(2n) sum e^2. cross-entropy = 1/n times the sum of -log p, where
/// p is the probability of the class of the row (with several sigmoids: the sum over the outputs, each as two
/// classes). Row weights multiply the terms of the sums, and n is the sum of the weights.
enum class Loss { kSse, kHalfSse, kMse, kHalfMse, kCrossEntropy };
constexpr auto words(Loss) {
  return std::to_array<Word<Loss>>({{"sse", Loss::kSse},
                                    {"half-sse", Loss::kHalfSse},
                                    {"mse", Loss::kMse},
                                    {"half-mse", Loss::kHalfMse},
                                    {"cross-entropy", Loss::kCrossEntropy}});
}

/// What a loss sums: squared errors, or minus the logarithms of probabilities.
enum class LossTerm { kSquare, kLogarithm };
LossTerm term_of(Loss loss);

/// Whether the loss grows with the number of rows.
bool is_sum(Loss loss);

/// The loss for the weighted sum of squares or logarithms and the total weight of the rows. A mean over total
/// weight 0 is 0.
double loss_value(Loss loss, double sum, double total_weight);

/// The factor c in d loss / d z = c w (output - target) f'(z). For cross-entropy, f' cancels and is left out
/// (Bridle 1990).
double loss_slope(Loss loss, double total_weight);
/// The factor c of a sum with row weights 1: 1 or 2.
double loss_slope(Loss loss);

}  // namespace nntrain
