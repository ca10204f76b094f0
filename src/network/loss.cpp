#include "network/loss.hpp"

namespace nntrain {

std::string_view name_of(Loss loss) {
  switch (loss) {
    case Loss::kSse:
      return "sse";
    case Loss::kHalfSse:
      return "half-sse";
    case Loss::kMse:
      return "mse";
    case Loss::kHalfMse:
      break;
  }
  return "half-mse";
}

double loss_value(Loss loss, double sum_of_squares, std::size_t rows) {
  const auto n = static_cast<double>(rows);
  switch (loss) {
    case Loss::kSse:
      return sum_of_squares;
    case Loss::kHalfSse:
      return 0.5 * sum_of_squares;
    case Loss::kMse:
      return sum_of_squares / n;
    case Loss::kHalfMse:
      break;
  }
  return 0.5 * (sum_of_squares / n);
}

double loss_slope(Loss loss, std::size_t rows) {
  const auto n = static_cast<double>(rows);
  switch (loss) {
    case Loss::kSse:
      return 2.0;
    case Loss::kHalfSse:
      return 1.0;
    case Loss::kMse:
      return 2.0 / n;
    case Loss::kHalfMse:
      break;
  }
  return 1.0 / n;
}

}  // namespace nntrain
