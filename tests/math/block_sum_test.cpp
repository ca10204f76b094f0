#include "math/block_sum.hpp"

#include <bit>
#include <vector>

#include "base/random.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// Numbers of very different sizes: another order of addition gives other bits.
double number(std::size_t block, std::size_t i) {
  RandomStream random(block, RandomPurpose::kStart, i);
  return (random.uniform() - 0.5) * (block % 3 == 0 ? 1e12 : 1);
}

std::vector<std::uint64_t> bits_of_sum(std::size_t blocks, std::size_t length, std::size_t threads,
                                       bool on_all_threads) {
  Workers workers(threads);
  BlockSum sum(length, blocks + 3, workers);
  std::vector<double> total(length, -1);
  const auto part = [&](std::size_t block, std::size_t, std::span<double> values) {
    for (std::size_t i = 0; i < length; ++i) values[i] = number(block, i);
  };
  std::vector<std::uint64_t> bits;
  for (int round = 0; round < 2; ++round) {  // the second time in used memory
    sum.total(blocks, on_all_threads, part, total);
  }
  for (const double value : total) bits.push_back(std::bit_cast<std::uint64_t>(value));
  return bits;
}

}  // namespace

TEST_CASE("the sum is that of the one tree, bit for bit, on any number of threads") {
  for (const std::size_t blocks : {0U, 1U, 2U, 3U, 5U, 8U, 11U, 13U, 31U, 64U, 100U, 257U}) {
    PairwiseSum tree(3, blocks);
    for (std::size_t block = 0; block < blocks; ++block) {
      for (std::size_t i = 0; i < 3; ++i) tree.next()[i] = number(block, i);
      tree.push();
    }
    std::vector<double> total(3);
    tree.total(total);
    std::vector<std::uint64_t> expected;
    for (const double value : total) expected.push_back(std::bit_cast<std::uint64_t>(value));
    for (const std::size_t threads : {1U, 2U, 3U, 5U, 8U}) {
      CAPTURE(blocks, threads);
      CHECK(bits_of_sum(blocks, 3, threads, true) == expected);
      CHECK(bits_of_sum(blocks, 3, threads, false) == expected);
    }
  }
}
