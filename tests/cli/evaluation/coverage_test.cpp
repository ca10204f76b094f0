// Whether the intervals of cv hold the mean performance of the recipe as often as they say, and whether the
// difference of two recipes is found as often as it should be: over random tables.

#include <cmath>

#include "cli/expect.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// Two classes, whose columns x and z are normal with the means -d and d.
class Population {
 public:
  /// d_x, d_z: those of the columns; 0 says nothing.
  Population(double d_x, std::uint64_t seed, double d_z = 0) : d_x_(d_x), d_z_(d_z), dice_(seed) {}

  std::string table(std::size_t rows) {
    std::string text = "x,z,y\n";
    for (std::size_t row = 0; row < rows; ++row) {
      const bool is_b = row % 2 == 0;
      text += std::to_string(normal() + (is_b ? d_x_ : -d_x_)) + ",";
      text += std::to_string(normal() + (is_b ? d_z_ : -d_z_)) + (is_b ? ",b\n" : ",a\n");
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

  double d_x_;
  double d_z_;
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

/// Two recipes on the same tables.
struct Contest {
  const char* name;
  double d_x;
  double d_z;
  Words recipe_a;
  Words recipe_b;
};

/// How often `compare` says that B is better or worse than A, of all tables.
struct Verdicts {
  double better = 0;
  double worse = 0;
};

/// Each table is parted in the same way for both recipes, which train with other seeds.
Verdicts verdicts_of(const Contest& contest, std::size_t rows, std::size_t folds, std::size_t repeats,
                     int draws) {
  const ScratchFolder scratch;
  Population population(contest.d_x, 31, contest.d_z);
  Verdicts verdicts;
  for (int draw = 0; draw < draws; ++draw) {
    const std::string data = scratch.file("t.csv", population.table(rows));
    const auto result = [&](const std::string& name, const Words& recipe, int seed) {
      const Words parting = {"cv",
                             "--data",
                             data,
                             "--folds",
                             std::to_string(folds),
                             "--repeats",
                             std::to_string(repeats),
                             "--split-seed",
                             std::to_string(draw),
                             "--seed",
                             std::to_string(seed),
                             "--format",
                             "json"};
      return scratch.file(name, nntrain(with(parting, recipe)).out);
    };
    const std::string a = result("a.json", contest.recipe_a, 2 * draw);
    const std::string b = result("b.json", contest.recipe_b, 2 * draw + 1);
    const ProgramResult compared = nntrain({"compare", a, b, "--format", "json"});
    INFO(compared.err);
    REQUIRE(compared.exit_code <= 1);  // 1: worse
    const nlohmann::json accuracy = nlohmann::json::parse(compared.out)["metrics"]["accuracy"];
    if (accuracy["verdict"] == "better") verdicts.better += 1.0 / draws;
    if (accuracy["verdict"] == "worse") verdicts.worse += 1.0 / draws;
  }
  return verdicts;
}

/// A value that random draws around `share` pass by chance only: three standard errors.
double by_chance(double share, int draws) {
  return 3 * std::sqrt(share * (1 - share) / draws);
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

TEST_CASE("of two equal recipes one is found better in at most 0.05 of all tables") {
  const int draws = rounds(10, 20, 1000);
  const Words unsure = {"--hidden", "3", "--iterations", "60", "--lr", "0.01", "-q"};
  for (const Contest& contest :
       {Contest{"other seeds", 0.8, 0.3, unsure, unsure},
        Contest{"columns that say as much", 0.8, 0.8, with({"--features", "x"}, kFastRecipe),
                with({"--features", "z"}, kFastRecipe)}}) {
    for (const auto& [folds, repeats] : {std::pair<std::size_t, std::size_t>{10, 1}, {5, 10}}) {
      const Verdicts verdicts = verdicts_of(contest, 200, folds, repeats, draws);
      INFO(contest.name << ": " << folds << " folds, " << repeats << " repeats: better " << verdicts.better
                        << ", worse " << verdicts.worse);
      CHECK(verdicts.better + verdicts.worse <= 0.05 + (is_long_run() ? 0 : by_chance(0.05, draws)));
      if (is_long_run()) WARN("better " << verdicts.better << ", worse " << verdicts.worse);
    }
  }
}

TEST_CASE("recipes 0.10 apart in accuracy are told apart in at least 0.8 of all tables") {
  const int draws = rounds(5, 10, 400);
  // Accuracies of 0.7 and 0.8: the normal distribution at 0.5244 and 0.8416.
  const Contest contest{"0.10 apart", 0.5244, 0.8416, with({"--features", "x"}, kFastRecipe),
                        with({"--features", "z"}, kFastRecipe)};
  const Verdicts verdicts = verdicts_of(contest, 1000, 10, 1, draws);
  INFO("better " << verdicts.better << ", worse " << verdicts.worse);
  CHECK(verdicts.better >= 0.8 - (is_long_run() ? 0 : by_chance(0.8, draws)));
  CHECK(verdicts.worse == 0);
  if (is_long_run()) WARN("better " << verdicts.better);
}

}  // namespace nntrain::test
