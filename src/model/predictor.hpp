#pragma once

#include "base/workers.hpp"
#include "dataset/table.hpp"
#include "model/model.hpp"
#include "network/loss_gradient.hpp"
#include "network/samples.hpp"

namespace nntrain {

/// Computes the outputs of a model for rows of tables like its training file.
class Predictor {
 public:
  /// Keeps references to model and workers.
  Predictor(const Model& model, UnseenMode unseen, Workers& workers = Workers::caller());

  /// The outputs for all rows, N x O; of a regression on the target's own scale. The bits of a row do not
  /// depend on the other rows. May take the cells out of the table. Throws as Preprocessing::inputs().
  BlockMatrix outputs(Table& table);
  /// The same for rows of network inputs, N x I.
  BlockMatrix outputs_for(BlockMatrix inputs);

 private:
  const Model& model_;
  UnseenMode unseen_;
  LossGradient function_;
};

/// Writes the outputs of the model, N x O, on the scale of training: of an ensemble their mean over its
/// networks, summed in their order. `function` is of the model's network.
void mean_outputs(const Model& model, const Samples& samples, LossGradient& function, BlockMatrix& outputs);

/// The loss of the model without penalty: of an ensemble that of its mean outputs, whose logarithms are of
/// probabilities kept within 2^-52 of 0 and 1, as those of log_loss().
double loss_of(const Model& model, const Samples& samples, LossGradient& function);

/// Replaces outputs on the scale of training by values on the target's own scale.
void scale_back(const TargetScale& scale, BlockMatrix& outputs);

}  // namespace nntrain
