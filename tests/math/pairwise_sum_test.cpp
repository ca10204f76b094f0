#include "math/pairwise_sum.hpp"

#include <cmath>
#include <vector>

#include "base/random.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// The definition of the tree: the largest power of two below n goes to the left.
double tree(const double* values, std::size_t n) {
  if (n == 0) return 0;
  if (n == 1) return values[0];
  std::size_t left = 1;
  while (2 * left < n) left *= 2;
  return tree(values, left) + tree(values + left, n - left);
}

}  // namespace

TEST_CASE("PairwiseSum adds in its tree for any number of vectors") {
  RandomStream random(5, RandomPurpose::kStart);
  for (std::size_t n = 0; n < 70; ++n) {
    std::vector<double> first(n);
    std::vector<double> second(n);
    PairwiseSum sum(2, n);
    for (std::size_t i = 0; i < n; ++i) {
      first[i] = random.uniform();
      second[i] = 1 / (random.uniform() + 1e-9);
      sum.next()[0] = first[i];
      sum.next()[1] = second[i];
      sum.push();
    }
    std::vector<double> total(2);
    sum.total(total);
    CHECK(total[0] == tree(first.data(), n));
    CHECK(total[1] == tree(second.data(), n));
  }
}

TEST_CASE("PairwiseSum starts anew after clear") {
  PairwiseSum sum(1, 3);
  for (int round = 0; round < 2; ++round) {
    sum.clear();
    for (const double value : {1.0, 2.0, 4.0}) {
      sum.next()[0] = value;
      sum.push();
    }
    double total = 0;
    sum.total({&total, 1});
    CHECK(total == 7);
  }
}

TEST_CASE("sum_rows is exact where every partial sum is") {
  for (const std::size_t rows : {0U, 1U, 7U, 8U, 9U, 128U, 129U, 257U, 1000U}) {
    const double sum = sum_rows(rows, [](std::size_t row) { return static_cast<double>(row); });
    CHECK(sum == (rows == 0 ? 0.0 : static_cast<double>(rows) * static_cast<double>(rows - 1) / 2));
  }
}
