#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "trace/formulas.hpp"
#include "trace/parts.hpp"

namespace nntrain {
namespace {

void trace_data(const TraceScene& scene, const TracedRows& rows, Board& board) {
  const Model& model = scene.model;
  const Samples& samples = rows.samples;
  board.part("Data");
  board.about({"X"});
  rows_matrix(rows, "X", model.layer_inputs(0), samples.inputs, board);
  board.about({"y"});
  const std::vector<std::string> labels = model.target.labels();
  if (labels.size() == 2 && model.network.outputs() == 1) {
    board.remark(
        fmt::format("y is 1 for the class '{}', 0 for '{}'", printable(labels[1]), printable(labels[0])));
  }
  rows_matrix(rows, "y", model.layer_units(model.network.layers().size() - 1), samples.targets, board);
  if (samples.weights.columns() == 0) return;
  board.about({"w"});
  board.remark("w is the weight of a row: its own times that of its class");
  rows_matrix(rows, "w", {"weight"}, samples.weights, board);
}

/// The mask of a hidden layer, and what it lets through.
void trace_dropout(const TraceScene& scene, const TracedRows& rows, std::size_t l, Board& board) {
  const std::vector<std::string> units = scene.model.layer_units(l);
  const std::string mask = fmt::format("mask{}", l + 1);
  const std::string g = fmt::format("g{}", l + 1);
  const std::string rate = shortest(scene.recipe.objective.dropout);
  board.about({mask});
  board.remark(fmt::format("dropout: {} is 0 with probability {}, else 1 / (1 - {})", mask, rate, rate));
  blocks_matrix(
      rows, mask, units, [l](const ShownBlock& one) -> const BlockMatrix& { return one.workspace.masks[l]; },
      board);
  board.about({g});
  board.formula(fmt::format("{} = h{} * {}", g, l + 1, mask));
  blocks_matrix(
      rows, g, units, [l](const ShownBlock& one) -> const BlockMatrix& { return one.workspace.dropped[l]; },
      board);
}

/// Weights, sums and activations of a layer.
void trace_layer(const TraceScene& scene, const TracedRows& rows, std::size_t l, Board& board) {
  const Activation activation = scene.model.network.layers()[l].activation;
  const std::vector<std::string> units = scene.model.layer_units(l);
  const std::string weights = fmt::format("W{}", l + 1);
  const std::string z = fmt::format("z{}", l + 1);
  const std::string h = activations_symbol(scene, l);
  board.about({weights});
  layer_matrix(scene, l, weights, rows.parameters, board);
  board.about({z});
  board.formula(fmt::format("{} = {} {}", z, augmented_symbol(scene, rows, l), weights));
  blocks_matrix(
      rows, z, units, [l](const ShownBlock& one) -> const BlockMatrix& { return one.z[l]; }, board);
  board.about({h});
  board.formula(fmt::format("{} = {}", h, activation_formula(activation, z)));
  blocks_matrix(
      rows, h, units, [l](const ShownBlock& one) -> const BlockMatrix& { return one.workspace.h[l]; }, board,
      activation == Activation::kIdentity ? z : "");
}

}  // namespace

void trace_forward(const TraceScene& scene, const TracedRows& rows, Board& board) {
  const std::size_t layers = scene.model.network.layers().size();
  trace_data(scene, rows, board);
  board.part("Forward");
  for (std::size_t l = 0; l < layers; ++l) {
    trace_layer(scene, rows, l, board);
    if (rows.is_dropping() && l + 1 < layers) trace_dropout(scene, rows, l, board);
  }
}

double penalty_of(const TraceScene& scene, std::span<const double> parameters) {
  if (scene.recipe.objective.l2 == 0) return 0;  // squares may overflow
  double squares = 0;
  for (const Layer& layer : scene.model.network.layers()) {
    const double* const weights = layer.weights(parameters);
    for (std::size_t i = 0; i < layer.inputs * layer.outputs; ++i) squares += weights[i] * weights[i];
  }
  return 0.5 * scene.recipe.objective.l2 * squares;
}

void trace_cost(const TraceScene& scene, const TracedRows& rows, double cost, Board& board) {
  const Objective& objective = scene.recipe.objective;
  const bool is_weighted = rows.samples.weights.columns() > 0;
  const bool has_n = !is_sum(objective.loss.kind);
  board.part("Cost");
  board.about(has_n ? std::vector<std::string>{"n", "C"} : std::vector<std::string>{"C"});
  if (rows.more() > 0) {
    board.remark(fmt::format("sums run over all {} rows", rows.samples.rows()));
  }
  if (has_n) {
    board.about({"n"});
    board.result(
        fmt::format("n = {}{}", is_weighted ? "sum w = " : "", board_number(rows.samples.total_weight)));
  }
  const Activation output = scene.model.network.layers().back().activation;
  board.about({"C"});
  board.result(
      fmt::format("C = {} = {}", loss_formula(objective.loss, output, is_weighted), board_number(cost)));
  if (objective.l2 == 0) return;
  const double penalty = penalty_of(scene, rows.parameters);
  board.about({"penalty"});
  board.remark("the sum of squares is over all weights, without biases");
  board.result(fmt::format("penalty = {}/2 sum W^2 = {}", shortest(objective.l2), board_number(penalty)));
  board.about({"objective"});
  board.result(fmt::format("objective = C + penalty = {}", board_number(cost + penalty)));
}

}  // namespace nntrain
