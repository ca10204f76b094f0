// Whole runs on ranks: which rank makes which run, and on how many threads, changes no bit of any result.

#include <cmath>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "dataset/read_table.hpp"
#include "model/mutations.hpp"
#include "support/catch.hpp"
#include "support/thread_ranks.hpp"
#include "training/pack_trial.hpp"
#include "training/trial.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

std::vector<Table> orchard() {
  ReadOptions read;
  read.path = NNTRAIN_SOURCE_DIR "/data/orchard.csv";
  read.missing = MissingMode::kMean;
  std::vector<Table> tables;
  tables.push_back(read_table(read));
  return tables;
}

/// Three classes, texts, missing cells, scaling, batches, dropout and patience.
Experiment classes_of_orchard() {
  Experiment experiment;
  experiment.reading.missing = MissingMode::kMean;
  experiment.notes_seen = true;
  experiment.preparation.scale = ScaleMode::kStandard;
  experiment.preparation.class_weights = "balanced";
  experiment.network = {{7, 4}, {Activation::kTanh, Activation::kRelu}, Activation::kSoftmax, true};
  experiment.start.initialization = {Initialization::Kind::kXavier};
  experiment.recipe.objective = {.loss = Loss::kCrossEntropy, .dropout = 0.2};
  experiment.recipe.optimizer = {OptimizerKind::kAdam, 0.02};
  experiment.recipe.plan = {.iterations = 12, .batch_size = 16, .patience = 3};
  return experiment;
}

std::vector<std::size_t> rows_between(std::size_t begin, std::size_t end) {
  std::vector<std::size_t> rows(end - begin);
  std::iota(rows.begin(), rows.end(), begin);
  return rows;
}

/// Holds out the rows begin .. begin + 99 for validation, and another 20.
Trial fold(const Table& table, std::size_t begin) {
  std::vector<std::size_t> train = rows_between(0, begin);
  for (const std::size_t row : rows_between(begin + 120, table.rows())) train.push_back(row);
  return {{{"train", train},
           {"validation", rows_between(begin, begin + 100)},
           {"cv", rows_between(begin + 100, begin + 120)}},
          begin + 1};
}

/// All of a result but its seconds, as bytes and what follows from the table.
struct Facts {
  explicit Facts(TrialResult result) : columns(result.model.preprocessing.columns().size()) {
    result.training.seconds = 0;
    for (TrainingResult& network : result.training.networks) network.seconds = 0;
    bytes = packed_trial(result);
    for (const SplitResult& one : result.results) samples += one.split.samples.rows();
    centre = result.model.preprocessing.columns()[0].centre;
    class_weights = result.model.class_weights;
    seed = result.recipe.plan.seed;
    labels = result.recipe.plan.watched.labels;
    temperature = result.model.target.temperature;
    threshold = result.model.target.threshold;
    l2 = result.recipe.objective.l2;
    calibration_rows = result.calibration_rows;
    losses = {result.training.loss, result.training.validation_loss.value_or(-1)};
    for (const SplitResult& one : result.results) rows.push_back(one.split.rows);
  }

  std::size_t columns = 0;
  std::size_t samples = 0;
  Ranks::Bytes bytes;
  double centre = 0;
  std::vector<double> class_weights;
  std::uint64_t seed = 0;
  std::vector<std::string> labels;
  std::optional<double> temperature;
  Threshold threshold;
  double l2 = 0;
  std::size_t calibration_rows = 0;
  std::vector<double> losses;
  std::vector<std::vector<std::size_t>> rows;

  friend bool operator==(const Facts&, const Facts&) = default;
};

using TrialFacts = std::vector<Facts>;

/// `count` trials of the table, run together.
TrialFacts facts_of(const Experiment& experiment, const std::vector<Table>& tables, std::size_t count,
                    Workers& workers, const MakeTrial& make) {
  std::vector<std::size_t> ended(count);
  std::vector<TrialResult> results =
      run_trials(experiment, tables, count, make, workers, [&](std::size_t i, TrialResult&) { ++ended[i]; });
  if (ended != std::vector<std::size_t>(count, 1)) throw std::logic_error("on_end is called once for each");
  TrialFacts facts;
  for (TrialResult& result : results) facts.emplace_back(std::move(result));
  return facts;
}

/// Returns what one process gives.
TrialFacts check_on_ranks(const Experiment& experiment, std::size_t count, const MakeTrial& make) {
  const std::vector<Table> tables = orchard();
  Workers one(1);
  const TrialFacts plain = facts_of(experiment, tables, count, one, make);
  for (const std::size_t ranks : {1U, 2U, 3U, 5U}) {
    for (const std::size_t threads : {1U, 2U}) {
      std::vector<TrialFacts> got(ranks);
      run_on_ranks(ranks, [&](Ranks& all) {
        Workers workers(threads, Sharing::kAlways, all);
        got[all.rank()] = facts_of(experiment, tables, count, workers, make);
      });
      for (const TrialFacts& facts : got) CHECK((facts == plain));
    }
  }
  return plain;
}

}  // namespace

TEST_CASE("trials dealt to ranks have the results of one process on all of them") {
  const Table table = std::move(orchard().front());
  const auto make = [&](std::size_t i) { return fold(table, 40 * i); };
  for (const std::size_t count : {1U, 2U, 4U}) check_on_ranks(classes_of_orchard(), count, make);
}

TEST_CASE("dealt trials bring thresholds, temperatures, refits, ensembles and kept columns along") {
  const Table table = std::move(orchard().front());
  const auto make = [&](std::size_t i) { return fold(table, 40 * i); };
  Experiment experiment = classes_of_orchard();
  experiment.recipe.calibrates = true;
  experiment.recipe.refits = true;
  experiment.recipe.derives_l2 = true;
  CHECK(check_on_ranks(experiment, 3, make).front().temperature.has_value());
  experiment.recipe.ensemble = 3;
  check_on_ranks(experiment, 2, make);
}

TEST_CASE("the starts and networks of one run are dealt to ranks without another bit") {
  const Table table = std::move(orchard().front());
  const auto make = [&](std::size_t i) { return fold(table, 40 * i); };
  for (const bool is_ensemble : {false, true}) {
    for (const std::uint64_t count : {2U, 5U}) {
      Experiment experiment = classes_of_orchard();
      (is_ensemble ? experiment.recipe.ensemble : experiment.recipe.restarts) = count;
      check_on_ranks(experiment, 1, make);
    }
  }
  Experiment bagged = classes_of_orchard();
  bagged.recipe.ensemble = 4;
  bagged.recipe.bag = 0.25;
  bagged.recipe.refits = true;
  check_on_ranks(bagged, 1, [&](std::size_t) {
    Trial trial = fold(table, 40);
    trial.parts.erase(trial.parts.begin() + 1);
    return trial;
  });
}

TEST_CASE("networks that diverge or run out of time are left out alike on all ranks") {
  const Table table = std::move(orchard().front());
  const auto make = [&](std::size_t i) { return fold(table, 40 * i); };
  Experiment experiment = classes_of_orchard();
  experiment.recipe.ensemble = 4;
  experiment.recipe.optimizer = {OptimizerKind::kGradientDescent, 1e300};
  experiment.network.activations = {Activation::kRelu, Activation::kRelu};
  check_on_ranks(experiment, 1, make);

  experiment = classes_of_orchard();
  experiment.recipe.ensemble = 4;
  experiment.recipe.plan.max_seconds = 1e-6;  // over before the first iteration
  const std::vector<Table> tables = orchard();
  for (const std::size_t ranks : {2U, 3U}) {
    std::vector<TrialFacts> got(ranks);
    run_on_ranks(ranks, [&](Ranks& all) {
      Workers workers(1, Sharing::kAlways, all);
      got[all.rank()] = facts_of(experiment, tables, 1, workers, make);
    });
    for (const TrialFacts& facts : got) CHECK((facts == got.front()));
  }
}

TEST_CASE("the error of a dealt trial reaches all ranks with its message and remedy") {
  const std::vector<Table> tables = orchard();
  Experiment experiment = classes_of_orchard();
  experiment.recipe.plan.watched.metric = "auc";
  const auto make = [&](std::size_t i) {
    Trial trial = fold(tables.front(), 40 * i);
    if (i == 2) trial.parts[1].rows.resize(1);  // of one class
    return trial;
  };
  std::string plain;
  Workers one(1);
  try {
    facts_of(experiment, tables, 4, one, make);
  } catch (const TrainingError& error) {
    plain = std::string(error.what()) + "|" + error.remedy().text();
  }
  REQUIRE(plain.find("--metric auc") != std::string::npos);
  for (const std::size_t ranks : {2U, 3U, 5U}) {
    std::vector<std::string> thrown(ranks);
    run_on_ranks(ranks, [&](Ranks& all) {
      Workers workers(2, Sharing::kAlways, all);
      try {
        facts_of(experiment, tables, 4, workers, make);
      } catch (const TrainingError& error) {
        thrown[all.rank()] = std::string(error.what()) + "|" + error.remedy().text();
      }
    });
    CHECK(thrown == std::vector<std::string>(ranks, plain));
  }
}
