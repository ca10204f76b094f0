#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "network/loss_gradient.hpp"

namespace nntrain::test {

/// A network with random parameters, and random samples.
struct Problem {
  Network network;
  Samples samples;
  std::vector<double> parameters;

  std::size_t blocks() const { return samples.inputs.block_count(); }
};

/// What to draw. There are three inputs and hidden layers of 4, 3, 2 units.
struct Recipe {
  Activation hidden = Activation::kSigmoid;
  Activation output = Activation::kSigmoid;
  std::size_t layers = 1;  ///< hidden layers
  std::size_t outputs = 1;
  bool has_bias = true;
  bool has_weights = false;  ///< row weights in (0, 3), every fifth is 0
  std::size_t rows = 9;

  std::string text() const;
};

/// Draws a problem. It draws again within 1e-3 of a kink and for dead networks, so relu and selu need few
/// rows. Targets are 0 or 1; with several outputs, one of them is 1.
Problem draw(const Recipe& recipe, std::uint64_t seed);

/// Samples with inputs from N(0, 1), and their total weight.
Samples draw_samples(const Recipe& recipe, RandomStream& random);

/// g - g'| / max(|g|, |g'|), where g' is from central differences with step 1e-5. Each value uses a new
/// LossGradient, so the dropout masks are always the same. Derivatives of fixed biases are left out.
double gradient_error(const Problem& problem, const Objective& objective, std::uint64_t dropout_seed = 0);

/// The objective and its gradient at the parameters of the problem.
struct Slope {
  double value;
  std::vector<double> gradient;
};
Slope slope_of(const Problem& problem, const Objective& objective, std::uint64_t dropout_seed = 0);

/// Marks the parameters that are biases.
std::vector<bool> bias_mask(const Network& network);

}  // namespace nntrain::test
