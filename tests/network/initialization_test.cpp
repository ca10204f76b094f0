#include "network/initialization.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "support/catch.hpp"

using namespace nntrain;
using Kind = Initialization::Kind;

namespace {

const Initialization kAll[] = {{Kind::kNormal}, {Kind::kXavier}, {Kind::kHe}, {Kind::kUniform, 0.25}};

Network wide(bool has_bias = true) {
  return {{60, 200, 40}, {Activation::kTanh, Activation::kSigmoid}, has_bias};
}

std::vector<double> draw(const Network& network, const Initialization& initialization,
                         std::uint64_t seed = 1) {
  std::vector<double> parameters(network.parameter_count(), 99);
  RandomStream random(seed, RandomPurpose::kStart);
  initialize(network, initialization, random, parameters);
  return parameters;
}

struct Moments {
  double mean = 0;
  double variance = 0;  // around 0
  double largest = 0;
};

Moments moments_of(const double* values, std::size_t n) {
  Moments moments;
  for (std::size_t i = 0; i < n; ++i) {
    moments.mean += values[i] / static_cast<double>(n);
    moments.variance += values[i] * values[i] / static_cast<double>(n);
    moments.largest = std::max(moments.largest, std::abs(values[i]));
  }
  return moments;
}

/// Checks that the moments of each layer's weights fit a distribution with the variance `variance(layer)`.
template <typename F>
void check_weights(const Network& network, const std::vector<double>& parameters, const F& variance) {
  for (const Layer& layer : network.layers()) {
    const std::size_t n = layer.inputs * layer.outputs;
    const Moments moments = moments_of(layer.weights(std::span(parameters)), n);
    CHECK(std::abs(moments.mean) < 4 * std::sqrt(variance(layer) / static_cast<double>(n)));
    CHECK(moments.variance == Approx(variance(layer)).epsilon(0.06));
  }
}

bool has_zero_biases(const Network& network, const std::vector<double>& parameters) {
  return std::all_of(network.layers().begin(), network.layers().end(), [&](const Layer& layer) {
    const double* const bias = layer.bias(std::span(parameters));
    return std::all_of(bias, bias + layer.outputs, [](double b) { return b == 0; });
  });
}

}  // namespace

TEST_CASE("normal draws weights and biases from N(0, 1)") {
  const Network network = wide();
  const std::vector<double> parameters = draw(network, {Kind::kNormal});
  check_weights(network, parameters, [](const Layer&) { return 1.0; });
  const Moments biases = moments_of(network.layers()[0].bias(std::span(parameters)), 200);
  CHECK(biases.variance == Approx(1).epsilon(0.3));
}

TEST_CASE("xavier is uniform within sqrt(6 / (I + O)), with biases 0") {
  const Network network = wide();
  const std::vector<double> parameters = draw(network, {Kind::kXavier});
  check_weights(network, parameters,
                [](const Layer& layer) { return 2 / static_cast<double>(layer.inputs + layer.outputs); });
  for (const Layer& layer : network.layers()) {
    const double radius = std::sqrt(6 / static_cast<double>(layer.inputs + layer.outputs));
    const double largest =
        moments_of(layer.weights(std::span(parameters)), layer.inputs * layer.outputs).largest;
    CHECK(largest <= radius);
    CHECK(largest > 0.99 * radius);
  }
  CHECK(has_zero_biases(network, parameters));
}

TEST_CASE("he is normal with variance 2 / I, with biases 0") {
  const Network network = wide();
  const std::vector<double> parameters = draw(network, {Kind::kHe});
  check_weights(network, parameters,
                [](const Layer& layer) { return 2 / static_cast<double>(layer.inputs); });
  CHECK(has_zero_biases(network, parameters));
}

TEST_CASE("uniform draws weights and biases within its radius") {
  for (const double radius : {1e-3, 0.25, 7.0}) {
    const Network network = wide();
    const std::vector<double> parameters = draw(network, {Kind::kUniform, radius});
    check_weights(network, parameters, [&](const Layer&) { return radius * radius / 3; });
    const Moments all = moments_of(parameters.data(), parameters.size());
    CHECK(all.largest <= radius);
    CHECK(all.largest > 0.99 * radius);
    CHECK(!has_zero_biases(network, parameters));
  }
}

TEST_CASE("every parameter is drawn, with biases or without") {
  for (const bool has_bias : {true, false}) {
    for (const Initialization& initialization : kAll) {
      const std::vector<double> parameters = draw(wide(has_bias), initialization);
      CHECK(std::count(parameters.begin(), parameters.end(), 99) == 0);
      const auto zeros = static_cast<std::size_t>(std::count(parameters.begin(), parameters.end(), 0));
      const bool leaves_biases = initialization.kind == Kind::kXavier || initialization.kind == Kind::kHe;
      CHECK(zeros == (leaves_biases && has_bias ? 240 : 0));
    }
  }
}

TEST_CASE("a seed means one start, another seed another") {
  for (const Initialization& initialization : kAll) {
    CHECK(draw(wide(), initialization, 5) == draw(wide(), initialization, 5));
    CHECK(draw(wide(), initialization, 5) != draw(wide(), initialization, 6));
  }
}

TEST_CASE("an initialization is named as it is asked for") {
  CHECK(name_of(Initialization{}) == "normal");
  CHECK(name_of(kAll[1]) == "xavier");
  CHECK(name_of(kAll[2]) == "he");
  CHECK(name_of(kAll[3]) == "uniform:0.25");
  CHECK(name_of(Initialization{Kind::kUniform, 0.1}) == "uniform:0.1");
}
