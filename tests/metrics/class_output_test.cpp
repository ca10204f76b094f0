#include "metrics/class_output.hpp"

#include <cmath>
#include <limits>

#include "metrics/matrix.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

TEST_CASE("one output above 0.5 is the second class") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const BlockMatrix outputs = column({0.25, 0.5, std::nextafter(0.5, 1), 7, nan});
  const std::vector<std::size_t> expected = {0, 0, 1, 1, 0};
  for (std::size_t row = 0; row < expected.size(); ++row) {
    CHECK(predicted_class(outputs, row, {}) == expected[row]);
  }
}

TEST_CASE("with a threshold the second class begins at it") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> p = {0.25, 0.5, std::nextafter(0.3, 0), 0.3, nan, 1};
  const std::vector<std::size_t> expected = {0, 1, 0, 1, 0, 1};
  BlockMatrix both(2);
  for (const double second : p) both.append(std::vector<double>{1 - second, second});
  for (std::size_t row = 0; row < p.size(); ++row) {
    CHECK(predicted_class(column(p), row, 0.3) == expected[row]);
    CHECK(predicted_class(both, row, 0.3) == expected[row]);
  }
}

TEST_CASE("of several outputs the largest is the class, the first of equals") {
  const BlockMatrix outputs = matrix({{1, 2, 3}, {3, 3, 1}, {0, 0, 0}, {-3, -1, -1}});
  const std::vector<std::size_t> expected = {2, 0, 0, 1};
  for (std::size_t row = 0; row < expected.size(); ++row) {
    CHECK(predicted_class(outputs, row, {}) == expected[row]);
  }
}

TEST_CASE("probabilities of a sigmoid, a softmax and several sigmoids") {
  const BlockMatrix two = class_probabilities(column({0.25, 1}));
  CHECK(two.columns() == 2);
  CHECK(two.rows() == 2);
  CHECK(two.at(0, 0) == 0.75);
  CHECK(two.at(0, 1) == 0.25);
  CHECK(two.at(1, 0) == 0);

  // The sum of the first row is 1 - 2^-53. A sum this near to 1 leaves the row unchanged.
  const BlockMatrix many = class_probabilities(
      matrix({{0.1, 0.2, std::nextafter(0.7, 0)}, {0.5, 0.5, 1}, {0, 0, 0}, {1e-300, 3e-300, 0}}));
  CHECK(many.at(0, 0) == 0.1);
  CHECK(many.at(0, 2) == std::nextafter(0.7, 0));
  CHECK(many.at(1, 0) == 0.25);
  CHECK(many.at(1, 2) == 0.5);
  CHECK(many.at(2, 1) == 1.0 / 3);
  CHECK(many.at(3, 1) == Approx(0.75));
}
