#pragma once

#include "model/model.hpp"
#include "report/iteration_log.hpp"

namespace nntrain {

/// The log of the weights: after each iteration all parameters of the network, those that are measured. The
/// columns are called UNIT:bias and UNIT:INPUT. Layer by layer, first the biases of its units, then for each
/// input its weights to all units: read by row, those of a layer are its (I+1) x O matrix.
class WeightsLog : public IterationLog {
 public:
  /// Throws as IterationLog does.
  WeightsLog(const LogTarget& target, const Model& model);

  void on_iteration(const IterationView& view) override;
};

}  // namespace nntrain
