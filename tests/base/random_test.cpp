#include "base/random.hpp"

#include <array>

#include "support/catch.hpp"

using namespace nntrain;

// The numbers are from a program of its own, written after the two papers.
TEST_CASE("a seed means the same numbers for ever") {
  RandomStream random(1, RandomPurpose::kStart);
  const std::array<std::uint64_t, 3> first = {random.next(), random.next(), random.next()};

  CHECK(first ==
        std::array<std::uint64_t, 3>{3501290240102054732U, 1999902197214618784U, 12272163569652834708U});
}

TEST_CASE("uniform draws fill [0, 1) evenly") {
  RandomStream random(9, RandomPurpose::kStart);
  std::array<int, 10> tenths{};
  for (int i = 0; i < 100'000; ++i) {
    const double u = random.uniform();
    REQUIRE(u >= 0);
    REQUIRE(u < 1);
    ++tenths[static_cast<std::size_t>(u * 10)];
  }
  for (const int count : tenths) CHECK(count == Approx(10'000).margin(400));
}
