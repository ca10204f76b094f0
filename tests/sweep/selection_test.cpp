// Compares what is said of the candidates of a sweep with scripts/golden/sweep_selection.py.

#include "sweep/selection.hpp"

#include <cmath>
#include <fstream>
#include <limits>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "sweep/sweep_picture.hpp"

using namespace nntrain;

namespace {

using Texts = std::vector<std::string>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// A table with these options, whose runs are added one after the other.
struct TableOf {
  SweepTable table;

  TableOf(const std::string& field, const Texts& options) {
    table.path = "r.csv";
    table.field = field;
    table.options = options;
  }
  TableOf& add(Texts options, std::vector<double> values, SweepStatus status = SweepStatus::kDone) {
    SweepRow row{{.number = table.rows().size() + 1, .status = status}, "split"};
    row.train_rows = 80;
    row.held_out.assign(values.size(), 20);
    row.values = std::move(values);
    row.options = std::move(options);
    table.add(std::move(row));
    return *this;
  }
  Selection best() const { return select_best(table); }
};

/// The settings of the candidates, in order: "5,0.1 16,0.1".
std::string order_of(const Selection& selection) {
  std::string text;
  for (const Candidate& one : selection.candidates) {
    if (!text.empty()) text += ' ';
    for (std::size_t i = 0; i < one.settings.size(); ++i) text += (i == 0 ? "" : ",") + one.settings[i];
  }
  return text;
}

std::string standings_of(const Selection& selection) {
  std::string text;
  for (const Candidate& one : selection.candidates) {
    if (!text.empty()) text += ", ";
    text += name_of(one.standing);
  }
  return text;
}

bool warns(const Selection& selection, const std::string& what) {
  for (const std::string& warning : selection.warnings) {
    if (warning.find(what) != std::string::npos) return true;
  }
  return false;
}

SweepTable table_of(const nlohmann::json& golden) {
  SweepTable table;
  table.field = golden["field"];
  for (const auto& [name, value] : golden["runs"].front()["options"].items()) table.options.push_back(name);
  for (const nlohmann::json& run : golden["runs"]) {
    SweepRow row{{.number = run["number"]}, run["split"]};
    row.train_rows = run["train_rows"];
    row.held_out = run["held_out"].get<std::vector<double>>();
    row.values = run["values"].get<std::vector<double>>();
    for (const auto& [name, value] : run["options"].items()) row.options.push_back(value);
    table.add(std::move(row));
  }
  return table;
}

void check_near(double value, const nlohmann::json& wanted) {
  if (wanted.is_null()) {
    CHECK(std::isnan(value));
  } else {
    CHECK(std::abs(value - wanted.get<double>()) <= 1e-9);
  }
}

}  // namespace

TEST_CASE("order, intervals and differences of candidates are those of scipy") {
  std::ifstream file(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/sweep_selection.json");
  const nlohmann::json cases = nlohmann::json::parse(file);
  REQUIRE(cases.size() == 11);
  for (const nlohmann::json& golden : cases) {
    INFO(golden["name"].get<std::string>());
    const Selection selection = select_best(table_of(golden));
    CHECK(selection.axes == golden["axes"].get<Texts>());
    REQUIRE(selection.candidates.size() == golden["candidates"].size());
    for (std::size_t i = 0; i < selection.candidates.size(); ++i) {
      const Candidate& said = selection.candidates[i];
      const nlohmann::json& wanted = golden["candidates"][i];
      INFO("candidate " << i << ": " << wanted.dump());
      CHECK(said.settings == wanted["settings"].get<Texts>());
      CHECK(said.numbers == wanted["numbers"].get<std::vector<std::uint64_t>>());
      CHECK(name_of(said.standing) == wanted["standing"].get<std::string>());
      check_near(said.mean, wanted["mean"]);
      check_near(said.sd, wanted["sd"]);
      check_near(said.interval.low, wanted["low"]);
      check_near(said.interval.high, wanted["high"]);
      check_near(said.difference.low, wanted["difference"][0]);
      check_near(said.difference.high, wanted["difference"][1]);
    }
  }
}

TEST_CASE("the best is the highest or the lowest, and of equal ones the first run") {
  const Texts options = {"hidden"};
  const std::vector<double> values = {0.8, 0.9, 0.9, 0.7};
  TableOf high("validation.accuracy", options);
  TableOf low("validation.rmse", options);
  const Texts hidden = {"2", "40", "5", "16"};
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    high.add({hidden[i]}, {values[i]});
    low.add({hidden[i]}, {values[i]});
  }
  CHECK(order_of(high.best()) == "40 5 2 16");
  CHECK(order_of(low.best()) == "16 2 40 5");
}

TEST_CASE("the order of the rows of a file changes nothing") {
  const auto selected = [](bool is_turned) {
    TableOf some("cv.rmse", {"hidden", "loss", "seed"});
    std::vector<SweepRow> rows;
    for (std::uint64_t i = 0; i < 12; ++i) {
      SweepRow row{{.number = i + 1, .train_rows = 40}, "split " + std::to_string(i % 3)};
      for (std::uint64_t fold = 0; fold < 5; ++fold)
        row.values.push_back(1 + 0.01 * double((i * 7 + fold * i) % 5));
      row.held_out.assign(5, 10);
      row.options = {std::to_string(i / 6), i / 3 % 2 == 0 ? "sse" : "cross-entropy", std::to_string(i % 3)};
      rows.push_back(row);
    }
    if (is_turned) std::reverse(rows.begin(), rows.end());
    for (SweepRow& row : rows) some.table.add(std::move(row));
    return some.best();
  };
  const Selection a = selected(false);
  const Selection b = selected(true);
  CHECK(a.axes == Texts{"hidden", "loss"});
  CHECK(a.axes == b.axes);
  CHECK(order_of(a) == order_of(b));
  CHECK(standings_of(a) == standings_of(b));
  for (std::size_t i = 0; i < a.candidates.size(); ++i) {
    CHECK(a.candidates[i].numbers == b.candidates[i].numbers);
    CHECK(a.candidates[i].interval.low == b.candidates[i].interval.low);
  }
}

TEST_CASE("an option that tells no more rows apart is no axis") {
  TableOf presets("validation.rmse", {"data", "scale", "preset", "activation", "hidden", "seed"});
  presets.add({"a.csv", "none", "", "sigmoid", "5", "1"}, {3});
  presets.add({"a.csv", "none", "", "sigmoid", "9", "1"}, {2});
  presets.add({"b.csv", "standard", "modern", "relu", "5", "1"}, {1});
  presets.add({"b.csv", "standard", "modern", "relu", "9", "2"}, {4});
  const Selection selection = presets.best();
  CHECK(selection.axes == Texts{"scale", "hidden"});
  CHECK(order_of(selection) == "standard,5 none,9 none,5 standard,9");
}

TEST_CASE("a candidate with a run without a result is out, and last") {
  for (const SweepStatus status : {SweepStatus::kDiverged, SweepStatus::kRefused, SweepStatus::kFailed}) {
    TableOf some("validation.rmse", {"hidden", "seed"});
    some.add({"5", "1"}, {0.1}).add({"5", "2"}, {}, status);
    some.add({"9", "1"}, {0.5}).add({"9", "2"}, {0.6}, SweepStatus::kTime);
    const Selection selection = some.best();
    CHECK(order_of(selection) == "9 5");
    CHECK(standings_of(selection) == "best, out");
    CHECK(selection.has_best());
    CHECK(selection.seeds == 2);
    CHECK(selection.candidates[0].ended == 2);
    CHECK(selection.candidates[1].ended == 1);
    CHECK(selection.candidates[1].numbers == std::vector<std::uint64_t>{1, 2});
    CHECK(std::isnan(selection.candidates[1].mean));
    CHECK(warns(selection, "1 of 2 candidates is out"));
  }
}

TEST_CASE("a value that is not defined leaves a candidate out, and one of a fold puts it behind the others") {
  TableOf some("cv.macro_precision", {"hidden"});
  some.add({"2"}, {kNan, kNan, kNan}).add({"5"}, {1, kNan, 0.9}).add({"9"}, {0.7, 0.7, 0.8});
  some.add({"16"}, {kNan, kNan, 1});
  const Selection selection = some.best();
  CHECK(order_of(selection) == "9 5 16 2");
  CHECK(selection.candidates[0].defined == 3);
  CHECK(selection.candidates[1].values == 3);
  CHECK(selection.candidates[1].mean == Approx(0.95));
  CHECK(selection.candidates[1].defined == 2);
  CHECK(selection.candidates[2].defined == 1);
  CHECK(selection.candidates[3].standing == Standing::kOut);
  CHECK(warns(selection,
              "cv.macro_precision is not defined in each fold of 2 of 4 candidates: they come behind"));
  const PicturedSweep picture = picture_of(selection);
  REQUIRE(picture.points.size() == 1);
  CHECK(picture.points[0].settings == Texts{"9"});
  CHECK(picture.partial == 2);
  CHECK(picture.out == 1);
  // in the one fold that both have there is no interval
  CHECK(std::isnan(selection.candidates[2].difference.low));
  CHECK(selection.candidates[2].standing == Standing::kUnknown);
  CHECK_FALSE(std::isnan(selection.candidates[1].difference.low));
}

TEST_CASE("runs that are equal are named, and count once") {
  TableOf some("cv.rmse", {"learning-rate", "seed"});
  some.add({"0.01", "1"}, {1, 2, 3}).add({"0.1", "1"}, {1, 2, 3}).add({"0.01", "2"}, {2, 3, 4});
  CHECK_FALSE(warns(some.best(), "are the same"));
  some.add({"0.01", "1"}, {1, 2, 3});
  CHECK(warns(some.best(), "runs 1 and 4 are the same: learning-rate 0.01, seed 1; they count once"));
  CHECK(some.best().candidates[0].numbers == std::vector<std::uint64_t>{2});
  CHECK(some.best().candidates[1].numbers.size() == 3);
  CHECK(some.best().candidates[1].values == 6);
  some.add({"0.1", "1"}, {1, 2, 3});
  CHECK(warns(some.best(), "runs 2 and 5 are the same: learning-rate 0.1, seed 1; 1 more is like"));
}

TEST_CASE("why candidates are not compared, and what helps, are told from their options") {
  const auto warning_of = [](const Texts& options, const std::vector<Texts>& rows) {
    SweepTable table;
    table.path = "r.csv";
    table.field = "cv.rmse";
    table.options = options;
    for (const Texts& options_of_row : rows) {
      SweepRow row{{.number = table.rows().size() + 1}, "split " + std::to_string(table.rows().size())};
      row.train_rows = 80;
      row.held_out.assign(2, 20);
      row.values = {1, 2};
      row.options = options_of_row;
      table.add(std::move(row));
    }
    std::string all;
    for (const std::string& warning : select_best(table).warnings) all += warning + '\n';
    return all;
  };
  const auto has = [](const std::string& all, const char* what) {
    return all.find(what) != std::string::npos;
  };
  const Texts seeds = {"hidden", "seed"};
  const std::string moved = warning_of(seeds, {{"5", "1"}, {"9", "2"}});
  INFO(moved);
  CHECK(has(moved,
            "a candidate holds out other rows than the best: no interval; the same rows for all:  "
            "--split-seed 1\n"));
  const std::string none = warning_of(seeds, {{"5", "1"}, {"5", "2"}, {"9", "3"}, {"9", "4"}, {"2", "5"}});
  INFO(none);
  CHECK(has(none, "2 candidates have no seed of the best: no interval; the same seeds for all"));
  const std::string cells = warning_of({"features", "seed"}, {{"a", "1"}, {"b", "1"}, {"c", "1"}});
  INFO(cells);
  CHECK(has(cells, "2 candidates hold out other rows than the best"));
  CHECK(has(cells, "--missing mean"));
  CHECK_FALSE(has(cells, "--split-seed"));
  const std::string fractions = warning_of({"test-fraction", "seed"}, {{"0.1", "1"}, {"0.2", "1"}});
  INFO(fractions);
  CHECK(has(fractions,
            "a candidate holds out other rows than the best: no interval; the same rows for all: "
            "one value of test-fraction\n"));
}

TEST_CASE("test rows that move with the seed are told of") {
  const auto selected = [](const Texts& options) {
    TableOf some("cv.rmse", {"test-fraction", "split", "split-seed", "split-column", "hidden", "seed"});
    for (const char* const hidden : {"5", "9"}) {
      for (const char* const seed : {"4", "7"}) {
        Texts all = options;
        all.insert(all.end(), {hidden, seed});
        some.add(all, {hidden[0] == '5' ? 1.0 : 2.0, 1.5});
      }
    }
    return some.best();
  };
  const Selection moving = selected({"0.2", "stratified", "", ""});
  CHECK(moving.has_test_rows);
  CHECK(moving.seed_of_test == "4");
  CHECK(warns(moving, "those of seed 4 are measured"));
  CHECK(selected({"0.2", "hash:id", "", ""}).seed_of_test == "4");
  CHECK(selected({"0.2", "ordered", "", ""}).seed_of_test.empty());
  CHECK(selected({"0.2", "stratified", "1", ""}).seed_of_test.empty());
  CHECK(selected({"0.2", "stratified", "1", ""}).has_test_rows);
  CHECK(selected({"0", "stratified", "", ""}).seed_of_test.empty());
  CHECK_FALSE(selected({"0", "stratified", "", ""}).has_test_rows);
  CHECK_FALSE(warns(selected({"0", "stratified", "", ""}), "test rows"));
}

TEST_CASE("without a candidate there is no best") {
  TableOf some("validation.rmse", {"hidden"});
  CHECK_FALSE(some.best().has_best());
  some.add({"5"}, {}, SweepStatus::kRefused);
  CHECK_FALSE(some.best().has_best());
  CHECK(standings_of(some.best()) == "out");
}

TEST_CASE("options that a refused run lacks tell no candidates apart if others do") {
  TableOf some("validation.rmse", {"iterations", "optimizer", "momentum"});
  some.add({"100", "gd", "0"}, {1}).add({"100", "gd", "0.9"}, {2}).add({"100", "lbfgs", "0"}, {3});
  some.add({"", "lbfgs", "0.9"}, {}, SweepStatus::kRefused);
  const Selection selection = some.best();
  CHECK(selection.axes == Texts{"optimizer", "momentum"});
  CHECK(order_of(selection) == "gd,0 gd,0.9 lbfgs,0 lbfgs,0.9");
}

TEST_CASE("one value each tells no difference, and the warning names what does") {
  const Selection selection = TableOf("validation.rmse", {"hidden"}).add({"5"}, {1}).add({"9"}, {2}).best();
  CHECK(standings_of(selection) == "best, unknown");
  CHECK(warns(selection, "one value each"));
  CHECK(warns(selection, "--folds 5"));
  CHECK(warns(selection, "--grid 'seed=1..10'"));
}

TEST_CASE("runs that a seed alone tells apart are one candidate") {
  TableOf some("validation.rmse", {"hidden", "seed"});
  for (int seed = 1; seed <= 6; ++seed) {
    some.add({"5", std::to_string(seed)}, {1 + 0.01 * seed});
    some.add({"9", std::to_string(seed)}, {2 - 0.02 * seed});
  }
  const Selection selection = some.best();
  CHECK(standings_of(selection) == "best, worse");
  CHECK(selection.seeds == 6);
  CHECK(selection.warnings.empty());
}

TEST_CASE("the same run twice counts once") {
  TableOf some("validation.rmse", {"hidden", "seed"});
  some.add({"5", "1"}, {1}).add({"5", "2"}, {3}).add({"5", "1"}, {1});
  const Selection selection = some.best();
  CHECK(selection.candidates.front().mean == 2);
  CHECK(selection.candidates.front().numbers.size() == 3);
}

TEST_CASE("candidates with other seeds are told of, and those without a common one are not compared") {
  TableOf some("validation.rmse", {"hidden", "seed"});
  some.add({"5", "1"}, {1}).add({"5", "2"}, {2}).add({"9", "3"}, {3}).add({"9", "4"}, {4});
  const Selection selection = some.best();
  CHECK(standings_of(selection) == "best, unknown");
  CHECK(warns(selection, "other seeds"));
}

TEST_CASE("few pairs, training rows, other losses and missing runs are told of") {
  TableOf few("cv.rmse", {"hidden"});
  few.add({"5"}, {1, 1.1, 1.2}).add({"9"}, {2, 2.2, 2.1});
  CHECK(warns(few.best(), "only 3 folds each"));
  few.table.runs = 3;
  CHECK(warns(few.best(), "r.csv has 2 of the 3 runs"));
  few.table.runs = 2;
  CHECK_FALSE(warns(few.best(), "r.csv has"));
  CHECK(warns(TableOf("train.rmse", {"hidden"}).add({"5"}, {1}).best(), "training rows"));
  CHECK(warns(TableOf("cv.loss", {"loss"}).add({"sse"}, {1, 2}).add({"bce"}, {1, 2}).best(),
              "a loss that cannot be compared"));
}

TEST_CASE("a field without a better value is refused") {
  CHECK_THROWS_AS(TableOf("cv.majority", {"hidden"}).add({"5"}, {1, 2}).best(), DataError);
}
