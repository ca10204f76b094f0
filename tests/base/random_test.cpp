#include "base/random.hpp"

#include <array>
#include <cstdint>
#include <map>

#include "support/catch.hpp"

using namespace nntrain;

// The expected numbers are from another program, written after the two papers.
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

TEST_CASE("streams of one seed and purpose differ by their index, and the first is the one without") {
  RandomStream plain(7, RandomPurpose::kDropout);
  RandomStream first(7, RandomPurpose::kDropout, 0);
  RandomStream second(7, RandomPurpose::kDropout, 1);
  const std::uint64_t number = plain.next();
  CHECK(first.next() == number);
  CHECK(second.next() != number);
}

TEST_CASE("below() is even over its range and never reaches the bound") {
  RandomStream random(3, RandomPurpose::kShuffle);
  std::array<int, 7> counts{};
  for (int i = 0; i < 70'000; ++i) ++counts.at(random.below(7));
  for (const int count : counts) CHECK(count == Approx(10'000).margin(400));
  for (int i = 0; i < 100; ++i) CHECK(random.below(1) == 0);
  // Above 2^63, about every other draw is rejected. The mean of the others is the middle.
  const std::uint64_t bound = (std::uint64_t{1} << 63U) + 1;
  double sum = 0;
  for (int i = 0; i < 10'000; ++i) sum += static_cast<double>(random.below(bound)) / 10'000;
  CHECK(sum == Approx(static_cast<double>(bound) / 2).epsilon(0.03));
}

TEST_CASE("every order of a shuffle is equally likely") {
  RandomStream random(5, RandomPurpose::kShuffle);
  std::map<std::array<std::size_t, 3>, int> orders;
  for (int i = 0; i < 60'000; ++i) {
    std::array<std::size_t, 3> values = {0, 1, 2};
    random.shuffle(values);
    ++orders[values];
  }
  CHECK(orders.size() == 6);
  for (const auto& [order, count] : orders) CHECK(count == Approx(10'000).margin(400));
}

TEST_CASE("below() is even where its bound does not divide 2^64") {
  RandomStream random(4, RandomPurpose::kShuffle);
  // Of the 2^64 draws for 3 x 2^62 numbers, two would belong to each third number, and one to the others.
  const std::uint64_t bound = std::uint64_t{3} << 62U;
  int thirds = 0;
  for (int i = 0; i < 9000; ++i) thirds += random.below(bound) % 3 == 0 ? 1 : 0;
  CHECK(thirds == Approx(3000).margin(200));
}
