#include "math/kernels.hpp"

#include <cmath>
#include <vector>

#include "base/random.hpp"
#include "math/block_matrix.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// A whole block, its first rows drawn from [-1, 1].
BlockMatrix random_block(std::size_t rows, std::size_t columns, RandomStream& random) {
  BlockMatrix matrix(columns);
  matrix.grow_to(kBlockRows);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns; ++c) matrix.set(r, c, 2 * random.uniform() - 1);
  }
  return matrix;
}

std::vector<double> random_vector(std::size_t n, RandomStream& random) {
  std::vector<double> values(n);
  for (double& value : values) value = 2 * random.uniform() - 1;
  return values;
}

struct Shape {
  std::size_t rows;
  std::size_t inputs;
  std::size_t outputs;
};

/// Odd and even ones, below, at and above the tiles' and the packs' sizes.
std::vector<Shape> shapes() {
  std::vector<Shape> shapes;
  for (const std::size_t rows : {0U, 1U, 7U, 8U, 9U, 33U, 100U, 128U}) {
    for (const std::size_t inputs : {1U, 2U, 4U, 5U, 9U, 17U}) {
      for (const std::size_t outputs : {1U, 3U, 4U, 6U, 8U, 13U}) shapes.push_back({rows, inputs, outputs});
    }
  }
  return shapes;
}

/// The defined order of a sum over a block's rows: 8 lanes, then halves onto halves.
template <typename F>
double lane_sum(std::size_t rows, const F& add) {
  double lanes[8] = {};
  for (std::size_t r = 0; r < rows; ++r) lanes[r % 8] = add(r, lanes[r % 8]);
  for (const std::size_t half : {4U, 2U, 1U}) {
    for (std::size_t l = 0; l < half; ++l) lanes[l] += lanes[l + half];
  }
  return lanes[0];
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

TEST_CASE("outer_product and column_sums are their naive twins, bit for bit") {
  for (const Kernels* const level : supported_kernels()) {
    INFO(level->name);
    RandomStream random(3, RandomPurpose::kStart);
    for (const Shape& s : shapes()) {
      const BlockMatrix x = random_block(s.rows, s.inputs, random);
      const BlockMatrix d = random_block(s.rows, s.outputs, random);
      std::vector<double> d_w = random_vector(s.inputs * s.outputs, random);
      std::vector<double> sums = random_vector(s.outputs, random);
      level->outer_product(x.block(0), d.block(0), d_w.data(), s.inputs, s.outputs, packs_of(s.rows));
      level->column_sums(d.block(0), sums.data(), s.outputs, packs_of(s.rows));
      for (std::size_t o = 0; o < s.outputs; ++o) {
        for (std::size_t i = 0; i < s.inputs; ++i) {
          const double sum = lane_sum(
              s.rows, [&](std::size_t r, double lane) { return std::fma(x.at(r, i), d.at(r, o), lane); });
          REQUIRE(d_w[i * s.outputs + o] == sum);
        }
        REQUIRE(sums[o] == lane_sum(s.rows, [&](std::size_t r, double lane) { return lane + d.at(r, o); }));
      }
    }
  }
}

TEST_CASE("squared_error and count_correct look at the first rows only") {
  for (const Kernels* const level : supported_kernels()) {
    INFO(level->name);
    RandomStream random(4, RandomPurpose::kStart);
    for (const std::size_t rows : {1U, 7U, 8U, 9U, 127U, 128U}) {
      BlockMatrix output = random_block(kBlockRows, 1, random);
      BlockMatrix target = random_block(kBlockRows, 1, random);
      BlockMatrix error = random_block(kBlockRows, 1, random);
      for (std::size_t r = rows; r < kBlockRows; ++r) output.set(r, 0, std::nan(""));
      const double sum = level->squared_error(output.block(0), target.block(0), error.block(0), rows);
      const auto square = [&](std::size_t r, double lane) {
        const double e = output.at(r, 0) - target.at(r, 0);
        return std::fma(e, e, lane);
      };
      CHECK(sum == lane_sum(rows, square));
      std::size_t correct = 0;
      for (std::size_t r = 0; r < rows; ++r) {
        CHECK(error.at(r, 0) == output.at(r, 0) - target.at(r, 0));
        correct += (output.at(r, 0) > 0.5) == (target.at(r, 0) > 0.5) ? 1U : 0U;
      }
      for (std::size_t r = rows; r < packs_of(rows) * kLanes; ++r) CHECK(error.at(r, 0) == 0);
      CHECK(level->count_correct(output.block(0), target.block(0), rows) == correct);
    }
  }
}
