#include "network/initialization.hpp"

#include <algorithm>
#include <cmath>

#include "base/numbers.hpp"
#include "math/elementary.hpp"

namespace nntrain {
namespace {

void fill_uniform(RandomStream& random, double radius, std::span<double> values) {
  for (double& value : values) value = radius * (2 * random.uniform() - 1);
}

}  // namespace

std::string name_of(const Initialization& initialization) {
  switch (initialization.kind) {
    case Initialization::Kind::kXavier:
      return "xavier";
    case Initialization::Kind::kHe:
      return "he";
    case Initialization::Kind::kUniform:
      return "uniform:" + shortest(initialization.radius);
    case Initialization::Kind::kNormal:
      break;
  }
  return "normal";
}

void initialize(const Network& network, const Initialization& initialization, RandomStream& random,
                std::span<double> parameters) {
  if (initialization.kind == Initialization::Kind::kNormal) return fill_normal(random, parameters);
  if (initialization.kind == Initialization::Kind::kUniform) {
    return fill_uniform(random, initialization.radius, parameters);
  }
  std::fill(parameters.begin(), parameters.end(), 0.0);
  for (const Layer& layer : network.layers()) {
    const std::span<double> weights(layer.weights(parameters), layer.inputs * layer.outputs);
    const auto inputs = static_cast<double>(layer.inputs);
    if (initialization.kind == Initialization::Kind::kXavier) {
      fill_uniform(random, std::sqrt(6 / (inputs + static_cast<double>(layer.outputs))), weights);
    } else {
      fill_normal(random, weights);
      const double deviation = std::sqrt(2 / inputs);
      for (double& weight : weights) weight *= deviation;
    }
  }
}

void fill_normal(RandomStream& random, std::span<double> values) {
  for (std::size_t i = 0; i < values.size(); i += 2) {
    double u = 0;
    double v = 0;
    double square = 0;
    do {
      u = 2 * random.uniform() - 1;
      v = 2 * random.uniform() - 1;
      square = std::fma(u, u, v * v);
    } while (square >= 1 || square == 0);
    const double factor = std::sqrt(-2 * log(square) / square);
    values[i] = u * factor;
    if (i + 1 < values.size()) values[i + 1] = v * factor;
  }
}

}  // namespace nntrain
