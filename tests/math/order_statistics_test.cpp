#include "math/order_statistics.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>

#include "base/random.hpp"
#include "math/quantile.hpp"
#include "support/catch.hpp"
#include "support/cut_table.hpp"
#include "support/thread_ranks.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// Numbers of all sizes, or with many equal ones.
std::vector<double> odd_numbers(RandomStream& random, std::size_t count, bool has_ties) {
  std::vector<double> numbers;
  for (std::size_t i = 0; i < count; ++i) {
    if (has_ties) {
      numbers.push_back(static_cast<double>(random.below(4)) - 1);
    } else if (random.below(9) == 0) {
      numbers.push_back(random.below(2) == 0 ? std::numeric_limits<double>::max()
                                             : -std::numeric_limits<double>::denorm_min());
    } else {
      numbers.push_back((random.uniform() - 0.5) * 1000);
    }
  }
  return numbers;
}

}  // namespace

TEST_CASE("order statistics: quantiles over ranks have the bits of one sorted list", "[ranks]") {
  const std::vector<double> shares = {0, 0.1, 0.25, 0.5, 0.75, 1};
  RandomStream random(3, RandomPurpose::kSplit);
  for (int round = 0; round < 40; ++round) {
    const std::size_t count = 1 + static_cast<std::size_t>(random.below(300));
    const std::vector<double> numbers = odd_numbers(random, count, round % 2 == 0);
    std::vector<double> sorted = numbers;
    std::sort(sorted.begin(), sorted.end());
    const std::size_t ranks = 1 + static_cast<std::size_t>(random.below(6));
    const std::vector<std::size_t> cuts = random_cuts(random, count, ranks);
    run_on_ranks(ranks, [&](Ranks& here) {
      std::vector<double> own;
      for (std::size_t i = cuts[here.rank()]; i < cuts[here.rank() + 1]; ++i) own.push_back(numbers[i]);
      std::sort(own.begin(), own.end());
      const std::vector<double> quantiles = quantiles_of(here, own, shares);
      for (std::size_t i = 0; i < shares.size(); ++i) {
        const double expected = quantile_of(sorted, shares[i]);
        if (std::bit_cast<std::uint64_t>(quantiles[i]) != std::bit_cast<std::uint64_t>(expected))
          throw std::runtime_error("another quantile");
      }
    });
  }
}
