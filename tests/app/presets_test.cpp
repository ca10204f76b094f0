// Presets: which of its cases a table has.

#include "app/presets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/contradictions.hpp"
#include "app/layers.hpp"
#include "app/train_flags.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

TrainOptions begun(const std::string& preset) {
  TrainOptions options;
  options.read.path = "data.csv";
  options.preset = preset;
  begin_preset(options);
  return options;
}

/// The same beside flags that the user gives.
TrainOptions begun_beside(const std::string& preset, const std::vector<FlagLine>& given) {
  TrainOptions options;
  options.read.path = "data.csv";
  options.preset = preset;
  options = with_given(std::move(options), given);
  begin_preset(options);
  return options;
}

TrainOptions whole(TrainOptions options, Task task, std::size_t rows = 100) {
  complete_preset(options, {.task = task, .rows = rows});
  return options;
}

}  // namespace

TEST_CASE("a table has the first case for its task and rows") {
  const Preset preset{"some",
                      "",
                      {},
                      {{Task::kClassify, 50, {{"hidden", "1"}}},
                       {Task::kClassify, 500, {{"hidden", "2"}}},
                       {Task::kClassify, UINT64_MAX, {{"hidden", "3"}}},
                       {Task::kRegress, 80, {{"hidden", "4"}}},
                       {Task::kRegress, UINT64_MAX, {{"hidden", "5"}, {"l2", "0.1"}}}}};
  const auto units = [&](Task task, std::size_t rows) {
    return case_for(preset, task, rows).flags.front().value;
  };
  CHECK(units(Task::kClassify, 1) == "1");
  CHECK(units(Task::kClassify, 50) == "1");
  CHECK(units(Task::kClassify, 51) == "2");
  CHECK(units(Task::kClassify, 500) == "2");
  CHECK(units(Task::kClassify, 501) == "3");
  CHECK(units(Task::kRegress, 80) == "4");
  CHECK(units(Task::kRegress, 81) == "5");
  CHECK(sets_flag(preset, "l2"));
  CHECK_FALSE(sets_flag(preset, "dropout"));
}

TEST_CASE("every table has a case of every preset, and no flag is in it twice") {
  for (const Preset& preset : presets()) {
    INFO(preset.name);
    for (const Task task : {Task::kClassify, Task::kRegress}) {
      for (const std::size_t rows : {std::size_t{1}, std::size_t{SIZE_MAX}}) {
        const PresetCase& one = case_for(preset, task, rows);
        CHECK((one.task == Task::kAuto || one.task == task));
        CHECK(one.up_to_rows >= rows);
      }
    }
    for (const PresetCase& one : preset.cases) {
      std::set<std::string> seen;
      for (const FlagLine& line : preset.flags) CHECK(seen.insert(line.flag).second);
      for (const FlagLine& line : one.flags) CHECK(seen.insert(line.flag).second);
    }
  }
}

TEST_CASE("the presets for people's tables look at their rows where the target is a class") {
  const auto classes = [](const std::string& preset, std::size_t rows) {
    return whole(begun(preset), Task::kClassify, rows);
  };
  // Of few rows none is held out, and no temperature is found; of many rows patience stops.
  CHECK(classes("modern", 700).validation_fraction == 0);
  CHECK_FALSE(classes("modern", 700).calibrate);
  CHECK(classes("modern", 701).validation_fraction == 0.2);
  CHECK(classes("modern", 701).calibrate);
  CHECK(classes("modern", 5000).patience == 0);
  CHECK(classes("modern", 5001).patience == 10);
  CHECK(classes("modern", 5001).calibrate);
  CHECK(classes("best", 1).ensemble == 8);
  CHECK(classes("best", 5000).ensemble == 8);
  CHECK(classes("best", 5001).ensemble == 5);
  for (const std::size_t rows : {std::size_t{1}, std::size_t{100000}}) {
    CHECK(classes("modern", rows).ensemble == 1);
    CHECK(whole(begun("best"), Task::kRegress, rows).ensemble == 10);
    CHECK_FALSE(whole(begun("modern"), Task::kRegress, rows).l2.has_value());  // auto
  }
}

TEST_CASE("no case has a flag that decides how a table is read") {
  TrainOptions options;
  for (const Preset& preset : presets()) {
    for (const PresetCase& one : preset.cases) {
      for (const FlagLine& line : one.flags) {
        TrainOptions made;
        const FlagTable flags = train_flags(made);
        set_flag(flags, line);
        INFO(preset.name << " " << line.flag);
        CHECK(static_cast<const ReadSettings&>(made.read) == static_cast<const ReadSettings&>(options.read));
      }
    }
  }
}

TEST_CASE("what reading needs is there before the table, the rest after it") {
  const TrainOptions before = begun("modern");
  CHECK(before.preset_waits);
  CHECK(before.read.missing == MissingMode::kMean);
  CHECK(before.unseen == UnseenMode::kZero);
  CHECK(before.hidden == TrainOptions().hidden);
  CHECK(begun("keras").validation_fraction == 0.2);

  const TrainOptions classes = whole(before, Task::kClassify);
  CHECK_FALSE(classes.preset_waits);
  CHECK(classes.optimizer == OptimizerKind::kAdam);
  CHECK(classes.scale_target == ScaleMode::kNone);
  CHECK(
      classes.preset_text.starts_with("modern for classes, up to 700 rows: --scale standard --missing mean"));
  const TrainOptions numbers = whole(before, Task::kRegress);
  CHECK(numbers.optimizer == OptimizerKind::kLbfgs);
  CHECK(numbers.scale_target == ScaleMode::kStandard);
  CHECK(numbers.read.task == Task::kAuto);
  CHECK(numbers.preset_text.starts_with("modern for numbers: --scale standard --missing mean"));
  CHECK(whole(numbers, Task::kClassify).optimizer == OptimizerKind::kLbfgs);  // once for all
}

TEST_CASE("the possible options are those of all cases that the flags leave") {
  TrainOptions options = begun("modern");
  const auto optimizers = [&] {
    std::set<OptimizerKind> all;
    for (const TrainOptions& one : possible_options(options)) all.insert(one.optimizer);
    return all;
  };
  CHECK(optimizers() == std::set<OptimizerKind>{OptimizerKind::kAdam, OptimizerKind::kLbfgs});
  options.read.task = Task::kRegress;
  CHECK(optimizers() == std::set<OptimizerKind>{OptimizerKind::kLbfgs});
  options = whole(options, Task::kRegress);
  CHECK(possible_options(options).size() == 1);
  CHECK(possible_options(TrainOptions()).size() == 1);
}

TEST_CASE("what a preset's flag needs is there, or the flag is left out") {
  for (const FlagLine& given : std::vector<FlagLine>{{"restarts", "2"},
                                                     {"trace", "1"},
                                                     {"check-gradients", "true"},
                                                     {"init-from", "weights.json"},
                                                     {"ensemble", "1"},
                                                     {"bag", "0"}}) {
    for (const Task task : {Task::kClassify, Task::kRegress}) {
      INFO(given.flag << (task == Task::kClassify ? ", classes" : ", numbers"));
      const TrainOptions options = whole(begun_beside("best", {given}), task);
      CHECK(first_contradiction(options) == nullptr);
      CHECK_FALSE(options.holds_out_rows());
      CHECK(options.patience == 0);
      CHECK_FALSE(options.refit);
      REQUIRE(options.warnings.size() == 1);
      CHECK(options.warnings.front().starts_with("--preset best does not set --"));
      CHECK(options.warnings.front().find("--patience") != std::string::npos);
      for (const TrainOptions& one : possible_options(begun_beside("best", {given})))
        CHECK(first_contradiction(one) == nullptr);
    }
  }
  // Held-out rows of the user's are enough.
  const TrainOptions own =
      whole(begun_beside("best", {{"ensemble", "1"}, {"validation-fraction", "0.2"}}), Task::kClassify);
  CHECK(own.patience == 20);
  CHECK(own.refit);
  const TrainOptions none =
      whole(begun_beside("modern", {{"validation-fraction", "0"}}), Task::kClassify, 800);
  CHECK_FALSE(none.refit);
  CHECK_FALSE(none.calibrate);
}

TEST_CASE("a preset holds out nothing of few rows or groups") {
  const auto is_bare = [](const TrainOptions& options) {
    return options.bag == 0 && options.validation_fraction == 0 && options.patience == 0 && !options.refit &&
           !options.calibrate;
  };
  const auto of = [](TrainOptions options, const TableFacts& table) {
    complete_preset(options, table);
    return options;
  };
  const TableFacts few = {.task = Task::kClassify, .rows = 19};
  CHECK(is_bare(of(begun("best"), few)));
  CHECK(of(begun("best"), few).ensemble == 8);
  CHECK(of(begun("best"), few).warnings ==
        std::vector<std::string>{
            "--preset best does not set --bag, --patience, --refit: of 19 rows to train on "
            "it holds out none, as of fewer than 20"});
  CHECK(of(begun("best"), {.task = Task::kClassify, .rows = 20}).bag == 0.2);
  CHECK(of(begun("best"), {.task = Task::kRegress, .rows = 20}).warnings.empty());
  CHECK(is_bare(of(begun("best"), {.task = Task::kRegress, .rows = 19})));

  // Folds and test rows are not there to train on.
  const auto grouped = [](std::size_t groups) {
    return TableFacts{.task = Task::kClassify, .rows = 1000, .groups = groups};
  };
  for (const std::string preset : {"modern", "best"}) {
    INFO(preset);
    CHECK(is_bare(of(begun(preset), grouped(9))));
    CHECK_FALSE(is_bare(of(begun(preset), grouped(10))));
    const TrainOptions tested = begun_beside(preset, {{"test-fraction", "0.5"}, {"group", "g"}});
    CHECK(is_bare(of(tested, grouped(18))));
    CHECK_FALSE(is_bare(of(tested, grouped(20))));
    TrainOptions cv = begun(preset);
    cv.cross_validates = true;
    cv.folds = 2;
    CHECK(is_bare(of(cv, grouped(19))));
    CHECK_FALSE(is_bare(of(cv, grouped(20))));
    TableFacts folds = grouped(13);
    folds.folds = 4;
    CHECK(is_bare(of(cv, folds)));
    folds.groups = 14;
    CHECK_FALSE(is_bare(of(cv, folds)));
    CHECK(first_contradiction(of(begun_beside(preset, {{"group", "g"}}), grouped(3))) == nullptr);
  }
  // What the user holds out is looked at, and a preset that is the same for all tables stays so.
  CHECK(of(begun_beside("best", {{"validation", "v.csv"}}), few).patience == 20);
  CHECK(of(begun_beside("best", {{"bag", "0.5"}}), few).patience == 20);
  CHECK(of(begun("keras"), few).validation_fraction == 0.2);
}

TEST_CASE("a preset obeys the column that says the part of each row") {
  const auto of = [](const std::string& preset, const std::array<std::size_t, 3>& parts) {
    TrainOptions options = begun_beside(preset, {{"split-column", "s"}});
    complete_preset(options, {.task = Task::kClassify, .rows = 1000, .parts = parts});
    return options;
  };
  const TrainOptions modern = of("modern", {800, 0, 200});
  CHECK_FALSE(modern.refit);
  CHECK_FALSE(modern.calibrate);
  CHECK(modern.warnings.back() ==
        "--preset modern does not set --refit, --calibrate: the column of --split-column has no row with the "
        "word validation");
  CHECK(of("modern", {800, 200, 0}).calibrate);
  CHECK(of("best", {800, 0, 200}).bag == 0.2);
  CHECK(of("best", {800, 0, 200}).patience == 20);
  const TrainOptions best = of("best", {700, 150, 150});
  CHECK(best.bag == 0);
  CHECK(best.patience == 20);
  CHECK(best.refit);
  REQUIRE(best.warnings.size() == 1);
  CHECK(best.warnings.front() ==
        "--preset best does not set --bag: the column of --split-column has rows with the word validation");
  CHECK(of("best", {19, 0, 981}).patience == 0);
}

TEST_CASE("a perceptron has no layers or batches of a preset") {
  const TrainOptions options =
      whole(begun_beside("modern", {{"optimizer", "perceptron"}}), Task::kClassify, 800);
  for (const std::string flag : {"--hidden", "--activation", "--batch-size"}) {
    INFO(flag);
    CHECK(options.preset_text.find(flag) == std::string::npos);
  }
  CHECK(options.preset_text.find("--init he") != std::string::npos);
}
