#pragma once

#include <span>
#include <string>

#include "base/random.hpp"
#include "network/network.hpp"

namespace nntrain {

/// Where a network's parameters start, for a layer of I inputs and O units. kNormal: N(0, 1), biases too.
/// kXavier: uniform within sqrt(6 / (I + O)) of 0 (Glorot and Bengio 2010). kHe: N(0, 2 / I) (He et al.
/// 2015). Both leave the biases 0. kUniform: uniform within `radius` of 0, biases too.
struct Initialization {
  enum class Kind { kNormal, kXavier, kHe, kUniform };
  Kind kind = Kind::kNormal;
  double radius = 0;  ///< of kUniform, above 0

  friend bool operator==(const Initialization&, const Initialization&) = default;
};

/// "normal", "xavier", "he" or "uniform:R".
std::string name_of(const Initialization& initialization);

/// Draws all parameters.
void initialize(const Network& network, const Initialization& initialization, RandomStream& random,
                std::span<double> parameters);

/// Fills `values` with draws from N(0, 1) by Marsaglia's polar method (1964): it needs a logarithm and a
/// square root, but no cosine. Draws come in pairs; the second of the last pair is thrown away if it is not
/// needed.
void fill_normal(RandomStream& random, std::span<double> values);

}  // namespace nntrain
