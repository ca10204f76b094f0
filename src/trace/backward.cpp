#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "trace/formulas.hpp"
#include "trace/parts.hpp"

namespace nntrain {
namespace {

void write_output_delta(const TraceScene& scene, const TracedRows& rows, std::size_t l, Board& board) {
  const LossFunction& loss = scene.recipe.objective.loss;
  const Activation activation = scene.model.network.layers()[l].activation;
  const std::string error = error_formula(loss, rows.samples.weights.columns() > 0);
  if (term_of(loss.kind) == LossTerm::kLogarithm) {
    board.remark(
        fmt::format("the slope of the {} and that of the logarithm cancel out", name_of(activation)));
    board.formula(fmt::format("delta{} = {}", l + 1, error));
    return;
  }
  if (activation == Activation::kSoftmax) {
    board.formula("e = " + error);
    board.formula(fmt::format("delta{} = yhat * (e - (sum of e * yhat over the row))", l + 1));
    return;
  }
  if (activation == Activation::kStep) board.remark("a step has no slope: the error is passed on as it is");
  board.formula(fmt::format("delta{} = {}{}", l + 1, error, slope_formula(activation, "yhat")));
}

void write_hidden_delta(const TraceScene& scene, const TracedRows& rows, std::size_t l, Board& board) {
  const Layer& above = scene.model.network.layers()[l + 1];
  std::string handed = fmt::format("delta{}", l + 2);
  if (scene.recipe.objective.backprop == Backprop::kLecture) {
    handed = rows.samples.weights.columns() > 0 ? "(w * (yhat - y))" : "(yhat - y)";
    board.remark("the lecture's rule: the hidden layer leaves out the factor 2 yhat * (1 - yhat) of delta2");
  }
  if (above.has_bias) board.remark(fmt::format("W{}' without the biases", l + 2));
  const std::string k = fmt::format("{}", l + 1);
  const std::string factors = (rows.is_dropping() ? " * mask" + k : "") +
                              slope_formula(scene.model.network.layers()[l].activation, "h" + k);
  const std::string product = fmt::format("{} W{}'", handed, l + 2);
  board.formula(fmt::format("delta{} = {}", k, factors.empty() ? product : "(" + product + ")" + factors));
}

/// The names of the gradients, from the last layer to the first.
std::vector<std::string> gradient_names(std::size_t layers) {
  std::vector<std::string> names;
  for (std::size_t l = layers; l > 0; --l) names.push_back(fmt::format("dW{}", l));
  return names;
}

void write_gradient(const TraceScene& scene, const TracedRows& rows, std::size_t l, Board& board) {
  const Objective& objective = scene.recipe.objective;
  const bool has_bias = scene.model.network.layers()[l].has_bias;
  std::string formula = fmt::format("dW{} = {}' delta{}", l + 1, augmented_symbol(scene, rows, l), l + 1);
  if (objective.l2 > 0) formula += fmt::format(" + {} W{}", shortest(objective.l2), l + 1);
  if (objective.l2 > 0 && has_bias) board.remark("biases have no penalty");
  if (objective.fixed_bias) board.remark("biases are fixed: their derivative is taken as 0");
  board.formula(formula);
}

}  // namespace

void trace_backward(const TraceScene& scene, const TracedRows& rows, std::span<const double> gradient,
                    Board& board) {
  const std::size_t layers = scene.model.network.layers().size();
  board.part("Backward");
  board.about(gradient_names(layers));
  if (rows.more() > 0) {
    board.remark(fmt::format("gradients are sums over all {} rows", rows.samples.rows()));
  }
  for (std::size_t l = layers; l-- > 0;) {
    const std::string delta = fmt::format("delta{}", l + 1);
    const std::string slope = fmt::format("dW{}", l + 1);
    board.about({delta});
    if (l + 1 == layers) {
      write_output_delta(scene, rows, l, board);
    } else {
      write_hidden_delta(scene, rows, l, board);
    }
    blocks_matrix(
        rows, delta, scene.model.layer_units(l),
        [l](const ShownBlock& one) -> const BlockMatrix& { return one.workspace.d[l]; }, board);
    board.about({slope});
    write_gradient(scene, rows, l, board);
    layer_matrix(scene, l, slope, gradient, board);
  }
}

}  // namespace nntrain
