#include "network/loss.hpp"

namespace nntrain {

namespace {

struct LossShape {
  bool is_sum;   // else a mean
  bool is_half;  // multiplied by 1/2
  bool is_of_logarithms;
};

LossShape shape_of(Loss loss) {
  switch (loss) {
    case Loss::kSse:
      return {true, false, false};
    case Loss::kHalfSse:
      return {true, true, false};
    case Loss::kMse:
      return {false, false, false};
    case Loss::kHalfMse:
      return {false, true, false};
    case Loss::kCrossEntropy:
      return {false, false, true};
  }
  return {};
}

}  // namespace

bool is_sum(Loss loss) {
  return shape_of(loss).is_sum;
}

bool is_of_logarithms(Loss loss) {
  return shape_of(loss).is_of_logarithms;
}

double loss_value(Loss loss, double sum, double total_weight) {
  const bool half = shape_of(loss).is_half;
  if (is_sum(loss)) return half ? 0.5 * sum : sum;
  if (total_weight == 0) return 0;
  return half ? 0.5 * (sum / total_weight) : sum / total_weight;
}

double loss_slope(Loss loss) {
  const LossShape shape = shape_of(loss);
  return shape.is_half || shape.is_of_logarithms ? 1.0 : 2.0;
}

double loss_slope(Loss loss, double total_weight) {
  if (is_sum(loss)) return loss_slope(loss);
  return total_weight == 0 ? 0 : loss_slope(loss) / total_weight;
}

}  // namespace nntrain
