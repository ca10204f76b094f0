#include "network/loss.hpp"

namespace nntrain {

bool is_sum(Loss loss) {
  return loss == Loss::kSse || loss == Loss::kHalfSse;
}

double loss_value(Loss loss, double sum, double total_weight) {
  const bool half = loss == Loss::kHalfSse || loss == Loss::kHalfMse;
  if (is_sum(loss)) return half ? 0.5 * sum : sum;
  if (total_weight == 0) return 0;
  return half ? 0.5 * (sum / total_weight) : sum / total_weight;
}

double loss_slope(Loss loss, double total_weight) {
  const bool half = loss == Loss::kHalfSse || loss == Loss::kHalfMse || loss == Loss::kCrossEntropy;
  const double numerator = half ? 1.0 : 2.0;
  if (is_sum(loss)) return numerator;
  return total_weight == 0 ? 0 : numerator / total_weight;
}

}  // namespace nntrain
