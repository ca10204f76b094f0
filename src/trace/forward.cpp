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
  board.matrix(rows_matrix(rows, "X", model.layer_inputs(0), samples.inputs));
  const std::vector<std::string> labels = model.target.labels();
  if (labels.size() == 2 && model.network.outputs() == 1) {
    board.remark(
        fmt::format("y is 1 for the class '{}', 0 for '{}'", printable(labels[1]), printable(labels[0])));
  }
  board.matrix(rows_matrix(rows, "y", model.layer_units(model.network.layers().size() - 1), samples.targets));
  if (samples.weights.columns() == 0) return;
  board.remark("w is the weight of a row: its own times that of its class");
  board.matrix(rows_matrix(rows, "w", {"weight"}, samples.weights));
}

}  // namespace

void trace_forward(const TraceScene& scene, const TracedRows& rows, Board& board) {
  const Model& model = scene.model;
  trace_data(scene, rows, board);
  board.part("Forward");
  for (std::size_t l = 0; l < model.network.layers().size(); ++l) {
    const std::string z = fmt::format("z{}", l + 1);
    const std::string h = activations_symbol(scene, l);
    const std::vector<std::string> units = model.layer_units(l);
    board.matrix(layer_matrix(scene, l, fmt::format("W{}", l + 1), rows.parameters));
    board.formula(fmt::format("{} = {} W{}", z, augmented_symbol(scene, rows, l), l + 1));
    board.matrix(rows_matrix(rows, z, units, rows.block.z[l]));
    board.formula(fmt::format("{} = {}", h, activation_formula(model.network.layers()[l].activation, z)));
    board.matrix(rows_matrix(rows, h, units, rows.block.workspace.h[l]));
    if (!rows.block.workspace.dropping || l + 1 == model.network.layers().size()) continue;
    board.remark(fmt::format("dropout: mask{} is 0 with probability {}, else 1 / (1 - {})", l + 1,
                             shortest(scene.recipe.objective.dropout),
                             shortest(scene.recipe.objective.dropout)));
    board.matrix(rows_matrix(rows, fmt::format("mask{}", l + 1), units, rows.block.workspace.masks[l]));
    board.formula(fmt::format("g{0} = h{0} * mask{0}", l + 1));
    board.matrix(rows_matrix(rows, fmt::format("g{}", l + 1), units, rows.block.workspace.dropped[l]));
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
  board.part("Cost");
  if (rows.samples.rows() > rows.names.size()) {
    board.remark(fmt::format("sums run over all {} rows", rows.samples.rows()));
  }
  if (!is_sum(objective.loss.kind)) {
    board.formula(
        fmt::format("n = {}{}", is_weighted ? "sum w = " : "", board_number(rows.samples.total_weight)));
  }
  const Activation output = scene.model.network.layers().back().activation;
  board.formula(
      fmt::format("C = {} = {}", loss_formula(objective.loss, output, is_weighted), board_number(cost)));
  if (objective.l2 == 0) return;
  const double penalty = penalty_of(scene, rows.parameters);
  board.remark("the sum of squares is over all weights, without biases");
  board.formula(fmt::format("penalty = {}/2 sum W^2 = {}", shortest(objective.l2), board_number(penalty)));
  board.formula(fmt::format("objective = C + penalty = {}", board_number(cost + penalty)));
}

}  // namespace nntrain
