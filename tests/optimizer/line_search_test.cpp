#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "base/random.hpp"
#include "optimizer/lbfgs.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

using Line = std::function<LinePoint(double)>;

constexpr int kMost = 25;

bool is_wolfe(const LinePoint& start, const LinePoint& end) {
  return end.value <= start.value + 1e-4 * end.step * start.slope &&
         std::abs(end.slope) <= 0.9 * std::abs(start.slope);
}

/// A wavy bowl with a negative slope at 0.
Line random_line(RandomStream& random) {
  const auto uniform = [&](double low, double high) { return low + (high - low) * random.uniform(); };
  for (;;) {
    const double curvature = std::exp(uniform(-5, 5));
    const double middle = uniform(0.1, 5);
    const double waves = uniform(0, 3);
    const double frequency = uniform(0.2, 5);
    const double phase = uniform(0, 6);
    const Line line = [=](double s) {
      const double e = s - middle;
      return LinePoint{s, 0.5 * curvature * e * e + waves * std::sin(frequency * s + phase),
                       curvature * e + waves * frequency * std::cos(frequency * s + phase)};
    };
    if (line(0).slope < -1) return line;
  }
}

}  // namespace

TEST_CASE("the step found satisfies the strong Wolfe conditions, whichever is tried first") {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    RandomStream random(seed, RandomPurpose::kStart);
    const Line line = random_line(random);
    const double first = std::exp(14 * random.uniform() - 7);
    int probes = 0;
    const LinePoint found = search_line(line(0), first, kMost, [&](double step) {
      ++probes;
      return line(step);
    });
    CAPTURE(seed, first, probes, found.step);
    CHECK(found.step > 0);
    CHECK(probes <= kMost);
    CHECK(is_wolfe(line(0), found));
    CHECK(found.value == line(found.step).value);
    CHECK(found.slope == line(found.step).slope);
  }
}

TEST_CASE("a step is found in front of a wall") {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    RandomStream random(seed, RandomPurpose::kStart);
    const Line line = random_line(random);
    const double wall = 6 * random.uniform() + 1e-3;
    const double first = std::exp(8 * random.uniform() - 4);
    const LinePoint found = search_line(line(0), first, kMost, [&](double step) {
      if (step < wall) return line(step);
      return LinePoint{step, std::numeric_limits<double>::infinity(),
                       std::numeric_limits<double>::quiet_NaN()};
    });
    CAPTURE(seed, first, wall, found.step);
    CHECK(found.step > 0);
    CHECK(found.step < wall);
    CHECK(found.value < line(0).value);
  }
}

TEST_CASE("with few probes the lowest point is told, or the start") {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    RandomStream random(seed, RandomPurpose::kStart);
    const Line line = random_line(random);
    const double first = std::exp(14 * random.uniform() - 7);
    for (const int most : {1, 2, 3}) {
      double lowest = line(0).value;
      int probes = 0;
      const LinePoint found = search_line(line(0), first, most, [&](double step) {
        ++probes;
        lowest = std::min(lowest, line(step).value);
        return line(step);
      });
      CAPTURE(seed, first, most);
      CHECK(probes <= most);
      CHECK((is_wolfe(line(0), found) || found.value == lowest));
      CHECK((found.step > 0) == (found.value < line(0).value));
    }
  }
}

TEST_CASE("where nothing is lower the start is told") {
  const LinePoint start = {0, 5, -1};
  const auto found_on = [&](const Line& line) { return search_line(start, 1, kMost, line).step; };
  CHECK(found_on([](double s) { return LinePoint{s, 5 + s, -1}; }) == 0);
  CHECK(found_on([](double s) { return LinePoint{s, 5, -1}; }) == 0);
  CHECK(found_on([](double s) { return LinePoint{s, std::nan(""), -1}; }) == 0);
  CHECK(found_on([](double s) { return LinePoint{s, 4, std::nan("")}; }) == 0);
  // So large that adding the step changes nothing.
  const LinePoint far = {0, 1e19, -1};
  CHECK(search_line(far, 1, kMost, [](double s) { return LinePoint{s, 1e19, -1}; }).step == 0);
}

TEST_CASE("a step that is exactly right is taken at once") {
  int probes = 0;
  const LinePoint found = search_line({0, 1, -2}, 1, kMost, [&](double s) {
    ++probes;
    return LinePoint{s, (s - 1) * (s - 1), 2 * (s - 1)};
  });
  CHECK(found.step == 1);
  CHECK(probes == 1);
}
