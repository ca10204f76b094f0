// Ensembles, bags, refits and calibration: which networks they train, on which rows, and that neither the
// number of threads nor a stop at any moment changes a bit.

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "dataset/read_table.hpp"
#include "model/mutations.hpp"
#include "model/predictor.hpp"
#include "support/catch.hpp"
#include "training/checkpoint_file.hpp"
#include "training/temperature.hpp"
#include "training/trial.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

std::vector<Table> orchard() {
  ReadOptions read;
  read.path = NNTRAIN_SOURCE_DIR "/data/orchard.csv";
  read.missing = MissingMode::kDrop;  // else means would depend on the rows
  std::vector<Table> tables;
  tables.push_back(read_table(read));
  return tables;
}

/// An ensemble of three; overfitting, so that some iteration before the last one is the best.
Experiment three_networks() {
  Experiment experiment;
  experiment.preparation.scale = ScaleMode::kStandard;
  experiment.network = {{12}, {Activation::kTanh}, Activation::kSoftmax, true};
  experiment.start.initialization = {Initialization::Kind::kXavier};
  experiment.recipe.objective = {.loss = Loss::kCrossEntropy, .dropout = 0.2};
  experiment.recipe.optimizer = {OptimizerKind::kAdam, 0.05};
  experiment.recipe.plan = {.iterations = 25, .batch_size = 16};
  experiment.recipe.ensemble = 3;
  return experiment;
}

Experiment bagged(bool refits) {
  Experiment experiment = three_networks();
  experiment.recipe.plan.patience = 4;
  experiment.recipe.bag = 0.3;
  experiment.recipe.refits = refits;
  experiment.recipe.calibrates = true;
  return experiment;
}

std::vector<std::size_t> rows_between(std::size_t begin, std::size_t end) {
  std::vector<std::size_t> rows;
  for (std::size_t row = begin; row < end; ++row) rows.push_back(row);
  return rows;
}

/// Trains on the first 180 rows, without validation rows.
Trial on_180(std::uint64_t first_restart = 0) {
  return {{{"train", rows_between(0, 180)}, {"test", rows_between(180, 220)}}, 1, first_restart};
}

TrialResult run(const Experiment& experiment, const Trial& trial, std::size_t threads = 1,
                const RestartControl& control = {}) {
  Workers workers(threads);
  TrialControl all;
  all.training = control;
  return run_trial(experiment, orchard(), trial, all, workers);
}

/// The single network of start `number`.
TrialResult single(Experiment experiment, Trial trial, std::uint64_t number) {
  experiment.recipe.ensemble = 1;
  experiment.recipe.restarts = number + 1;
  trial.first_restart = number;
  return run(experiment, trial);
}

std::vector<double> parameters_of(const TrialResult& result, std::size_t number) {
  const std::span<const double> all = result.model.parameters_of(number);
  return {all.begin(), all.end()};
}

}  // namespace

TEST_CASE("network i of an ensemble is the single network of start i") {
  const Experiment experiment = three_networks();
  const TrialResult three = run(experiment, on_180(), 2);
  REQUIRE(three.model.network_count() == 3);
  REQUIRE(three.training.networks.size() == 3);
  std::size_t evaluations = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const TrialResult one = single(experiment, on_180(), i);
    CHECK(parameters_of(three, i) == one.model.parameters);
    CHECK(three.training.networks[i].loss == one.training.loss);
    CHECK(three.training.networks[i].restart == i);
    evaluations += one.training.evaluations;
  }
  CHECK(three.training.evaluations == evaluations);
  CHECK(three.training.iterations == 25);
  CHECK(three.training.loss == metric(three.train().measures, "loss"));
}

TEST_CASE("a network with a bag is the single one with these validation rows") {
  const Experiment experiment = bagged(false);
  Experiment plain = experiment;
  plain.recipe.bag = 0;
  plain.recipe.calibrates = false;
  const TrialResult three = run(experiment, on_180(), 2);
  const std::vector<std::size_t> rows = rows_between(0, 180);
  const Bags bags(orchard().front(), rows, {0.3}, 3);
  const double temperature = three.model.target.temperature.value();
  CHECK(three.calibration_rows == 180);
  for (std::size_t i = 0; i < 3; ++i) {
    plain.preparation.scale = ScaleMode::kNone;  // else the columns are prepared by fewer rows
    Experiment unscaled = experiment;
    unscaled.preparation.scale = ScaleMode::kNone;
    const TrialResult all = run(unscaled, on_180());
    const TrialResult one =
        single(plain, {{{"train", bags.trained(i)}, {"validation", bags.held_out(i)}}}, i);
    CHECK(all.training.networks[i].best_iteration == one.training.best_iteration);
    CHECK(all.training.networks[i].validation_loss == one.training.validation_loss);
    std::vector<double> expected = one.model.parameters;
    divide_last_layers(one.model.network, all.model.target.temperature.value(), expected);
    CHECK(parameters_of(all, i) == expected);
  }
  CHECK(temperature != 1);
}

TEST_CASE("a refit trains from the same start on all rows, for as many iterations as the best one") {
  for (const bool has_bags : {true, false}) {
    Experiment experiment = bagged(true);
    if (!has_bags) experiment.recipe.bag = 0;
    experiment.preparation.scale = ScaleMode::kNone;
    experiment.recipe.calibrates = false;
    Trial trial = on_180();
    if (!has_bags) trial.parts = {{"train", rows_between(0, 120)}, {"validation", rows_between(120, 180)}};
    const TrialResult refitted = run(experiment, trial, 2);
    experiment.recipe.refits = false;
    const TrialResult searched = run(experiment, trial);
    CHECK(refitted.training.is_refitted);
    Experiment plain = three_networks();
    plain.preparation.scale = ScaleMode::kNone;
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(refitted.training.networks[i].best_iteration == searched.training.networks[i].best_iteration);
      plain.recipe.plan.iterations = searched.training.networks[i].best_iteration.value();
      CHECK(plain.recipe.plan.iterations < 25);
      CHECK(parameters_of(refitted, i) == single(plain, on_180(), i).model.parameters);
    }
    if (has_bags) continue;
    // The validation rows are measured before the refit, which is trained on them.
    CHECK(metric(refitted.results[1].measures, "loss") == metric(searched.results[1].measures, "loss"));
    CHECK(refitted.model.parameters != searched.model.parameters);
    CHECK(refitted.results[1].split.name == "validation");
    CHECK(refitted.training.validation_loss == searched.training.validation_loss);
  }
}

TEST_CASE("a refit has the learning rates of the search, and keeps the average of its weights") {
  Experiment experiment = bagged(true);
  experiment.recipe.ensemble = 1;
  experiment.recipe.bag = 0;
  experiment.recipe.calibrates = false;
  experiment.recipe.plan.schedule = Schedule::kCosine;
  experiment.recipe.plan.average = 0.5;
  experiment.recipe.plan.patience = 25;
  experiment.recipe.optimizer.learning_rate = 0.01;
  experiment.preparation.scale = ScaleMode::kNone;
  const Trial trial{{{"train", rows_between(0, 120)}, {"validation", rows_between(120, 180)}}};
  const TrialResult refitted = run(experiment, trial);
  REQUIRE(refitted.training.is_refitted);
  Experiment plain = experiment;
  plain.recipe.refits = false;
  plain.recipe.plan.patience = 0;
  plain.recipe.plan.iterations = refitted.training.best_iteration.value();
  REQUIRE(plain.recipe.plan.iterations > 0);
  REQUIRE(plain.recipe.plan.iterations < 25);
  plain.recipe.plan.planned = 25;
  CHECK(refitted.model.parameters == run(plain, on_180()).model.parameters);
  plain.recipe.plan.planned = 0;
  CHECK(refitted.model.parameters != run(plain, on_180()).model.parameters);
}

TEST_CASE("an ensemble that was cut short is repeated up to where each network was") {
  Experiment experiment = bagged(false);
  experiment.recipe.calibrates = false;
  const TrialResult all = run(experiment, on_180());
  Trial again = on_180();
  again.passes = {7, 3};
  const TrialResult cut = run(experiment, again);
  REQUIRE(cut.model.network_count() == 2);
  CHECK(cut.training.networks[0].iterations == 7);
  CHECK(cut.training.networks[1].iterations == 3);
  for (const TrainingResult& network : all.training.networks) again.passes.push_back(network.iterations);
  again.passes.erase(again.passes.begin(), again.passes.begin() + 2);
  CHECK(run(experiment, again).model.parameters == all.model.parameters);
}

TEST_CASE("of several starts the best one is refitted") {
  Experiment experiment = bagged(true);
  experiment.recipe.bag = 0;
  experiment.recipe.ensemble = 1;
  experiment.recipe.restarts = 3;
  experiment.recipe.calibrates = false;
  experiment.preparation.scale = ScaleMode::kNone;
  const Trial trial{{{"train", rows_between(0, 120)}, {"validation", rows_between(120, 180)}}};
  const TrialResult refitted = run(experiment, trial);
  CHECK(refitted.training.networks.empty());
  Experiment plain = three_networks();
  plain.preparation.scale = ScaleMode::kNone;
  plain.recipe.plan.iterations = refitted.training.best_iteration.value();
  CHECK(refitted.model.parameters == single(plain, on_180(), refitted.training.restart).model.parameters);
}

TEST_CASE("calibration lowers the log loss of the rows that it looks at, and none of fewer than 100") {
  Experiment experiment = three_networks();
  experiment.recipe.plan = {.iterations = 60};
  experiment.recipe.calibrates = true;
  Trial trial{{{"train", rows_between(0, 100)}, {"validation", rows_between(100, 220)}}};
  const TrialResult calibrated = run(experiment, trial);
  experiment.recipe.calibrates = false;
  const TrialResult plain = run(experiment, trial);
  const auto log_loss = [](const TrialResult& result) {
    return metric(result.results[1].measures, "log_loss");
  };
  CHECK(calibrated.model.target.temperature.value() > 1);
  CHECK(log_loss(calibrated) < log_loss(plain));
  CHECK(calibrated.calibration_rows == 120);
  experiment.recipe.calibrates = true;
  trial.parts[1].rows = rows_between(100, 199);
  const TrialResult few = run(experiment, trial);
  CHECK(!few.model.target.temperature);
  CHECK(few.calibration_rows == 99);
  CHECK(few.model.parameters == plain.model.parameters);
}

TEST_CASE("a threshold is found on the rows that each network of an ensemble held out") {
  Experiment experiment = bagged(true);
  experiment.recipe.calibrates = false;
  experiment.network.output = Activation::kSigmoid;
  std::vector<Table> tables = orchard();
  for (std::size_t row = 0; row < tables.front().rows(); ++row)  // two classes
    tables.front().targets.set(row, 0, tables.front().targets.at(row, 0) > 0 ? 1 : 0);
  tables.front().classes.pop_back();
  REQUIRE(tables.front().classes.size() == 2);
  experiment.recipe.threshold = {ThresholdBy::kRecall, 0.95};
  Workers workers(1);
  const TrialResult refitted = run_trial(experiment, tables, on_180(), {}, workers);
  experiment.recipe.refits = false;
  const TrialResult searched = run_trial(experiment, tables, on_180(), {}, workers);
  CHECK(refitted.model.target.threshold.value() == searched.model.target.threshold.value());
  CHECK(refitted.model.parameters != searched.model.parameters);
}

TEST_CASE("ensembles have the same bits on any number of threads") {
  for (const bool refits : {false, true}) {
    Experiment experiment = bagged(refits);
    experiment.recipe.ensemble = 4;
    const TrialResult one = run(experiment, on_180());
    for (const std::size_t threads : {2U, 7U}) {
      const TrialResult other = run(experiment, on_180(), threads);
      CHECK(other.model.parameters == one.model.parameters);
      CHECK(other.model.target.temperature == one.model.target.temperature);
      CHECK(other.training.evaluations == one.training.evaluations);
      CHECK(metric(other.train().measures, "loss") == metric(one.train().measures, "loss"));
    }
  }
}

TEST_CASE("training goes on from any moment of an ensemble, a refit or both, with the same bits") {
  const ScratchFolder scratch;
  RandomStream random(5, RandomPurpose::kBench);
  for (const std::uint64_t networks : {1U, 3U}) {
    for (const bool has_bags : {true, false}) {
      if (has_bags && networks == 1) continue;
      for (const bool refits : {true, false}) {
        Experiment experiment = bagged(refits);
        experiment.recipe.ensemble = networks;
        if (!has_bags) experiment.recipe.bag = 0;
        Trial trial = on_180();
        if (!has_bags)
          trial.parts = {{"train", rows_between(0, 100)}, {"validation", rows_between(100, 220)}};
        const TrialResult straight = run(experiment, trial);
        std::vector<Checkpoint> moments;
        RestartControl control;
        control.keep = [&](const Checkpoint& checkpoint) { moments.push_back(checkpoint); };
        control.keep_pace.iterations = 1;
        CHECK(run(experiment, trial, 2, control).model.parameters == straight.model.parameters);
        CAPTURE(networks, has_bags, refits, moments.size());
        CHECK(std::any_of(moments.begin(), moments.end(), [](const Checkpoint& c) { return c.refit; }) ==
              refits);
        for (int i = 0; i < 6; ++i) {
          const std::size_t moment = i == 0 ? moments.size() - 1 : random.below(moments.size());
          CAPTURE(moment);
          const std::string path =
              scratch.file("c.json", checkpoint_text(moments[moment], {}, {{"data", "d.csv", "ab"}}, {}));
          const SavedCheckpoint saved = read_checkpoint(path);
          RestartControl going_on;
          going_on.from = &saved.checkpoint;
          const TrialResult result = run(experiment, trial, 1 + random.below(3), going_on);
          CHECK(result.model.parameters == straight.model.parameters);
          CHECK(result.model.target.temperature == straight.model.target.temperature);
          CHECK(result.training.evaluations == straight.training.evaluations);
        }
      }
    }
  }
}

TEST_CASE("an ensemble diverges where its first network does that diverges, on any number of threads") {
  Experiment experiment = three_networks();
  experiment.recipe.objective = {.loss = Loss::kSse};
  experiment.recipe.optimizer = {OptimizerKind::kGradientDescent, 1e6};
  experiment.network.output = Activation::kIdentity;
  experiment.network.activations = {Activation::kRelu};
  const TrialResult one = run(experiment, on_180());
  CHECK(one.training.stop == StopReason::kDiverged);
  const std::size_t networks = one.training.networks.size();
  CHECK(one.training.networks.back().stop == StopReason::kDiverged);
  const TrialResult other = run(experiment, on_180(), 7);
  CHECK(other.training.networks.size() == networks);
  CHECK(other.training.evaluations == one.training.evaluations);
}

TEST_CASE("a checkpoint of another number of networks is refused") {
  Experiment experiment = three_networks();
  Checkpoint last;
  RestartControl control;
  control.keep = [&](const Checkpoint& checkpoint) { last = checkpoint; };
  run(experiment, on_180(), 1, control);
  CHECK(last.search.kept.size() == 3);
  RestartControl going_on;
  going_on.from = &last;
  experiment.recipe.ensemble = 2;
  CHECK_THROWS_AS(run(experiment, on_180(), 1, going_on), ModelError);
  experiment.recipe.ensemble = 3;
  last.search.kept.pop_back();
  CHECK_THROWS_AS(run(experiment, on_180(), 1, going_on), ModelError);
}

TEST_CASE("networks of an ensemble share the time, if there is any") {
  Experiment experiment = three_networks();
  experiment.recipe.plan.iterations = 1'000'000'000;
  experiment.recipe.plan.max_seconds = 0.5;
  const TrialResult result = run(experiment, on_180());
  CHECK(result.training.stop == StopReason::kTime);
  CHECK(result.model.network_count() == 3);
}

TEST_CASE("networks that time leaves without an iteration are left out of an ensemble") {
  Experiment experiment = three_networks();
  experiment.recipe.ensemble = 40;
  experiment.recipe.plan.iterations = 1'000'000'000;
  for (const double seconds : {1e-9, 1e-4, 1e-3, 1e-2}) {
    for (const std::size_t threads : {1U, 3U}) {
      experiment.recipe.plan.max_seconds = seconds;
      const TrialResult result = run(experiment, on_180(), threads);
      CAPTURE(seconds, threads, result.model.network_count());
      CHECK(result.training.stop == StopReason::kTime);
      CHECK(result.model.network_count() == result.training.networks.size());
      for (const TrainingResult& network : result.training.networks)
        CHECK((network.iterations > 0 || result.training.networks.size() == 1));
      if (seconds < 1e-8) CHECK(result.training.networks.size() == 1);
      Trial again = on_180();
      for (const TrainingResult& network : result.training.networks)
        again.passes.push_back(network.iterations);
      Experiment timeless = experiment;
      timeless.recipe.plan.max_seconds = 0;
      CHECK(run(timeless, again).model.parameters == result.model.parameters);
    }
  }
  // Nothing is left out of what was not to be trained.
  experiment.recipe.plan = {.iterations = 0, .max_seconds = 1000};
  CHECK(run(experiment, on_180()).model.network_count() == 40);
}

TEST_CASE("the state of an ensemble is kept at the pace asked for and at the end, not after each network") {
  Experiment experiment = three_networks();
  experiment.recipe.ensemble = 7;
  std::vector<Checkpoint> kept;
  RestartControl control;
  control.keep = [&](const Checkpoint& checkpoint) { kept.push_back(checkpoint); };
  run(experiment, on_180(), 1, control);
  REQUIRE(kept.size() == 1);
  CHECK(kept.back().search.kept.size() == 7);
  kept.clear();
  control.keep_pace = {0, 3600};
  run(experiment, on_180(), 1, control);
  CHECK(kept.size() == 1);
  kept.clear();
  control.keep_pace = {60, 0};  // each network has 25 iterations
  run(experiment, on_180(), 1, control);
  REQUIRE(kept.size() == 3);
  CHECK(kept[0].search.kept.size() == 3);
  CHECK(kept[1].search.kept.size() == 6);
  CHECK(kept[2].search.kept.size() == 7);
  kept.clear();
  control.keep_pace = {0, 1e-9};
  run(experiment, on_180(), 1, control);
  CHECK(kept.size() > 7 * 25);
}
