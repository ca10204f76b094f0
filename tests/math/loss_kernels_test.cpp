// Losses and softmax.

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "math/kernels.hpp"
#include "math/random_values.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// Fills the rows after the last one, which must not be read.
void spoil_behind(std::size_t rows, BlockMatrix& block) {
  for (std::size_t r = rows; r < kBlockRows; ++r) {
    for (std::size_t c = 0; c < block.columns(); ++c) block.set(r, c, std::nan(""));
  }
}

/// Row weights in [0, 2], some of them 0.
BlockMatrix random_weights(RandomStream& random) {
  BlockMatrix weights = random_block(kBlockRows, 1, random);
  for (std::size_t r = 0; r < kBlockRows; ++r) {
    weights.set(r, 0, r % 5 == 3 ? 0 : 2 * std::abs(weights.at(r, 0)));
  }
  return weights;
}

long double weight_of(const double* weight, std::size_t row) {
  return weight != nullptr ? weight[row] : 1.0L;
}

/// -t log y - (1 - t) log(1 - y), y = sigmoid(z)
long double exact_sigmoid_loss(long double z, long double t) {
  return (z > 0 ? (1 - t) * z : -t * z) + std::log1p(std::exp(-std::abs(z)));
}

/// log of the sum of e^z over a row
long double exact_log_sum(const BlockMatrix& z, std::size_t row) {
  long double most = z.at(row, 0);
  for (std::size_t o = 1; o < z.columns(); ++o) most = std::max<long double>(most, z.at(row, o));
  long double sum = 0;
  for (std::size_t o = 0; o < z.columns(); ++o) sum += std::exp(z.at(row, o) - most);
  return most + std::log(sum);
}

double relative_error(double value, long double exact) {
  return static_cast<double>(std::abs(value - exact) / std::max(std::abs(exact), 1e-300L));
}

}  // namespace

TEST_CASE("squared_error is its naive twin, with weights and without, and looks at the first rows only") {
  for (const Kernels* const level : supported_kernels()) {
    INFO(level->name);
    RandomStream random(4, RandomPurpose::kStart);
    for (const std::size_t rows : kRowCounts) {
      BlockMatrix output = random_block(kBlockRows, 1, random);
      const BlockMatrix target = random_block(kBlockRows, 1, random);
      const BlockMatrix weights = random_weights(random);
      spoil_behind(rows, output);
      for (const double* const weight : {weights.block(0), static_cast<const double*>(nullptr)}) {
        BlockMatrix error = random_block(kBlockRows, 1, random);
        const double behind = error.at(kBlockRows - 1, 0);
        const double sum =
            level->squared_error(output.block(0), target.block(0), weight, error.block(0), rows);
        const auto weighted = [&](std::size_t r) {
          const double e = output.at(r, 0) - target.at(r, 0);
          return weight != nullptr ? weight[r] * e : e;
        };
        CHECK(sum == lane_sum(rows, [&](std::size_t r, double lane) {
                return std::fma(weighted(r), output.at(r, 0) - target.at(r, 0), lane);
              }));
        for (std::size_t r = 0; r < rows; ++r) REQUIRE(error.at(r, 0) == weighted(r));
        for (std::size_t r = rows; r < packs_of(rows) * kLanes; ++r) REQUIRE(error.at(r, 0) == 0);
        if (rows < kBlockRows - 1) CHECK(error.at(kBlockRows - 1, 0) == behind);
      }
    }
  }
}

TEST_CASE("absolute_error and huber_error are their naive twins, with weights and without") {
  const double bend = 0.4;
  const auto sign = [](double e) { return e > 0 ? 1.0 : e < 0 ? -1.0 : 0.0; };
  const auto cut = [&](double e) { return std::min(std::max(e, -bend), bend); };
  for (const Kernels* const level : supported_kernels()) {
    INFO(level->name);
    RandomStream random(5, RandomPurpose::kStart);
    for (const std::size_t rows : kRowCounts) {
      BlockMatrix output = random_block(kBlockRows, 1, random);
      BlockMatrix target = random_block(kBlockRows, 1, random);
      const BlockMatrix weights = random_weights(random);
      for (std::size_t r = 0; r < rows; r += 9) target.set(r, 0, output.at(r, 0));  // no error at all
      spoil_behind(rows, output);
      for (const double* const weight : {weights.block(0), static_cast<const double*>(nullptr)}) {
        const auto of = [&](std::size_t r) { return weight != nullptr ? weight[r] : 1.0; };
        const auto e = [&](std::size_t r) { return output.at(r, 0) - target.at(r, 0); };
        const auto check = [&](double sum, const BlockMatrix& error, const auto& slope, const auto& rest) {
          CHECK(sum == lane_sum(rows, [&](std::size_t r, double lane) {
                  return std::fma(of(r) * slope(e(r)), rest(e(r)), lane);
                }));
          for (std::size_t r = 0; r < rows; ++r) REQUIRE(error.at(r, 0) == of(r) * slope(e(r)));
          for (std::size_t r = rows; r < packs_of(rows) * kLanes; ++r) REQUIRE(error.at(r, 0) == 0);
        };
        BlockMatrix error = random_block(kBlockRows, 1, random);
        const double absolute =
            level->absolute_error(output.block(0), target.block(0), weight, error.block(0), rows);
        check(absolute, error, sign, [](double x) { return x; });
        const double mixed =
            level->huber_error(output.block(0), target.block(0), weight, bend, error.block(0), rows);
        check(mixed, error, cut, [&](double x) { return std::fma(-0.5, cut(x), x); });
      }
    }
  }
}

TEST_CASE("an error that is no number stays one in every loss") {
  const std::vector<double> output(8, std::nan(""));
  const std::vector<double> target(8);
  std::vector<double> error(8);
  for (const Kernels* const level : supported_kernels()) {
    CHECK(std::isnan(level->absolute_error(output.data(), target.data(), nullptr, error.data(), 8)));
    CHECK(std::isnan(level->huber_error(output.data(), target.data(), nullptr, 1, error.data(), 8)));
    CHECK(std::isnan(error[3]));
  }
}

TEST_CASE("sigmoid_cross_entropy is accurate to 1e-14 and finite for huge logits") {
  for (const std::size_t rows : kRowCounts) {
    for (const double radius : {1e-3, 3.0, 50.0, 800.0}) {
      RandomStream random(rows, RandomPurpose::kStart);
      BlockMatrix z = random_block(kBlockRows, 1, random, radius);
      z.set(0, 0, radius);
      BlockMatrix target = random_block(kBlockRows, 1, random);
      for (std::size_t r = 0; r < kBlockRows; ++r) {
        if (r % 4 > 0) target.set(r, 0, target.at(r, 0) < 0 ? 0 : 1);
        target.set(r, 0, std::abs(target.at(r, 0)));
      }
      const BlockMatrix weights = random_weights(random);
      spoil_behind(rows, z);
      for (const double* const weight : {weights.block(0), static_cast<const double*>(nullptr)}) {
        long double exact = 0;
        for (std::size_t r = 0; r < rows; ++r) {
          exact += weight_of(weight, r) * exact_sigmoid_loss(z.at(r, 0), target.at(r, 0));
        }
        const auto sum_of = [&](const Kernels& level) {
          return level.sigmoid_cross_entropy(z.block(0), target.block(0), weight, rows);
        };
        const double sum = sum_of(kernels());
        CAPTURE(rows, radius);
        CHECK(std::isfinite(sum));
        CHECK(relative_error(sum, exact) < 1e-14);
        for (const Kernels* const level : supported_kernels()) CHECK(sum_of(*level) == sum);
      }
    }
  }
}

TEST_CASE("the loss of a sure and right sigmoid keeps its digits") {
  for (const double size : {1.0, 5.0, 10.0, 20.0, 30.0, 36.0, 40.0, 700.0, 800.0}) {
    for (const double t : {0.0, 1.0}) {
      const double z = t == 0 ? -size : size;
      const double loss = kernels().sigmoid_cross_entropy(&z, &t, nullptr, 1);
      CAPTURE(z, t);
      CHECK(std::abs(loss - exact_sigmoid_loss(z, t)) <= 1e-14L * exact_sigmoid_loss(z, t) + 1e-320L);
    }
  }
}

TEST_CASE("softmax and its cross-entropy are accurate to 1e-14 and finite for huge logits") {
  for (const std::size_t rows : kRowCounts) {
    for (const auto& [outputs, radius] :
         {std::pair(1U, 3.0), {2U, 3.0}, {3U, 3.0}, {9U, 10.0}, {3U, 800.0}}) {
      RandomStream random(rows + outputs, RandomPurpose::kStart);
      const BlockMatrix z = random_block(rows, outputs, random, radius);
      const BlockMatrix weights = random_weights(random);
      BlockMatrix target(outputs);
      target.grow_to(kBlockRows);
      for (std::size_t r = 0; r < rows; ++r) target.set(r, random.below(outputs), 1);
      BlockMatrix y = random_block(kBlockRows, outputs, random);
      BlockMatrix log_sum = random_block(kBlockRows, 1, random);
      kernels().softmax(z.block(0), y.block(0), log_sum.block(0), outputs, packs_of(rows));
      CAPTURE(rows, outputs, radius);
      for (std::size_t r = 0; r < rows; ++r) {
        double sum = 0;
        for (std::size_t o = 0; o < outputs; ++o) {
          const long double exact = std::exp(z.at(r, o) - exact_log_sum(z, r));
          REQUIRE(std::abs(y.at(r, o) - exact) <= 1e-15L + 1e-14L * exact);
          sum += y.at(r, o);
        }
        REQUIRE(std::abs(sum - 1) <= 1e-15 * outputs);
        REQUIRE(std::abs(log_sum.at(r, 0) - exact_log_sum(z, r)) <= 1e-15L * (1 + radius));
      }
      for (const double* const weight : {weights.block(0), static_cast<const double*>(nullptr)}) {
        long double exact = 0;
        for (std::size_t r = 0; r < rows; ++r) {
          for (std::size_t o = 0; o < outputs; ++o) {
            exact += weight_of(weight, r) * target.at(r, o) * (exact_log_sum(z, r) - z.at(r, o));
          }
        }
        for (const Kernels* const level : supported_kernels()) {
          BlockMatrix y_here = random_block(kBlockRows, outputs, random);
          BlockMatrix log_sum_here = random_block(kBlockRows, 1, random);
          level->softmax(z.block(0), y_here.block(0), log_sum_here.block(0), outputs, packs_of(rows));
          for (std::size_t r = 0; r < rows; ++r) {
            for (std::size_t o = 0; o < outputs; ++o) REQUIRE(y_here.at(r, o) == y.at(r, o));
          }
          spoil_behind(rows, log_sum_here);
          const double loss = level->softmax_cross_entropy(z.block(0), log_sum_here.block(0), target.block(0),
                                                           weight, outputs, rows);
          // With a single class the loss is 0 up to the rounding of log_sum.
          CHECK(std::abs(loss - exact) <= 1e-14L * (outputs == 1 ? 1 : exact));
        }
      }
    }
  }
}

TEST_CASE("times_softmax_slope is its naive twin, bit for bit") {
  for (const Kernels* const level : supported_kernels()) {
    INFO(level->name);
    RandomStream random(6, RandomPurpose::kStart);
    for (const std::size_t rows : kRowCounts) {
      for (const std::size_t outputs : {1U, 2U, 5U}) {
        const BlockMatrix before = random_block(rows, outputs, random);
        const BlockMatrix y = random_block(rows, outputs, random);
        BlockMatrix d(outputs);
        d.grow_to(kBlockRows);
        std::copy_n(before.block(0), outputs * kBlockRows, d.block(0));
        level->times_softmax_slope(d.block(0), y.block(0), outputs, packs_of(rows));
        for (std::size_t r = 0; r < rows; ++r) {
          double sum = 0;
          for (std::size_t o = 0; o < outputs; ++o) sum = std::fma(before.at(r, o), y.at(r, o), sum);
          for (std::size_t o = 0; o < outputs; ++o) {
            REQUIRE(d.at(r, o) == y.at(r, o) * (before.at(r, o) - sum));
          }
        }
      }
    }
  }
}
