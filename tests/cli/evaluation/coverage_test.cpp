// Whether the intervals of cv hold the mean performance of the recipe as often as they say: over random
// tables.

#include <cmath>

#include "cli/expect.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// Two classes, whose first column is normal with the means -d and d; the second one says nothing.
class Population {
 public:
  Population(double d, std::uint64_t seed) : d_(d), dice_(seed) {}

  std::string table(std::size_t rows) {
    std::string text = "x,z,y\n";
    for (std::size_t row = 0; row < rows; ++row) {
      const bool is_b = row % 2 == 0;
      text += std::to_string(normal() + (is_b ? d_ : -d_)) + "," + std::to_string(normal()) +
              (is_b ? ",b\n" : ",a\n");
    }
    return text;
  }

 private:
  /// The sum of 12 uniform numbers: close to normal.
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += dice_.uniform(0, 1);
    return sum;
  }

  double d_;
  Dice dice_;
};

const Words kFastRecipe = {"--hidden", "0", "--iterations", "40", "--lr", "0.02", "-q"};

struct Plan {
  double d;
  std::size_t rows;
  std::size_t folds;
  std::size_t repeats;
};

/// The shares of tables whose interval holds the mean accuracy of the recipe: that of cv, and mean -+ t sd /
/// √J.
struct Coverage {
  double of_cv = 0;
  double of_naive = 0;
};

/// The mean accuracy of the recipe after training on the rows of all folds but one.
double true_accuracy(const Plan& plan, int draws) {
  const ScratchFolder scratch;
  Population population(plan.d, 17);
  const std::string test = scratch.file("test.csv", population.table(20000));
  double sum = 0;
  for (int draw = 0; draw < draws; ++draw) {
    const std::string data = scratch.file("t.csv", population.table(plan.rows - plan.rows / plan.folds));
    sum += std::stod(nntrain(with({"--data", data, "--test", test, "--seed", std::to_string(draw), "--print",
                                   "test.accuracy"},
                                  kFastRecipe))
                         .out);
  }
  return sum / draws;
}

Coverage coverage_of(const Plan& plan, int draws) {
  const double truth = true_accuracy(plan, draws);
  const ScratchFolder scratch;
  Population population(plan.d, 23);
  const auto runs = static_cast<double>(plan.folds * plan.repeats);
  const double t = runs == 10 ? 2.2621571627982 : 2.0095752371292;  // of Student, 9 and 49 degrees of freedom
  Coverage coverage;
  for (int draw = 0; draw < draws; ++draw) {
    const std::string data = scratch.file("t.csv", population.table(plan.rows));
    const nlohmann::json spread =
        json_of(with({"cv", "--data", data, "--seed", std::to_string(draw), "--folds",
                      std::to_string(plan.folds), "--repeats", std::to_string(plan.repeats)},
                     kFastRecipe))["metrics"]["cv"]["accuracy"];
    const double mean = spread["mean"];
    const double naive = t * spread["sd"].get<double>() / std::sqrt(runs);
    if (spread["low"] <= truth && truth <= spread["high"]) coverage.of_cv += 1.0 / draws;
    if (mean - naive <= truth && truth <= mean + naive) coverage.of_naive += 1.0 / draws;
  }
  return coverage;
}

}  // namespace

TEST_CASE("the interval of cv holds the mean accuracy of the recipe in at least 0.93 of all tables") {
  const int draws = rounds(10, 20, 400);
  // With few draws chance may take away some: three standard errors of 0.95.
  const double least = is_long_run() ? 0.93 : 0.95 - 3 * std::sqrt(0.95 * 0.05 / draws);
  for (const Plan& plan : {Plan{0.8, 150, 10, 1}, Plan{0.8, 200, 5, 10}, Plan{2.05, 100, 10, 1}}) {
    const Coverage coverage = coverage_of(plan, draws);
    INFO(plan.folds << " folds, " << plan.repeats << " repeats, " << plan.rows << " rows: cv "
                    << coverage.of_cv << ", sd / sqrt(J) " << coverage.of_naive);
    CHECK(coverage.of_cv >= least);
    if (is_long_run() && plan.repeats > 1) CHECK(coverage.of_naive < 0.93);
    if (is_long_run()) WARN("covered: cv " << coverage.of_cv << ", sd / sqrt(J) " << coverage.of_naive);
  }
}

}  // namespace nntrain::test
