#include "trace/formulas.hpp"

#include <fmt/format.h>

namespace nntrain {

std::string activation_formula(Activation activation, const std::string& z) {
  switch (activation) {
    case Activation::kSigmoid:
      return fmt::format("1 / (1 + e^-{})", z);
    case Activation::kTanh:
      return fmt::format("tanh({})", z);
    case Activation::kRelu:
      return fmt::format("max(0, {})", z);
    case Activation::kSoftmax:
      return fmt::format("e^{0} / (sum of e^{0} over the row)", z);
    case Activation::kStep:
      return fmt::format("1 where {} > 0, else 0", z);
    case Activation::kIdentity:
      break;
  }
  return z;
}

std::string slope_formula(Activation activation, const std::string& h) {
  switch (activation) {
    case Activation::kSigmoid:
      return fmt::format(" * {0} * (1 - {0})", h);
    case Activation::kTanh:
      return fmt::format(" * (1 - {}^2)", h);
    case Activation::kRelu:
      return fmt::format(" * (1 where {} > 0, else 0)", h);
    case Activation::kSoftmax:
    case Activation::kStep:
    case Activation::kIdentity:
      break;
  }
  return "";
}

std::string loss_formula(Loss loss, Activation output, bool is_weighted) {
  const std::string w = is_weighted ? "w * " : "";
  switch (loss) {
    case Loss::kSse:
      return fmt::format("sum {}(yhat - y)^2", w);
    case Loss::kHalfSse:
      return fmt::format("1/2 sum {}(yhat - y)^2", w);
    case Loss::kMse:
      return fmt::format("1/n sum {}(yhat - y)^2", w);
    case Loss::kHalfMse:
      return fmt::format("1/(2n) sum {}(yhat - y)^2", w);
    case Loss::kCrossEntropy:
      break;
  }
  if (output == Activation::kSoftmax) return fmt::format("-1/n sum {}y * ln(yhat)", w);
  return fmt::format("-1/n sum {}(y * ln(yhat) + (1 - y) * ln(1 - yhat))", w);
}

std::string error_formula(Loss loss, bool is_weighted) {
  const std::string numerator = loss == Loss::kSse || loss == Loss::kMse ? "2" : "1";
  std::string factor = numerator + (is_sum(loss) ? " " : "/n ");
  if (factor == "1 ") factor.clear();
  return factor + (is_weighted ? "w * (yhat - y)" : "(yhat - y)");
}

}  // namespace nntrain
