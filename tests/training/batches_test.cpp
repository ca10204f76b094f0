#include "training/batches.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/random.hpp"
#include "math/pairwise_sum.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// Row r is (r, r + 0.5) -> -r, with weight r + 1.
Samples numbered(std::size_t rows, bool has_weights) {
  Samples samples{BlockMatrix(2), BlockMatrix(1), BlockMatrix(has_weights ? 1 : 0),
                  static_cast<double>(rows)};
  for (std::size_t row = 0; row < rows; ++row) {
    const auto r = static_cast<double>(row);
    samples.inputs.append(std::vector<double>{r, r + 0.5});
    samples.targets.append(std::vector<double>{-r});
    if (has_weights) samples.weights.append(std::vector<double>{r + 1});
  }
  if (has_weights) {
    samples.total_weight = sum_rows(rows, [&](std::size_t row) { return samples.weights.at(row, 0); });
  }
  return samples;
}

/// The rows after the last one of a block are zeros, which change no sum.
bool ends_in_zeros(const BlockMatrix& matrix) {
  for (std::size_t row = matrix.rows(); row < matrix.block_count() * kBlockRows; ++row) {
    for (std::size_t column = 0; column < matrix.columns(); ++column) {
      if (matrix.at(row, column) != 0) return false;
    }
  }
  return true;
}

/// The row numbers in the order of pass `number`. Checks each batch.
std::vector<std::size_t> pass(Batches& batches, std::size_t rows, std::size_t size, bool has_weights,
                              std::uint64_t number = 0) {
  std::vector<std::size_t> order;
  batches.begin(number);
  while (const Samples* const batch = batches.next()) {
    REQUIRE(batch->rows() == std::min(size, rows - order.size()));
    REQUIRE(batch->targets.rows() == batch->rows());
    REQUIRE(batch->weights.rows() == (has_weights ? batch->rows() : 0));
    double total = 0;
    for (std::size_t row = 0; row < batch->rows(); ++row) {
      const double r = batch->inputs.at(row, 0);
      REQUIRE(batch->inputs.at(row, 1) == r + 0.5);
      REQUIRE(batch->targets.at(row, 0) == -r);
      if (has_weights) REQUIRE(batch->weights.at(row, 0) == r + 1);
      total += has_weights ? r + 1 : 1;
      order.push_back(static_cast<std::size_t>(r));
    }
    REQUIRE(batch->total_weight == total);
    REQUIRE((batch->block_weights(0) != nullptr) == has_weights);
    REQUIRE(ends_in_zeros(batch->inputs));
    REQUIRE(ends_in_zeros(batch->targets));
    REQUIRE(ends_in_zeros(batch->weights));
  }
  CHECK(batches.next() == nullptr);
  return order;
}

std::vector<std::size_t> in_file_order(std::size_t rows) {
  std::vector<std::size_t> order(rows);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

}  // namespace

TEST_CASE("each row comes once a pass, whatever the sizes") {
  RandomStream random(17, RandomPurpose::kStart);
  for (int trial = 0; trial < 60; ++trial) {
    const std::size_t rows = 1 + random.below(trial % 2 == 0 ? 20 : 400);
    const std::size_t size = 1 + random.below(rows + 20);
    const bool shuffle = random.below(3) > 0;
    const bool has_weights = random.below(2) > 0;
    CAPTURE(rows, size, shuffle, has_weights);
    const Samples samples = numbered(rows, has_weights);
    Batches batches(samples, size, shuffle, random.next());
    for (std::uint64_t k = 0; k < 3; ++k) {
      std::vector<std::size_t> order = pass(batches, rows, size, has_weights, k);
      if (shuffle) std::sort(order.begin(), order.end());
      CHECK(order == in_file_order(rows));
    }
  }
}

TEST_CASE("every pass has an order of its own, which follows from the seed and its number") {
  const Samples samples = numbered(30, false);
  Batches batches(samples, 7, true, 1);
  Batches same(samples, 11, true, 1);
  Batches other(samples, 7, true, 2);
  std::vector<std::vector<std::size_t>> orders;
  for (std::uint64_t k = 0; k < 5; ++k) {
    orders.push_back(pass(batches, 30, 7, false, k));
    CHECK(orders.back() != in_file_order(30));
    CHECK(pass(same, 30, 11, false, k) == orders.back());
    CHECK(pass(other, 30, 7, false, k) != orders.back());
  }
  CHECK(pass(batches, 30, 7, false, 2) == orders[2]);  // independent of earlier passes
  for (std::size_t k = 1; k < 5; ++k) CHECK(orders[k] != orders[k - 1]);
}

TEST_CASE("a pass that was left begins anew") {
  const Samples samples = numbered(10, true);
  Batches batches(samples, 4, false, 1);
  batches.begin(0);
  batches.next();
  CHECK(pass(batches, 10, 4, true) == in_file_order(10));
}

TEST_CASE("no rows make no batch") {
  const Samples samples = numbered(0, false);
  Batches batches(samples, 5, true, 1);
  CHECK(pass(batches, 0, 5, false).empty());
}
