#pragma once

#include "base/workers.hpp"
#include "dataset/table.hpp"
#include "model/model.hpp"
#include "network/loss_gradient.hpp"

namespace nntrain {

/// What a model says about rows of tables that are like the one it was trained on.
class Predictor {
 public:
  /// Keeps references to model and workers.
  Predictor(const Model& model, UnseenMode unseen, Workers& workers = Workers::caller());

  /// The outputs for all rows, N x O, of a regression on the target's own scale: of each row the same bits,
  /// whichever rows stand beside it. Throws as Preprocessing::inputs.
  BlockMatrix outputs(const Table& table);
  /// The same of rows that are network inputs already, N x I.
  BlockMatrix outputs_for(BlockMatrix inputs);

 private:
  const Model& model_;
  UnseenMode unseen_;
  LossGradient function_;
};

/// Outputs of a network that learned a scaled target become values again.
void scale_back(const TargetScale& scale, BlockMatrix& outputs);

}  // namespace nntrain
