#include "network/gradient_check.hpp"

#include <algorithm>
#include <cmath>

#include "network/initialization.hpp"

namespace nntrain::test {
namespace {

/// The smallest |z| of all hidden units and rows in the first block: the distance to the nearest kink.
double nearest_kink(const Problem& problem) {
  const ShownBlock block = LossGradient(problem.network, {}, problem.blocks())
                               .show_block(problem.samples, problem.parameters, 0, 0);
  double nearest = 1;
  for (std::size_t l = 0; l + 1 < block.z.size(); ++l) {
    for (std::size_t row = 0; row < problem.samples.inputs.block_rows(0); ++row) {
      for (std::size_t unit = 0; unit < block.z[l].columns(); ++unit)
        nearest = std::min(nearest, std::abs(block.z[l].at(row, unit)));
    }
  }
  return nearest;
}

/// Whether relu blocks all paths: then there is no gradient to check.
bool is_dead(const Problem& problem) {
  const std::vector<double> gradient = slope_of(problem, {}).gradient;
  return std::all_of(gradient.begin(), gradient.end(), [](double g) { return g == 0; });
}

}  // namespace

std::string Recipe::text() const {
  return std::string(name_of(hidden)) + " x " + std::to_string(layers) + ", " + std::to_string(outputs) +
         " " + std::string(name_of(output)) + (has_bias ? "" : ", no bias") +
         (has_weights ? ", weighted" : "");
}

Samples draw_samples(const Recipe& recipe, RandomStream& random) {
  Samples samples{BlockMatrix(3), BlockMatrix(recipe.outputs), BlockMatrix(recipe.has_weights ? 1 : 0),
                  static_cast<double>(recipe.rows)};
  if (recipe.has_weights) samples.total_weight = 0;
  for (std::size_t row = 0; row < recipe.rows; ++row) {
    std::vector<double> x(3);
    fill_normal(random, x);
    samples.inputs.append(x);
    std::vector<double> target(recipe.outputs);
    if (recipe.outputs == 1) {
      target[0] = random.uniform() < 0.5 ? 0 : 1;
    } else {
      target[random.below(recipe.outputs)] = 1;
    }
    samples.targets.append(target);
    if (!recipe.has_weights) continue;
    const double weight = row % 5 == 4 ? 0 : 3 * random.uniform();
    samples.weights.append(std::vector<double>{weight});
    samples.total_weight += weight;
  }
  return samples;
}

Problem draw(const Recipe& recipe, std::uint64_t seed) {
  std::vector<std::size_t> sizes = {3};
  for (std::size_t l = 0; l < recipe.layers; ++l) sizes.push_back(4 - l);
  sizes.push_back(recipe.outputs);
  std::vector<Activation> activations(recipe.layers, recipe.hidden);
  activations.push_back(recipe.output);
  Problem problem{Network(sizes, activations, recipe.has_bias), Samples(), {}};
  problem.parameters.resize(problem.network.parameter_count());
  do {
    RandomStream random(seed++, RandomPurpose::kStart);
    problem.samples = draw_samples(recipe, random);
    fill_normal(random, problem.parameters);
  } while (has_kink(recipe.hidden) && (nearest_kink(problem) < 1e-3 || is_dead(problem)));
  return problem;
}

Slope slope_of(const Problem& problem, const Objective& objective, std::uint64_t dropout_seed) {
  LossGradient function(problem.network, objective, problem.blocks(), dropout_seed);
  std::vector<double> gradient(problem.parameters.size());
  const double value = function(problem.samples, problem.parameters, gradient);
  return {value, gradient};
}

std::vector<bool> bias_mask(const Network& network) {
  std::vector<bool> is_bias(network.parameter_count());
  for (const Layer& layer : network.layers()) {
    for (std::size_t o = 0; o < layer.bias_count(); ++o) is_bias[layer.offset + o] = true;
  }
  return is_bias;
}

double gradient_error(const Problem& problem, const Objective& objective, std::uint64_t dropout_seed) {
  constexpr double kStep = 1e-5;
  const std::vector<double> gradient = slope_of(problem, objective, dropout_seed).gradient;
  const std::vector<bool> is_bias = bias_mask(problem.network);
  double difference = 0;
  double norm = 0;
  double numeric_norm = 0;
  const auto value_at = [&](std::size_t p, double step) {
    std::vector<double> point = problem.parameters;
    point[p] += step;
    std::vector<double> ignored(point.size());
    return LossGradient(problem.network, objective, problem.blocks(), dropout_seed)(problem.samples, point,
                                                                                    ignored);
  };
  for (std::size_t p = 0; p < gradient.size(); ++p) {
    if (objective.fixed_bias && is_bias[p]) continue;
    const double numeric = (value_at(p, kStep) - value_at(p, -kStep)) / (2 * kStep);
    difference += (gradient[p] - numeric) * (gradient[p] - numeric);
    norm += gradient[p] * gradient[p];
    numeric_norm += numeric * numeric;
  }
  return std::sqrt(difference) / std::sqrt(std::max(norm, numeric_norm));
}

}  // namespace nntrain::test
