#include "math/ranks_sum.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "base/random.hpp"
#include "support/catch.hpp"
#include "support/thread_ranks.hpp"

using namespace nntrain;

namespace {

std::vector<double> random_numbers(std::size_t count, std::uint64_t seed) {
  RandomStream random(seed, RandomPurpose::kStart);
  std::vector<double> values(count);
  for (double& value : values) value = random.uniform() - 0.3;
  return values;
}

}  // namespace

TEST_CASE("ranks sum: a list over ranks has the bits of the whole list", "[ranks]") {
  RandomStream random(7, RandomPurpose::kSplit);
  for (const std::size_t rows : std::vector<std::size_t>{0, 1, 5, 127, 128, 129, 1000, 4096, 5003, 40'000}) {
    const std::vector<double> values = random_numbers(rows, rows + 1);
    const double whole = sum_rows(rows, [&](std::size_t row) { return values[row]; });
    for (const std::size_t ranks : std::vector<std::size_t>{1, 2, 3, 4, 7, 13}) {
      std::vector<std::size_t> bounds = {0, rows};
      while (bounds.size() < ranks + 1) bounds.push_back(random.below(rows + 1));
      std::sort(bounds.begin(), bounds.end());
      run_on_ranks(ranks, [&](Ranks& own) {
        const std::size_t begin = bounds[own.rank()];
        const RowShare share = share_of(own, bounds[own.rank() + 1] - begin);
        REQUIRE(share.begin == begin);
        REQUIRE(share.all == rows);
        if (sum_rows(share, [&](std::size_t row) { return values[begin + row]; }) != whole)
          throw std::runtime_error("another sum");
      });
    }
  }
}

TEST_CASE("ranks sum: vectors of dealt blocks have the bits of one rank", "[ranks]") {
  constexpr std::size_t kLength = 3;
  for (const std::size_t blocks : std::vector<std::size_t>{0, 1, 2, 5, 8, 100, 777, 4097}) {
    const std::vector<double> values = random_numbers(blocks * kLength, blocks + 1);
    const auto value = [&](std::size_t block, std::size_t i) { return values[block * kLength + i]; };
    PairwiseSum tree(kLength, blocks);
    tree.clear();
    for (std::size_t block = 0; block < blocks; ++block) {
      for (std::size_t i = 0; i < kLength; ++i) tree.next()[i] = value(block, i);
      tree.push();
    }
    std::vector<double> whole(kLength);
    tree.total(whole);
    for (const std::size_t ranks : std::vector<std::size_t>{1, 2, 3, 4, 7, 16}) {
      const std::vector<std::size_t> bounds = deal_blocks(blocks, ranks);
      REQUIRE(bounds.size() == ranks + 1);
      REQUIRE(bounds.front() == 0);
      REQUIRE(bounds.back() == blocks);
      REQUIRE(std::is_sorted(bounds.begin(), bounds.end()));
      run_on_ranks(ranks, [&](Ranks& own) {
        RanksSum sum(own, bounds, kLength);
        for (std::size_t n = 0; n < sum.own().size(); ++n) {
          const Subtree& subtree = sum.own()[n];
          PairwiseSum of_subtree(kLength, subtree.blocks());
          of_subtree.clear();
          for (std::size_t block = subtree.first; block < subtree.first + subtree.blocks(); ++block) {
            for (std::size_t i = 0; i < kLength; ++i) of_subtree.next()[i] = value(block, i);
            of_subtree.push();
          }
          of_subtree.total(sum.vector(n));
        }
        const std::span<const double> total = sum.total();
        if (!std::equal(total.begin(), total.end(), whole.begin())) throw std::runtime_error("another sum");
      });
    }
  }
}

TEST_CASE("ranks sum: no rank has much more than its fair part", "[ranks]") {
  for (const std::size_t blocks : std::vector<std::size_t>{64, 1000, 7813, 100'000}) {
    for (const std::size_t ranks : std::vector<std::size_t>{2, 3, 4, 7, 64}) {
      const std::vector<std::size_t> bounds = deal_blocks(blocks, ranks);
      const auto fair = static_cast<double>(blocks) / static_cast<double>(ranks);
      for (std::size_t rank = 0; rank < ranks; ++rank)
        CHECK(static_cast<double>(bounds[rank + 1] - bounds[rank]) <= fair * 1.04 + 1);
    }
  }
}
