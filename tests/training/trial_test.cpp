// A trial depends only on an experiment and on the rows of tables, and does not change the tables.

#include "training/trial.hpp"

#include <numeric>
#include <thread>

#include "base/error.hpp"
#include "dataset/read_table.hpp"
#include "model/mutations.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

const std::string kOrchard = NNTRAIN_SOURCE_DIR "/data/orchard.csv";

ReadOptions holes_filled() {
  ReadOptions read;
  read.path = kOrchard;
  read.missing = MissingMode::kMean;
  return read;
}

std::vector<Table> orchard() {
  std::vector<Table> tables;
  tables.push_back(read_table(holes_filled()));
  return tables;
}

/// Three classes, texts, missing cells, scaling, batches and dropout: all that could depend on other rows.
Experiment classes_of_orchard() {
  Experiment experiment;
  experiment.reading.missing = MissingMode::kMean;
  experiment.preparation.scale = ScaleMode::kStandard;
  experiment.network = {{7, 4}, {Activation::kTanh, Activation::kRelu}, Activation::kSoftmax, true};
  experiment.start.initialization = {Initialization::Kind::kXavier};
  experiment.recipe.objective = {.loss = Loss::kCrossEntropy, .dropout = 0.2};
  experiment.recipe.optimizer = {OptimizerKind::kAdam, 0.01};
  experiment.recipe.plan = {.iterations = 5, .batch_size = 16};
  return experiment;
}

std::vector<std::size_t> rows_between(std::size_t begin, std::size_t end) {
  std::vector<std::size_t> rows(end - begin);
  std::iota(rows.begin(), rows.end(), begin);
  return rows;
}

/// Holds out the rows begin .. end - 1.
Trial fold(const Table& table, std::size_t begin, std::size_t end, std::uint64_t seed = 1) {
  std::vector<std::size_t> train = rows_between(0, begin);
  for (const std::size_t row : rows_between(end, table.rows())) train.push_back(row);
  return {{{"train", train}, {"test", rows_between(begin, end)}}, seed};
}

/// Runs a trial on its own table, on one thread.
TrialResult alone(const Experiment& experiment, const Trial& trial) {
  Workers one(1);
  return run_trial(experiment, orchard(), trial, {}, one);
}

void check_same(const TrialResult& one, const TrialResult& other) {
  CHECK(one.fingerprint == other.fingerprint);
  CHECK(one.model.parameters == other.model.parameters);
  REQUIRE(one.results.size() == other.results.size());
  for (std::size_t i = 0; i < one.results.size(); ++i) {
    const BlockMatrix& outputs = one.results[i].outputs;
    CHECK(one.results[i].split.rows == other.results[i].split.rows);
    REQUIRE(outputs.rows() == other.results[i].outputs.rows());
    for (std::size_t row = 0; row < outputs.rows(); ++row) {
      for (std::size_t o = 0; o < outputs.columns(); ++o)
        REQUIRE(outputs.at(row, o) == other.results[i].outputs.at(row, o));
    }
    for (const Metric& metric : one.results[i].measures.metrics)
      CHECK(find_metric(other.results[i].measures, metric.name) == metric.value);
  }
}

}  // namespace

TEST_CASE("two trials on one table side by side, one on several threads, have the bits of single runs") {
  const std::vector<Table> tables = orchard();
  for (const std::uint64_t batch_size : {std::uint64_t{0}, std::uint64_t{16}}) {
    Experiment experiment = classes_of_orchard();
    experiment.recipe.plan.batch_size = batch_size;
    experiment.network.hidden = {200, 4};  // large enough to use threads
    const Trial a = fold(tables.front(), 0, 60);
    const Trial b = fold(tables.front(), 60, 150, 7);
    std::vector<std::optional<TrialResult>> results(2);
    std::thread beside([&] {
      Workers three(3);
      results[0] = run_trial(experiment, tables, a, {}, three);
    });
    Workers one(1);
    results[1] = run_trial(experiment, tables, b, {}, one);
    beside.join();
    check_same(*results[0], alone(experiment, a));
    check_same(*results[1], alone(experiment, b));
    CHECK(results[0]->fingerprint != results[1]->fingerprint);
  }
}

TEST_CASE("trials run together as they run alone, with any number of threads") {
  const std::vector<Table> tables = orchard();
  Experiment experiment = classes_of_orchard();
  experiment.recipe.restarts = 2;  // they share the threads of their trial
  std::vector<Trial> trials;
  for (const std::size_t begin : {0U, 48U, 96U, 144U, 192U})
    trials.push_back(fold(tables.front(), begin, begin + 48, begin));
  std::vector<TrialResult> singles;
  for (const Trial& trial : trials) singles.push_back(alone(experiment, trial));
  for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
    Workers workers(threads);
    const std::vector<TrialResult> together = run_trials(
        experiment, tables, trials.size(), [&](std::size_t i) { return trials[i]; }, workers);
    REQUIRE(together.size() == trials.size());
    for (std::size_t i = 0; i < trials.size(); ++i) check_same(together[i], singles[i]);
  }
}

TEST_CASE("a second trial on the same table sees all its rows") {
  const std::vector<Table> tables = orchard();
  const std::size_t rows = tables.front().rows();
  const Experiment experiment = classes_of_orchard();
  Workers workers(2);
  const Trial all{{{"train", rows_between(0, rows)}}};
  run_trial(experiment, tables, fold(tables.front(), 10, rows), {}, workers);
  const TrialResult second = run_trial(experiment, tables, all, {}, workers);
  CHECK(metric(second.train().measures, "rows") == static_cast<double>(rows));
  check_same(second, alone(experiment, all));
}

TEST_CASE("the last trial takes the cells, and has the same bits") {
  const Experiment experiment = classes_of_orchard();
  Table table = std::move(orchard().front());
  Trial trial = fold(table, 100, 180);
  trial.parts.push_back({"file", {}, 1, true});
  const auto other = [](std::size_t number) {
    CHECK(number == 1);
    return std::move(orchard().front());
  };
  Workers workers(2);
  const TrialResult last =
      run_prepared(prepare_last_trial(experiment, table, other, trial, workers.size()), trial, {}, workers);
  std::vector<Table> both = orchard();
  both.push_back(std::move(orchard().front()));
  check_same(last, run_trial(experiment, both, trial, {}, workers));
  CHECK(table.cells.rows() == 0);
  CHECK(last.train().split.samples.rows() == last.train().outputs.rows());
}

TEST_CASE("parts may have any name, number and table, and the result outlives all that it came from") {
  std::optional<TrialResult> result;
  std::size_t rows = 0;
  {
    std::vector<Table> tables = orchard();
    rows = tables.front().rows();
    tables.push_back(read_table_like(holes_filled(), tables.front(), kOrchard));
    const Trial trial{{{"train", rows_between(0, 100)},
                       {"validation", rows_between(100, 130)},
                       {"spring", rows_between(130, 150)},
                       {"summer, late", rows_between(150, 151)},
                       {"other file", rows_between(0, rows), 1},
                       {"train again", rows_between(0, 100)}}};
    Workers workers(2);
    result = run_trial(classes_of_orchard(), tables, trial, {}, workers);
  }
  std::vector<std::string> names;
  std::vector<double> counts;
  for (const SplitResult& one : result->results) {
    names.push_back(one.split.name);
    counts.push_back(metric(one.measures, "rows"));
  }
  CHECK(names == std::vector<std::string>{"train", "validation", "spring", "summer, late", "other file",
                                          "train again"});
  CHECK(counts == std::vector<double>{100, 30, 20, 1, static_cast<double>(rows), 100});
  CHECK(metric(result->results.back().measures, "accuracy") == metric(result->train().measures, "accuracy"));
  const Split& other = result->results[4].split;  // rows count from 1 in the file of each table
  CHECK(other.table == 1);
  CHECK(other.rows.front() == 1);
  CHECK(other.rows.back() == rows);
  CHECK(result->training.validation_loss == metric(result->results[1].measures, "loss"));
  CHECK(result->model.target.classes.size() == 3);
}

TEST_CASE("what a fold learns of columns and classes is of its own training rows") {
  const std::vector<Table> tables = orchard();
  Experiment experiment = classes_of_orchard();
  experiment.preparation.class_weights = "balanced";
  Workers workers(1);
  const auto model_of = [&](std::size_t begin, std::size_t end) {
    return run_trial(experiment, tables, fold(tables.front(), begin, end), {}, workers).model;
  };
  const Model first = model_of(0, 100);
  const Model second = model_of(100, 200);
  CHECK(first.class_weights != second.class_weights);
  CHECK(first.preprocessing.columns()[0].centre != second.preprocessing.columns()[0].centre);
}

TEST_CASE("a trial that cannot be run is told, whoever runs beside it") {
  std::vector<Table> tables = orchard();
  tables.front().weights.assign(tables.front().rows(), 0);
  for (std::size_t row = 0; row < 100; ++row) tables.front().weights[row] = 1;
  const Trial good = fold(tables.front(), 50, 60);
  const Trial weightless{{{"train", rows_between(0, 100)}, {"test", rows_between(100, 120)}}};
  Workers workers(3);
  const auto make = [&](std::size_t i) { return i == 1 ? weightless : good; };
  CHECK_THROWS_AS(run_trials(classes_of_orchard(), tables, 3, make, workers), TrainingError);
}

TEST_CASE("a trial without rows to train on, or without its first start, is a bug of who made it") {
  Workers workers(1);
  const std::vector<Table> tables = orchard();
  Experiment experiment = classes_of_orchard();
  const auto run = [&](const Trial& trial) { run_trial(experiment, tables, trial, {}, workers); };
  CHECK_THROWS_AS(run({}), std::logic_error);
  CHECK_THROWS_AS(run({{{"train", {}}}}), std::logic_error);
  CHECK_THROWS_AS(run({{{"train", rows_between(0, 50)}, {"empty fold", {}}}}), std::logic_error);
  Trial late = fold(tables.front(), 0, 50);
  late.first_restart = 1;
  CHECK_THROWS_AS(run(late), std::logic_error);
}

TEST_CASE("starts before the first one are left out") {
  Experiment experiment = classes_of_orchard();
  experiment.recipe.restarts = 3;
  Trial trial = fold(orchard().front(), 0, 50);
  trial.first_restart = 2;
  const TrialResult third = alone(experiment, trial);
  CHECK(third.training.restart == 2);
  trial.first_restart = 0;
  const TrialResult best = alone(experiment, trial);
  CHECK(best.training.loss <= third.training.loss);
  CHECK(best.training.evaluations == 3 * third.training.evaluations);
}
