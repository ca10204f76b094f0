#pragma once

#include <cstddef>
#include <optional>

#include "model/model.hpp"

namespace nntrain {

/// What results tell of a model besides its columns and weights.
struct ModelShape {
  Network network;                      ///< of an ensemble the structure of each network
  std::size_t networks = 1;             ///< whose outputs are averaged; 1: no ensemble
  Threshold threshold{};                ///< none: the usual rule, or none for all runs
  std::optional<double> temperature{};  ///< none: not calibrated, or none for all runs
};

inline ModelShape shape_of(const Model& model) {
  return {model.network, model.network_count(), model.target.threshold, model.target.temperature};
}

}  // namespace nntrain
