#pragma once

#include "base/packer.hpp"
#include "training/train.hpp"

namespace nntrain {

/// The result of a training as bytes for other ranks, see Packer.
template <typename Archive>
void pass(Archive& archive, IsType<TrainingResult> auto& result) {
  archive(result.iterations, result.evaluations, result.stop, result.best_iteration, result.loss,
          result.validation_loss, result.watched, result.seconds, result.restart, result.networks,
          result.is_refitted, result.was_in_refit);
}

}  // namespace nntrain
