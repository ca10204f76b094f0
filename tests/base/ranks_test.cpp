#include "base/ranks.hpp"

#include <cstddef>
#include <vector>

#include "support/catch.hpp"
#include "support/thread_ranks.hpp"

using namespace nntrain;

TEST_CASE("counts of all ranks are added, few as well as many", "[ranks]") {
  for (const std::size_t length : {1U, 3U, 1024U, 1025U, 5000U}) {
    for (const std::size_t count : {1U, 2U, 3U, 4U, 5U, 7U, 8U}) {
      std::vector<std::vector<std::size_t>> added(count);
      run_on_ranks(count, [&](Ranks& ranks) {
        std::vector<std::size_t>& own = added[ranks.rank()];
        for (std::size_t i = 0; i < length; ++i) own.push_back(i * (ranks.rank() + 1));
        ranks.add_counts(own);
      });
      std::vector<std::size_t> expected;
      for (std::size_t i = 0; i < length; ++i) expected.push_back(i * count * (count + 1) / 2);
      CAPTURE(length, count);
      for (const std::vector<std::size_t>& one : added) CHECK(one == expected);
    }
  }
}
