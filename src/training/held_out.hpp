#pragma once

#include <cstddef>
#include <vector>

#include "base/workers.hpp"
#include "model/model.hpp"
#include "training/bags.hpp"
#include "training/split.hpp"

namespace nntrain {

/// The held-out rows that decide something after training: the validation rows, or the rows of the bags.
struct HeldOut {
  const Split* split = nullptr;  ///< the validation rows, or the training rows with `bags`
  const Bags* bags = nullptr;    ///< which of these each network has not been trained on; null: all
};

/// None (split: null) if there are neither validation rows nor bags.
HeldOut held_out_in(const Splits& splits, const Bags& bags);

/// The positions in held_out.split of the rows that network `number` has not been trained on.
std::vector<std::size_t> rows_of_network(const HeldOut& held_out, std::size_t number);

/// What the model says of held-out rows.
struct HeldOutOutputs {
  BlockMatrix outputs;  ///< R x O, each row's mean over the networks that were not trained on it
  BlockMatrix truth;    ///< R x 1
};

/// Throws Interrupted as LossGradient::outputs().
HeldOutOutputs outputs_on(const HeldOut& held_out, const Model& model, Workers& workers);

}  // namespace nntrain
