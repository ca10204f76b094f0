#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "network/loss_gradient.hpp"

namespace nntrain::test {

/// A network at a random point, and random samples.
struct Problem {
  Network network;
  Samples samples;
  std::vector<double> parameters;

  std::size_t blocks() const { return samples.inputs.block_count(); }
};

/// What to draw. Three inputs, hidden layers of 4, 3, 2 units.
struct Recipe {
  Activation hidden = Activation::kSigmoid;
  Activation output = Activation::kSigmoid;
  std::size_t layers = 1;  ///< hidden ones
  std::size_t outputs = 1;
  bool has_bias = true;
  bool has_weights = false;  ///< of rows: in (0, 3), every fifth 0
  std::size_t rows = 9;

  std::string text() const;
};

/// Points within 1e-3 of a kink are drawn again, dead networks too: relu and selu need few rows. Targets are
/// 0 or 1, with several outputs 1 for one of them.
Problem draw(const Recipe& recipe, std::uint64_t seed);

/// The samples and their total weight, of inputs drawn from N(0, 1).
Samples draw_samples(const Recipe& recipe, RandomStream& random);

/// |g - g'| / max(|g|, |g'|), g' by central differences of step 1e-5. Each value comes from a fresh
/// LossGradient, so that the masks of dropout are always the same. Derivatives of fixed biases are left out.
double gradient_error(const Problem& problem, const Objective& objective, std::uint64_t dropout_seed = 0);

/// The objective and its gradient at the problem's point.
struct Slope {
  double value;
  std::vector<double> gradient;
};
Slope slope_of(const Problem& problem, const Objective& objective, std::uint64_t dropout_seed = 0);

/// Which of the network's parameters are biases.
std::vector<bool> bias_mask(const Network& network);

}  // namespace nntrain::test
