// The three products of a layer and the sums of columns.

#include "math/kernels.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "math/random_values.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

struct Shape {
  std::size_t rows;
  std::size_t inputs;
  std::size_t outputs;
};

/// Odd and even shapes, below, at and above the sizes of tiles and packs.
std::vector<Shape> shapes() {
  std::vector<Shape> shapes;
  for (const std::size_t rows : kRowCounts) {
    for (const std::size_t inputs : {1U, 2U, 4U, 5U, 9U, 17U}) {
      for (const std::size_t outputs : {1U, 3U, 4U, 6U, 8U, 13U}) shapes.push_back({rows, inputs, outputs});
    }
  }
  return shapes;
}

}  // namespace

TEST_CASE("affine is its naive twin, bit for bit") {
  for (const Kernels* const level : supported_kernels()) {
    INFO(level->name);
    RandomStream random(1, RandomPurpose::kStart);
    for (const Shape& s : shapes()) {
      const BlockMatrix x = random_block(s.rows, s.inputs, random);
      const std::vector<double> w = random_vector(s.inputs * s.outputs, random);
      const std::vector<double> bias = random_vector(s.outputs, random);
      BlockMatrix z = random_block(kBlockRows, s.outputs, random);
      for (const double* const b : {bias.data(), static_cast<const double*>(nullptr)}) {
        level->affine(x.block(0), w.data(), b, z.block(0), s.inputs, s.outputs, packs_of(s.rows));
        for (std::size_t r = 0; r < s.rows; ++r) {
          for (std::size_t o = 0; o < s.outputs; ++o) {
            double sum = b != nullptr ? b[o] : 0;
            for (std::size_t i = 0; i < s.inputs; ++i) sum = std::fma(x.at(r, i), w[i * s.outputs + o], sum);
            REQUIRE(z.at(r, o) == sum);
          }
        }
      }
    }
  }
}

TEST_CASE("affine_transposed is its naive twin, bit for bit") {
  for (const Kernels* const level : supported_kernels()) {
    INFO(level->name);
    RandomStream random(2, RandomPurpose::kStart);
    for (const Shape& s : shapes()) {
      const BlockMatrix d = random_block(s.rows, s.outputs, random);
      const std::vector<double> w = random_vector(s.inputs * s.outputs, random);
      BlockMatrix d_x = random_block(kBlockRows, s.inputs, random);
      level->affine_transposed(d.block(0), w.data(), d_x.block(0), s.inputs, s.outputs, packs_of(s.rows));
      for (std::size_t r = 0; r < s.rows; ++r) {
        for (std::size_t i = 0; i < s.inputs; ++i) {
          double sum = 0;
          for (std::size_t o = 0; o < s.outputs; ++o) sum = std::fma(d.at(r, o), w[i * s.outputs + o], sum);
          REQUIRE(d_x.at(r, i) == sum);
        }
      }
    }
  }
}

TEST_CASE("parameter_gradient and column_sums are their naive twins, bit for bit") {
  for (const Kernels* const level : supported_kernels()) {
    INFO(level->name);
    RandomStream random(3, RandomPurpose::kStart);
    for (const Shape& s : shapes()) {
      const BlockMatrix x = random_block(s.rows, s.inputs, random);
      const BlockMatrix d = random_block(s.rows, s.outputs, random);
      std::vector<double> sums = random_vector(s.outputs, random);
      level->column_sums(d.block(0), sums.data(), s.outputs, packs_of(s.rows));
      for (std::size_t o = 0; o < s.outputs; ++o) {
        REQUIRE(sums[o] == lane_sum(s.rows, [&](std::size_t r, double lane) { return lane + d.at(r, o); }));
      }
      for (const bool has_bias : {false, true}) {
        const std::size_t bias_rows = has_bias ? 1 : 0;
        std::vector<double> gradient = random_vector((s.inputs + bias_rows) * s.outputs + 1, random);
        const double behind = gradient.back();
        level->parameter_gradient(x.block(0), d.block(0), gradient.data(), s.inputs, s.outputs, has_bias,
                                  packs_of(s.rows));
        for (std::size_t o = 0; o < s.outputs; ++o) {
          if (has_bias) REQUIRE(gradient[o] == sums[o]);
          for (std::size_t i = 0; i < s.inputs; ++i) {
            const double sum = lane_sum(
                s.rows, [&](std::size_t r, double lane) { return std::fma(x.at(r, i), d.at(r, o), lane); });
            REQUIRE(gradient[(i + bias_rows) * s.outputs + o] == sum);
          }
        }
        REQUIRE(gradient.back() == behind);
      }
    }
  }
}

TEST_CASE("the probe does the multiply-adds that it says") {
  for (const Kernels* const level : supported_kernels()) {
    CAPTURE(level->name);
    std::vector<double> lanes(kLanes, 1.0);
    CHECK(level->fma_probe(lanes.data(), 0) == 0);
    const std::size_t one = level->fma_probe(lanes.data(), 1);
    CHECK(one >= 8 * kLanes);
    CHECK(one % 8 == 0);
    CHECK(level->fma_probe(lanes.data(), 100) == 100 * one);
    lanes.assign(kLanes, 0.0);
    level->fma_probe(lanes.data(), 1000);  // x / 2 + 1 converges to 2
    CHECK(lanes[0] >= 2);
    for (const double lane : lanes) CHECK((lane == 0 || lane == lanes[0]));
  }
}

TEST_CASE("the probe of the sigmoid computes all of it") {
  const double infinity = std::numeric_limits<double>::infinity();
  std::vector<double> arguments = {0.0,  -0.0,     1e-300, 699.9,  700.1,
                                   5000, infinity, -709.7, -709.8, -infinity};
  for (int i = -800; i <= 800; ++i) arguments.push_back(i * 0.37);
  for (const Kernels* const level : supported_kernels()) {
    CAPTURE(level->name);
    std::vector<double> probed = arguments;
    level->sigmoid_probe(probed.data(), probed.size());
    std::vector<double> expected = arguments;
    level->sigmoid(expected.data(), expected.size());
    CHECK(probed == expected);
  }
}
