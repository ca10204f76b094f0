#pragma once

#include <span>
#include <string>

#include "base/random.hpp"
#include "network/network.hpp"

namespace nntrain {

/// The initial parameters, for a layer of I inputs and O units. kNormal: N(0, 1), also for biases. kXavier:
/// uniform in +-sqrt(6 / (I + O)) (Glorot and Bengio 2010). kHe: N(0, 2 / I) (He et al. 2015). Biases are 0
/// for both. kUniform: uniform in +-`radius`, also for biases.
struct Initialization {
  enum class Kind { kNormal, kXavier, kHe, kUniform };
  Kind kind = Kind::kNormal;
  double radius = 0;  ///< for kUniform, > 0

  friend bool operator==(const Initialization&, const Initialization&) = default;
};

/// "normal", "xavier", "he" or "uniform:R".
std::string name_of(const Initialization& initialization);

/// Sets all parameters.
void initialize(const Network& network, const Initialization& initialization, RandomStream& random,
                std::span<double> parameters);

/// Fills `values` with samples of N(0, 1) by Marsaglia's polar method (1964). It needs a logarithm and a
/// square root, but no cosine. Samples come in pairs; an unneeded last one is discarded.
void fill_normal(RandomStream& random, std::span<double> values);

}  // namespace nntrain
