#pragma once

#include "base/workers.hpp"
#include "dataset/table.hpp"
#include "model/model.hpp"
#include "network/loss_gradient.hpp"

namespace nntrain {

/// Computes the outputs of a model for rows of tables like its training file.
class Predictor {
 public:
  /// Keeps references to model and workers.
  Predictor(const Model& model, UnseenMode unseen, Workers& workers = Workers::caller());

  /// The outputs for all rows, N x O; of a regression on the target's own scale. The bits of a row do not
  /// depend on the other rows. Throws as Preprocessing::inputs().
  BlockMatrix outputs(const Table& table);
  /// The same for rows of network inputs, N x I.
  BlockMatrix outputs_for(BlockMatrix inputs);

 private:
  const Model& model_;
  UnseenMode unseen_;
  LossGradient function_;
};

/// Replaces outputs on the scale of training by values on the target's own scale.
void scale_back(const TargetScale& scale, BlockMatrix& outputs);

}  // namespace nntrain
