#include "model/predictor.hpp"

#include <cmath>
#include <utility>

#include "dataset/split.hpp"

namespace nntrain {

Predictor::Predictor(const Model& model, UnseenMode unseen, Workers& workers)
    : model_(model),
      unseen_(unseen),
      function_(model.network, {.loss = model.loss}, 0, 0, workers) {}  // outputs() needs no space for sums

BlockMatrix Predictor::outputs(const Table& table) {
  return outputs_for(model_.preprocessing.inputs(table, all_rows(table), unseen_));
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
}

double loss_of(const Model& model, const Samples& samples, LossGradient& function) {
  return function.value(samples, model.parameters_of(0));
}

void scale_back(const TargetScale& scale, BlockMatrix& outputs) {
  if (scale.is_identity()) return;
  for (std::size_t row = 0; row < outputs.rows(); ++row) {
    outputs.set(row, 0, std::fma(outputs.at(row, 0), scale.divisor, scale.centre));
  }
}

}  // namespace nntrain
