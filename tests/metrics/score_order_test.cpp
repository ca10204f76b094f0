#include "metrics/score_order.hpp"

#include <cstdint>
#include <limits>

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("pairs are counted beyond 64 bits, and rounded once") {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  PairCount small;
  small.add(3, 5);
  small.add(std::uint64_t{1} << 62U, 1);
  CHECK(small.value() == static_cast<double>((std::uint64_t{1} << 62U) + 15));

  PairCount large;
  large.add(kMost, kMost);  // 2^128 - 2^65 + 1
  CHECK(large.value() == 0x1p128);
  PairCount odd;
  odd.add(std::uint64_t{1} << 40U, std::uint64_t{1} << 40U);
  CHECK(odd.value() == 0x1p80);
  odd.add(std::uint64_t{1} << 27U, 1);  // half of the last digit: to the even one
  CHECK(odd.value() == 0x1p80);
  odd.add(1, 1);
  CHECK(odd.value() == 0x1p80 + 0x1p28);
  PairCount sum;
  for (int i = 0; i < 1 << 10; ++i) {
    PairCount part;
    part.add(kMost, 1);
    sum.add(part);
  }
  sum.add(1 << 10, 1);
  CHECK(sum.value() == 0x1p74);
}

TEST_CASE("keys have the order of the scores") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const double scores[] = {-kInfinity, -1.5, -1e-310, 0.0, 1e-310, 0.25, 1, kInfinity};
  for (std::size_t i = 1; i < std::size(scores); ++i) CHECK(key_of(scores[i - 1]) < key_of(scores[i]));
  CHECK(key_of(-0.0) == key_of(0.0));
  CHECK(key_of(-kInfinity) > 0);
}
