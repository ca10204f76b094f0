#include "network/gradient_check.hpp"

#include <algorithm>
#include <cmath>

#include "math/normal.hpp"

namespace nntrain::test {
namespace {

/// The smallest |z| of any hidden unit on any row: how near the rows come to the kink of relu.
double nearest_kink(const Problem& problem) {
  double nearest = 1;
  for (std::size_t row = 0; row < problem.samples.rows(); ++row) {
    std::vector<double> h;
    for (std::size_t i = 0; i < problem.network.inputs(); ++i) h.push_back(problem.samples.inputs.at(row, i));
    for (const Layer& layer : problem.network.layers()) {
      std::vector<double> z(layer.outputs);
      const std::span<const double> all = problem.parameters;
      for (std::size_t o = 0; o < layer.outputs; ++o) {
        z[o] = layer.has_bias ? layer.bias(all)[o] : 0;
        for (std::size_t i = 0; i < layer.inputs; ++i)
          z[o] += h[i] * layer.weights(all)[i * layer.outputs + o];
        if (&layer != &problem.network.layers().back()) nearest = std::min(nearest, std::abs(z[o]));
        z[o] = z[o] < 0 ? 0 : z[o];
      }
      h = z;
    }
  }
  return nearest;
}

/// Whether relu has switched every path off: then there is no gradient to check.
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
  } while (recipe.hidden == Activation::kRelu && (nearest_kink(problem) < 1e-3 || is_dead(problem)));
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
