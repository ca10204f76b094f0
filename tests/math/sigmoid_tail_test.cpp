// The kernel for the last two layers.

#include <cmath>
#include <vector>

#include "math/elementary.hpp"
#include "math/kernels.hpp"
#include "math/random_values.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// The expected results of the kernel, computed row by row.
struct Twin {
  BlockMatrix h;
  BlockMatrix d_hidden;
  BlockMatrix d_output;
  double squares = 0;
};

Twin twin_of(const SigmoidTail& tail, const BlockMatrix& z, const BlockMatrix& target) {
  Twin twin{BlockMatrix(tail.units), BlockMatrix(tail.units), BlockMatrix(1)};
  std::vector<double> errors(tail.rows);
  twin.h.grow_to(kBlockRows);
  twin.d_hidden.grow_to(kBlockRows);
  twin.d_output.grow_to(kBlockRows);
  for (std::size_t r = 0; r < tail.rows; ++r) {
    double output = tail.bias;
    for (std::size_t j = 0; j < tail.units; ++j) {
      twin.h.set(r, j, sigmoid(z.at(r, j)));
      output = std::fma(twin.h.at(r, j), tail.weights[j], output);
    }
    const double y = sigmoid(output);
    errors[r] = y - target.at(r, 0);
    const double delta = tail.slope * errors[r] * std::fma(-y, y, y);
    twin.d_output.set(r, 0, delta);
    for (std::size_t j = 0; j < tail.units; ++j) {
      const double h = twin.h.at(r, j);
      twin.d_hidden.set(r, j, (tail.lecture ? errors[r] : delta) * tail.weights[j] * std::fma(-h, h, h));
    }
  }
  twin.squares =
      lane_sum(tail.rows, [&](std::size_t r, double lane) { return std::fma(errors[r], errors[r], lane); });
  return twin;
}

}  // namespace

TEST_CASE("sigmoid_tail is its naive twin, bit for bit") {
  for (const Kernels* const level : supported_kernels()) {
    INFO(level->name);
    RandomStream random(9, RandomPurpose::kStart);
    for (const std::size_t rows : kRowCounts) {
      if (rows == 0) continue;
      for (std::size_t units = 1; units <= kMostTailUnits; ++units) {
        for (const bool lecture : {false, true}) {
          const BlockMatrix z = random_block(rows, units, random, 6);
          const BlockMatrix target = random_block(rows, 1, random);
          const std::vector<double> weights = random_vector(units, random, 3);
          BlockMatrix h(units);
          h.grow_to(kBlockRows);
          for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t j = 0; j < units; ++j) h.set(r, j, z.at(r, j));
          }
          BlockMatrix d_hidden = random_block(kBlockRows, units, random);
          BlockMatrix d_output = random_block(kBlockRows, 1, random);
          const SigmoidTail tail{.target = target.block(0),
                                 .weights = weights.data(),
                                 .bias = 0.3,
                                 .slope = 0.7,
                                 .lecture = lecture,
                                 .h = h.block(0),
                                 .d_hidden = d_hidden.block(0),
                                 .d_output = d_output.block(0),
                                 .units = units,
                                 .rows = rows};
          const Twin twin = twin_of(tail, z, target);
          REQUIRE(level->sigmoid_tail(tail) == twin.squares);
          for (std::size_t r = 0; r < packs_of(rows) * kLanes; ++r) {
            REQUIRE(d_output.at(r, 0) == twin.d_output.at(r, 0));  // 0 after the last row
            for (std::size_t j = 0; j < units; ++j) {
              REQUIRE(d_hidden.at(r, j) == twin.d_hidden.at(r, j));
              if (r < rows) REQUIRE(h.at(r, j) == twin.h.at(r, j));
            }
          }
        }
      }
    }
  }
}
