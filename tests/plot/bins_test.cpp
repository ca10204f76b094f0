#include "plot/bins.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

#include <nlohmann/json.hpp>

#include "base/random.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

using Groups = std::vector<std::vector<double>>;

nlohmann::json golden_bins() {
  std::ifstream file(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/bins.json");
  return nlohmann::json::parse(file)["cases"];
}

std::vector<double> ascending(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values;
}

/// How many bins numpy makes of a width: from the least to the greatest value.
std::size_t bins_of_width(const std::vector<double>& sorted, double width) {
  const double range = sorted.back() - sorted.front();
  return width > 0 && range > 0 ? static_cast<std::size_t>(std::ceil(range / width)) : 1;
}

/// Checks what must hold of all bins: equal widths, and every value counted in the bin around it.
void check_bins(const Bins& bins, const std::vector<double>& values) {
  REQUIRE(bins.edges.size() >= 2);
  CHECK(bins.count() <= kMostBins + 2);
  const double width = bins.edges[1] - bins.edges[0];
  const double size = std::max(std::abs(bins.edges.front()), std::abs(bins.edges.back()));
  for (std::size_t i = 0; i < bins.count(); ++i)
    CHECK(std::abs(bins.edges[i + 1] - bins.edges[i] - width) <= 1e-15 * size * 4);
  std::vector<std::size_t> counts(bins.count());
  for (const double value : values) {
    std::size_t found = 0;
    for (std::size_t i = 0; i < bins.count(); ++i) {
      const bool is_last = i + 1 == bins.count();
      const bool is_inside =
          value >= bins.edges[i] && (value < bins.edges[i + 1] || (is_last && value == bins.edges[i + 1]));
      if (!is_inside) continue;
      ++counts[i];
      ++found;
    }
    CHECK(found == 1);
  }
  CHECK(counts_in(bins, values) == counts);
  CHECK(counts.front() > 0);  // no bin at the ends is empty
  CHECK(counts.back() > 0);
}

}  // namespace

TEST_CASE("widths, edges and counts of bins are those of numpy") {
  const nlohmann::json cases = golden_bins();
  REQUIRE(cases.size() == 14);
  for (const nlohmann::json& one : cases) {
    const auto groups = one["groups"].get<Groups>();
    CAPTURE(one["edges"].dump());
    const Bins bins = bins_of(groups);
    CHECK(bins.edges == one["edges"].get<std::vector<double>>());
    for (std::size_t i = 0; i < groups.size(); ++i) {
      CHECK(counts_in(bins, groups[i]) == one["counts"][i].get<std::vector<std::size_t>>());
      const std::vector<double> sorted = ascending(groups[i]);
      const double wanted = one["freedman_diaconis"][i];
      const double width = freedman_diaconis_width(sorted);
      if (sorted.size() > 1) CHECK(width == Approx(wanted).epsilon(1e-9));
      CHECK(scott_width(sorted) == Approx(one["scott"][i].get<double>()).epsilon(1e-9));
      if (sorted.size() < 2) continue;
      CHECK(bins_of_width(sorted, width) == one["bins_fd"][i].get<std::size_t>());
      CHECK(bins_of_width(sorted, scott_width(sorted)) == one["bins_scott"][i].get<std::size_t>());
    }
  }
}

TEST_CASE("every value of random groups is in one bin, and all bins have one width") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    RandomStream random(seed, RandomPurpose::kSweep);
    const double scale = std::pow(10.0, -12 + static_cast<double>(seed % 25));
    const double middle = seed % 3 == 0 ? 0 : scale * static_cast<double>(seed % 7) * 10;
    std::vector<double> values;
    for (std::size_t i = 0; i < 1 + seed % 40; ++i) {
      const double value = middle + scale * (random.uniform() - 0.5);
      values.push_back(seed % 5 == 0 ? std::round(value / scale * 8) * scale / 8 : value);
    }
    CAPTURE(seed);
    check_bins(bins_of({values}), values);
  }
}

TEST_CASE("values at edges, ends of the numbers, and one value have bins") {
  for (const std::vector<double>& values : {std::vector<double>{0.1, 0.2, 0.3, 0.7},
                                            {0, 1},
                                            {-1, 0, 1},
                                            {0},
                                            {-0.0},
                                            {0.89},
                                            {1, 1, 1},
                                            {-3},
                                            {1e300, -1e300},
                                            {1e-300, 2e-300},
                                            {5e-324},
                                            {1e9, 1e9 + 1e-6},
                                            {1, std::nextafter(1.0, 2.0)}}) {
    CAPTURE(values);
    check_bins(bins_of({values}), values);
  }
  CHECK(bins_of({{0.85, 0.855}}).edges.front() == 0.85);
  CHECK(bins_of({{0.85, 0.855}}).edges.back() == 0.855);  // the last bin has its upper edge
  CHECK(bins_of({{0.85, 0.855}}).decimals == 4);
}

TEST_CASE("the narrowest group chooses the width of bins, but a far value does not make hundreds of them") {
  std::vector<double> narrow;
  std::vector<double> wide;
  for (int i = 0; i < 100; ++i) {
    narrow.push_back(0.5 + 0.0001 * i);
    wide.push_back(0.5 + 0.001 * i);
  }
  CHECK(bins_of({narrow}).edges[1] - bins_of({narrow}).edges[0] == Approx(0.002));
  CHECK(bins_of({wide}).edges[1] - bins_of({wide}).edges[0] == Approx(0.02));
  CHECK(bins_of({wide, narrow}).edges[1] - bins_of({wide, narrow}).edges[0] == Approx(0.005));  // 30 bins
  narrow.push_back(0);
  CHECK(bins_of({narrow}).count() <= kMostBins);
}

TEST_CASE("bins are no narrower than the steps of the values, so that none is empty for that alone") {
  std::vector<double> shares;  // of 274 rows, most of them near together
  for (int i = 0; i < 400; ++i) shares.push_back((240 + (i < 380 ? i % 2 : i % 10)) / 274.0);
  const Bins bins = bins_of({shares});
  CHECK(freedman_diaconis_width(ascending(shares)) < 1 / 274.0);
  CHECK(bins.edges[1] - bins.edges[0] >= 1 / 274.0);
  for (const std::size_t count : counts_in(bins, shares)) CHECK(count > 0);
}

TEST_CASE("a group of few values does not choose the width of bins") {
  const std::vector<double> many = {1, 2, 3, 4, 5, 6};
  CHECK(bins_of({many, {3, 3.001}}).edges == bins_of({many}).edges);
  CHECK(bins_of({many, {3, 3.001, 3.002, 3.003, 3.004}}).count() > bins_of({many}).count());
}
