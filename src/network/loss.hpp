#pragma once

#include <cstddef>
#include <string_view>

namespace nntrain {

/// With e = output - target over n rows: sse = sum e^2, half-sse = 1/2 sum e^2, mse = 1/n sum e^2,
/// half-mse = 1/(2n) sum e^2.
enum class Loss { kSse, kHalfSse, kMse, kHalfMse };

/// "sse", "half-sse", "mse" or "half-mse".
std::string_view name_of(Loss loss);

/// The loss of `rows` rows whose squared errors sum to `sum_of_squares`.
double loss_value(Loss loss, double sum_of_squares, std::size_t rows);

/// c in d loss / d output = c e.
double loss_slope(Loss loss, std::size_t rows);

}  // namespace nntrain
