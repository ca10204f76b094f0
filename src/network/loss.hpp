#pragma once

#include <cstddef>
#include <string_view>

#include "base/words.hpp"

namespace nntrain {

/// With e = output - target, summed over the outputs and n rows: sse = sum e^2, half-sse = 1/2 sum e^2, mse =
/// 1/n sum e^2, half-mse = 1/(2n) sum e^2; cross-entropy = 1/n times the sum of -log of the probability of
/// the row's class (of each output, where there are several sigmoids). Weights of rows weight the sums, and n
/// is their total.
enum class Loss { kSse, kHalfSse, kMse, kHalfMse, kCrossEntropy };
constexpr auto words(Loss) {
  return std::to_array<Word<Loss>>({{"sse", Loss::kSse},
                                    {"half-sse", Loss::kHalfSse},
                                    {"mse", Loss::kMse},
                                    {"half-mse", Loss::kHalfMse},
                                    {"cross-entropy", Loss::kCrossEntropy}});
}

/// Whether the loss grows with the number of rows.
bool is_sum(Loss loss);

/// The loss of rows whose (weighted) squares or logarithms have this sum, and whose weights have this total;
/// a mean over no weight at all is 0.
double loss_value(Loss loss, double sum, double total_weight);

/// c in d loss / d z = c w (output - target) f'(z); for cross-entropy without the f', which cancels
/// (Bridle 1990).
double loss_slope(Loss loss, double total_weight);

}  // namespace nntrain
