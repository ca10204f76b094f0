#include "trace/formulas.hpp"

#include <memory>

#include <fmt/format.h>

#include "base/numbers.hpp"

namespace nntrain {

std::string activation_formula(Activation activation, const std::string& z) {
  switch (activation) {
    case Activation::kSigmoid:
      return fmt::format("1 / (1 + e^-{})", z);
    case Activation::kTanh:
      return fmt::format("tanh({})", z);
    case Activation::kRelu:
      return fmt::format("max(0, {})", z);
    case Activation::kElu:
      return fmt::format("{0} where {0} > 0, else e^{0} - 1", z);
    case Activation::kSelu:
      return fmt::format("1.05070099 * ({0} where {0} > 0, else 1.67326324 * (e^{0} - 1))", z);
    case Activation::kSoftplus:
      return fmt::format("ln(1 + e^{})", z);
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
    case Activation::kElu:
      return fmt::format(" * (1 where {0} > 0, else {0} + 1)", h);
    case Activation::kSelu:
      return fmt::format(" * (1.05070099 where {0} > 0, else {0} + 1.75809934)", h);
    case Activation::kSoftplus:
      return fmt::format(" * (1 - e^-{})", h);
    case Activation::kSoftmax:
    case Activation::kStep:
    case Activation::kIdentity:
      break;
  }
  return "";
}

std::string loss_formula(const LossFunction& loss, Activation output, bool is_weighted) {
  const std::string w = is_weighted ? "w * " : "";
  switch (loss.kind) {
    case Loss::kSse:
      return fmt::format("sum {}(yhat - y)^2", w);
    case Loss::kHalfSse:
      return fmt::format("1/2 sum {}(yhat - y)^2", w);
    case Loss::kMse:
      return fmt::format("1/n sum {}(yhat - y)^2", w);
    case Loss::kHalfMse:
      return fmt::format("1/(2n) sum {}(yhat - y)^2", w);
    case Loss::kMae:
      return fmt::format("1/n sum {}|yhat - y|", w);
    case Loss::kHuber:
      return fmt::format(
          "1/n sum {0}(1/2 (yhat - y)^2 where |yhat - y| <= {1}, else {1} * (|yhat - y| - {1}/2))", w,
          shortest(loss.bend));
    case Loss::kCrossEntropy:
      break;
  }
  if (output == Activation::kSoftmax) return fmt::format("-1/n sum {}y * ln(yhat)", w);
  return fmt::format("-1/n sum {}(y * ln(yhat) + (1 - y) * ln(1 - yhat))", w);
}

std::string error_formula(const LossFunction& loss, bool is_weighted) {
  const std::string numerator = loss_slope(loss.kind) == 2 ? "2" : "1";
  std::string factor = numerator + (is_sum(loss.kind) ? " " : "/n ");
  if (factor == "1 ") factor.clear();
  std::string error = "(yhat - y)";
  if (loss.kind == Loss::kMae) error = "sign(yhat - y)";
  if (loss.kind == Loss::kHuber) error = fmt::format("max(-{0}, min({0}, yhat - y))", shortest(loss.bend));
  return factor + (is_weighted ? "w * " : "") + error;
}

std::string activations_symbol(const TraceScene& scene, std::size_t layer) {
  return layer + 1 == scene.model.network.layers().size() ? "yhat" : fmt::format("h{}", layer + 1);
}

std::string fed_symbol(const TracedRows& rows, std::size_t layer) {
  if (layer == 0) return "X";
  return fmt::format("{}{}", rows.is_dropping() ? "g" : "h", layer);
}

std::string augmented_symbol(const TraceScene& scene, const TracedRows& rows, std::size_t layer) {
  const std::string fed = fed_symbol(rows, layer);
  return scene.model.network.layers()[layer].has_bias ? "[1 " + fed + "]" : fed;
}

void layer_matrix(const TraceScene& scene, std::size_t layer, const std::string& name,
                  std::span<const double> numbers, Board& board) {
  board.matrix([&] {
    const Layer& one = scene.model.network.layers()[layer];
    const std::span<const double> own = numbers.subspan(one.offset, one.parameter_count());
    return BoardMatrix{name,
                       std::make_shared<const std::vector<std::string>>(scene.model.layer_rows(layer)),
                       scene.model.layer_units(layer),
                       {own.begin(), own.end()}};
  });
}

void rows_matrix(const TracedRows& rows, const std::string& name, const std::vector<std::string>& columns,
                 const BlockMatrix& matrix, Board& board) {
  board.matrix([&] {
    BoardMatrix shown{name, rows.names(), columns, {}, rows.more()};
    shown.values.reserve(rows.count() * matrix.columns());
    for (std::size_t row = 0; row < rows.count(); ++row) {
      for (std::size_t column = 0; column < matrix.columns(); ++column)
        shown.values.push_back(matrix.at(row, column));
    }
    return shown;
  });
}

void blocks_matrix(const TracedRows& rows, const std::string& name, const std::vector<std::string>& columns,
                   const std::function<const BlockMatrix&(const ShownBlock&)>& of, Board& board,
                   const std::string& same_as) {
  board.matrix([&] {
    BoardMatrix shown{name, rows.names(), columns, {}, rows.more(), same_as};
    shown.values.reserve(rows.count() * columns.size());
    for (std::size_t row = 0; row < rows.count(); ++row) {
      const BlockMatrix& block = of(rows.block(row / kBlockRows));
      for (std::size_t column = 0; column < block.columns(); ++column)
        shown.values.push_back(block.at(row % kBlockRows, column));
    }
    return shown;
  });
}

}  // namespace nntrain
