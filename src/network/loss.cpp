#include "network/loss.hpp"

#include "base/numbers.hpp"

namespace nntrain {

namespace {

struct LossShape {
  LossTerm term;
  bool is_sum;   // else a mean
  bool is_half;  // multiplied by 1/2
};

LossShape shape_of(Loss loss) {
  using enum LossTerm;
  switch (loss) {
    case Loss::kSse:
      return {kSquare, true, false};
    case Loss::kHalfSse:
      return {kSquare, true, true};
    case Loss::kMse:
      return {kSquare, false, false};
    case Loss::kHalfMse:
      return {kSquare, false, true};
    case Loss::kCrossEntropy:
      return {kLogarithm, false, false};
    case Loss::kMae:
      return {kAbsolute, false, false};
    case Loss::kHuber:
      return {kHuber, false, false};
  }
  return {};
}

}  // namespace

std::string name_of(const LossFunction& loss) {
  std::string name(name_of(loss.kind));
  if (loss.kind == Loss::kHuber) name += ":" + shortest(loss.bend);
  return name;
}

std::optional<LossFunction> loss_called(std::string_view name) {
  constexpr std::string_view kBent = "huber:";
  if (!name.starts_with(kBent)) {
    const std::optional<Loss> kind = value_called<Loss>(name);
    return kind && *kind != Loss::kHuber ? std::optional<LossFunction>(*kind) : std::nullopt;
  }
  const ParsedNumber bend = parse_number(name.substr(kBent.size()));
  if (bend.status != NumberStatus::kOk || !(bend.value > 0)) return std::nullopt;
  return LossFunction(Loss::kHuber, bend.value);
}

LossTerm term_of(Loss loss) {
  return shape_of(loss).term;
}

bool is_robust(Loss loss) {
  return loss == Loss::kMae || loss == Loss::kHuber;
}

bool is_sum(Loss loss) {
  return shape_of(loss).is_sum;
}

double loss_value(Loss loss, double sum, double total_weight) {
  const bool half = shape_of(loss).is_half;
  if (is_sum(loss)) return half ? 0.5 * sum : sum;
  if (total_weight == 0) return 0;
  return half ? 0.5 * (sum / total_weight) : sum / total_weight;
}

double loss_slope(Loss loss) {
  const LossShape shape = shape_of(loss);
  switch (shape.term) {
    case LossTerm::kSquare:
      return shape.is_half ? 1.0 : 2.0;
    case LossTerm::kLogarithm:
    case LossTerm::kAbsolute:
    case LossTerm::kHuber:
      break;
  }
  return 1.0;
}

double loss_slope(Loss loss, double total_weight) {
  if (is_sum(loss)) return loss_slope(loss);
  return total_weight == 0 ? 0 : loss_slope(loss) / total_weight;
}

}  // namespace nntrain
