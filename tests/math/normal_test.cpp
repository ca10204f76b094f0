#include <cmath>
#include <vector>

#include "network/initialization.hpp"
#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("normal draws have the moments of N(0, 1)") {
  std::vector<double> x(200'000);
  RandomStream random(1, RandomPurpose::kStart);
  fill_normal(random, x);
  double mean = 0;
  double square = 0;
  double fourth = 0;
  std::size_t within_one = 0;
  for (const double value : x) {
    mean += value;
    square += value * value;
    fourth += value * value * value * value;
    within_one += std::abs(value) < 1 ? 1U : 0U;
  }
  const auto n = static_cast<double>(x.size());
  CHECK(mean / n == Approx(0).margin(0.01));
  CHECK(square / n == Approx(1).margin(0.015));
  CHECK(fourth / n == Approx(3).margin(0.1));
  CHECK(static_cast<double>(within_one) / n == Approx(0.6827).margin(0.005));
}

TEST_CASE("draws are the same for the same seed and others for another") {
  const auto draw = [](std::uint64_t seed, std::size_t n) {
    std::vector<double> x(n);
    RandomStream random(seed, RandomPurpose::kStart);
    fill_normal(random, x);
    return x;
  };
  CHECK(draw(1, 5) == draw(1, 5));
  CHECK(draw(1, 5) != draw(2, 5));
  CHECK(draw(1, 0).empty());
  const std::vector<double> five = draw(3, 5);
  const std::vector<double> six = draw(3, 6);
  CHECK(std::equal(five.begin(), five.end(), six.begin()));
}
