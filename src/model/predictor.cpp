#include "model/predictor.hpp"

#include <cmath>
#include <utility>

#include "math/elementary.hpp"
#include "math/ranks_sum.hpp"
#include "metrics/scoring.hpp"

namespace nntrain {
namespace {

/// Replaces each number by what `change` makes of it and of its counterpart in `other`. Both are N x O.
template <typename F>
void combine(BlockMatrix& numbers, const BlockMatrix& other, const F& change) {
  for (std::size_t block = 0; block < numbers.block_count(); ++block) {
    for (std::size_t o = 0; o < numbers.columns(); ++o) {
      double* const to = numbers.block(block) + o * kBlockRows;
      const double* const from = other.block(block) + o * kBlockRows;
      for (std::size_t row = 0; row < numbers.block_rows(block); ++row) to[row] = change(to[row], from[row]);
    }
  }
}

/// What a loss of mean outputs sums for one output of a row, without the row's weight.
double term_of_output(const LossFunction& loss, bool is_softmax, double output, double target) {
  const double error = std::abs(output - target);
  switch (term_of(loss.kind)) {
    case LossTerm::kSquare:
      return error * error;
    case LossTerm::kAbsolute:
      return error;
    case LossTerm::kHuber:
      return error <= loss.bend ? error * error / 2 : loss.bend * (error - loss.bend / 2);
    case LossTerm::kLogarithm:
      break;
  }
  const double p = clamped_probability(output);
  if (is_softmax) return target == 0 ? 0 : -target * log(p);
  return -(target * log(p) + (1 - target) * log(1 - p));
}

/// The loss of outputs (N x O, on the scale of training).
double loss_of_outputs(const Model& model, const Samples& samples, const BlockMatrix& outputs) {
  const bool is_softmax = model.network.layers().back().activation == Activation::kSoftmax;
  const bool is_weighted = samples.weights.columns() > 0;
  const double sum = sum_rows(samples.row_share(), [&](std::size_t row) {
    double terms = 0;
    for (std::size_t o = 0; o < outputs.columns(); ++o)
      terms += term_of_output(model.loss, is_softmax, outputs.at(row, o), samples.targets.at(row, o));
    return is_weighted ? samples.weights.at(row, 0) * terms : terms;
  });
  return loss_value(model.loss.kind, sum, samples.total_weight);
}

}  // namespace

Predictor::Predictor(const Model& model, UnseenMode unseen, Workers& workers)
    : model_(model),
      unseen_(unseen),
      function_(model.network, {.loss = model.loss}, 0, 0, workers) {}  // outputs() needs no space for sums

BlockMatrix Predictor::outputs(Table& table) {
  return outputs_for(model_.preprocessing.take_all_inputs(table, unseen_));
}

BlockMatrix Predictor::outputs_for(BlockMatrix inputs) {
  Samples samples;
  samples.inputs = std::move(inputs);
  BlockMatrix outputs(model_.network.outputs());
  mean_outputs(model_, samples, function_, outputs);
  scale_back(model_.target.scale, outputs);
  return outputs;
}

void mean_outputs(const Model& model, const Samples& samples, LossGradient& function, BlockMatrix& outputs) {
  function.outputs(samples, model.parameters_of(0), outputs);
  const std::size_t count = model.network_count();
  if (count == 1) return;
  BlockMatrix one(outputs.columns());
  for (std::size_t number = 1; number < count; ++number) {
    function.outputs(samples, model.parameters_of(number), one);
    combine(outputs, one, [](double sum, double output) { return sum + output; });
  }
  const auto divisor = static_cast<double>(count);
  combine(outputs, outputs, [divisor](double sum, double) { return sum / divisor; });
}

double loss_of(const Model& model, const Samples& samples, LossGradient& function) {
  if (model.network_count() == 1) return function.value(samples, model.parameters_of(0));
  BlockMatrix outputs(model.network.outputs());
  mean_outputs(model, samples, function, outputs);
  return loss_of_outputs(model, samples, outputs);
}

void scale_back(const TargetScale& scale, BlockMatrix& outputs) {
  if (scale.is_identity()) return;
  for (std::size_t row = 0; row < outputs.rows(); ++row) {
    outputs.set(row, 0, std::fma(outputs.at(row, 0), scale.divisor, scale.centre));
  }
}

}  // namespace nntrain
