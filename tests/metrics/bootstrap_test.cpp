// Compares the bootstrap with scikit-learn's metrics of the same resamples: scripts/golden/differences.py.

#include "metrics/bootstrap.hpp"

#include <cmath>
#include <fstream>
#include <map>
#include <numeric>

#include <nlohmann/json.hpp>

#include "base/random.hpp"
#include "metrics/class_output.hpp"
#include "metrics/matrix.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// The rows of one side, and what a ScoredSide refers to.
struct Rows {
  BlockMatrix outputs;
  BlockMatrix targets;
  std::vector<std::string> labels;
  std::vector<std::size_t> predicted;
  bool are_probabilities = true;

  ScoredSide side() const { return {outputs, targets, labels, are_probabilities, predicted}; }
};

Rows golden_rows(const nlohmann::json& one, const std::string& name) {
  Rows rows{matrix(one["outputs_" + name]), column(one["targets_" + name]), {}, one["predicted_" + name]};
  for (std::size_t c = 0; c < one["classes"].get<std::size_t>(); ++c)
    rows.labels.push_back(std::to_string(c));
  return rows;
}

/// Classes with outputs of random quality, or values (classes = 0).
Rows random_rows(std::size_t count, std::size_t classes, std::uint64_t seed) {
  RandomStream random(seed, RandomPurpose::kBench);
  const std::size_t columns = classes > 2 ? classes : 1;
  Rows rows{BlockMatrix(columns), BlockMatrix(1), {}, {}};
  for (std::size_t c = 0; c < classes; ++c) rows.labels.push_back(std::to_string(c));
  std::vector<double> outputs(columns);
  for (std::size_t row = 0; row < count; ++row) {
    const double target = classes == 0 ? random.uniform() : static_cast<double>(random.below(classes));
    double sum = 0;
    for (std::size_t c = 0; c < columns; ++c) {
      const bool is_it = classes > 2 && target == static_cast<double>(c);
      outputs[c] = columns == 1 ? (random.uniform() + target) / 2 : random.uniform() + (is_it ? 0.5 : 0);
      sum += outputs[c];
    }
    if (columns > 1) {
      for (double& output : outputs) output /= sum;
    }
    rows.outputs.append(outputs);
    rows.targets.append({&target, 1});
    if (classes > 0) rows.predicted.push_back(predicted_class(rows.outputs, row, {}));
  }
  return rows;
}

void check_close(double value, const nlohmann::json& wanted) {
  if (wanted.is_null()) {
    CHECK(std::isnan(value));
  } else {
    CHECK(std::abs(value - wanted.get<double>()) <= 1e-12);
  }
}

const std::vector<std::string> kOfClasses = {"auc", "average_precision", "f1[1]", "balanced_accuracy", "ece"};
const std::vector<std::string> kOfValues = {"r2", "rmse"};

}  // namespace

TEST_CASE("the bootstrap's intervals are those of scikit-learn and numpy on the same resamples") {
  std::ifstream file(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/differences.json");
  const nlohmann::json cases = nlohmann::json::parse(file)["bootstraps"];
  REQUIRE(cases.size() == 7);
  for (const nlohmann::json& one : cases) {
    INFO(one["name"].get<std::string>());
    const Rows a = golden_rows(one, "a");
    const Rows b = golden_rows(one, "b");
    std::vector<std::string> metrics;
    for (const auto& [metric, result] : one["results"].items()) metrics.push_back(metric);
    const std::vector<Difference> found =
        bootstrap_differences(a.side(), b.side(), metrics, one["paired"], Workers::caller());
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      INFO(metrics[m]);
      const nlohmann::json& wanted = one["results"][metrics[m]];
      CHECK(found[m].resamples == wanted["resamples"].get<std::size_t>());
      check_close(found[m].value, wanted["value"]);
      check_close(found[m].interval.low, wanted["low"]);
      check_close(found[m].interval.high, wanted["high"]);
      CHECK(std::isnan(found[m].p));
    }
  }
}

TEST_CASE("two equal sides on the same rows have an interval without width") {
  for (const std::size_t classes : {0U, 2U, 3U}) {
    const Rows rows = random_rows(100, classes, 3);
    for (const Difference& same : bootstrap_differences(
             rows.side(), rows.side(), classes == 0 ? kOfValues : kOfClasses, true, Workers::caller())) {
      CHECK(same.value == 0);
      CHECK(same.interval.low == 0);
      CHECK(same.interval.high == 0);
    }
  }
}

TEST_CASE("swapped sides of a paired bootstrap have the other sign") {
  const Rows a = random_rows(130, 2, 4);
  Rows b = random_rows(130, 2, 5);
  b.targets = BlockMatrix(1);
  for (std::size_t row = 0; row < 130; ++row) {
    const double target = a.targets.at(row, 0);
    b.targets.append({&target, 1});
  }
  Workers& workers = Workers::caller();
  const std::vector<Difference> one = bootstrap_differences(a.side(), b.side(), kOfClasses, true, workers);
  const std::vector<Difference> other = bootstrap_differences(b.side(), a.side(), kOfClasses, true, workers);
  for (std::size_t m = 0; m < kOfClasses.size(); ++m) {
    CHECK(one[m].value == -other[m].value);
    CHECK(std::abs(one[m].interval.low + other[m].interval.high) < 1e-14);
    CHECK(std::abs(one[m].interval.high + other[m].interval.low) < 1e-14);
  }
}

TEST_CASE("a bootstrap has the same bits on any number of threads") {
  const Rows a = random_rows(90, 3, 6);
  const Rows b = random_rows(70, 3, 7);
  Workers three(3);
  const std::vector<Difference> one =
      bootstrap_differences(a.side(), b.side(), kOfClasses, false, Workers::caller());
  const std::vector<Difference> other = bootstrap_differences(a.side(), b.side(), kOfClasses, false, three);
  for (std::size_t m = 0; m < kOfClasses.size(); ++m) {
    CHECK(one[m].value == other[m].value);
    CHECK(one[m].interval.low == other[m].interval.low);
    CHECK(one[m].interval.high == other[m].interval.high);
  }
}

TEST_CASE("each metric has its method, and maxima and counts have none") {
  std::map<std::string, RowMethod> methods = {{"accuracy", RowMethod::kMcNemar}};
  for (const char* const name : {"mse", "rmse", "mae", "mape", "log_loss"})
    methods[name] = RowMethod::kStudent;
  for (const char* const name : {"auc", "average_precision", "balanced_accuracy", "ece", "explained_variance",
                                 "kappa", "macro_f1", "macro_precision", "macro_recall", "mcc", "r2",
                                 "specificity", "precision[a]", "recall[a]", "f1[a]"}) {
    methods[name] = RowMethod::kBootstrap;
  }
  for (const char* const name : {"rows", "loss", "correct", "accuracy_low", "accuracy_high", "majority",
                                 "max_error", "confusion[a][b]", "odd"}) {
    methods[name] = RowMethod::kNone;
  }
  for (const auto& [name, method] : methods) {
    INFO(name);
    CHECK(row_method(name) == method);
  }
  for (const std::vector<std::string>& names : {class_metric_names(true), value_metric_names()}) {
    for (const std::string& name : names) {
      INFO(name);
      CHECK(methods.count(name) == 1);
    }
  }
  const Rows rows = random_rows(30, 2, 8);
  const std::vector<std::string> metrics = {"majority"};
  const Difference none =
      bootstrap_differences(rows.side(), rows.side(), metrics, true, Workers::caller()).front();
  CHECK(none.value == 0);
  CHECK(none.resamples == 0);
  CHECK(std::isnan(none.interval.low));
}

TEST_CASE("the losses of rows have the metric as their mean, or as its root") {
  for (const std::size_t classes : {0U, 2U, 3U}) {
    const Rows rows = random_rows(300, classes, 9);
    const Measures measures = classes == 0
                                  ? measure_values(rows.outputs, rows.targets, 0)
                                  : measure_classes(rows.outputs, rows.targets, rows.labels, true, {}, 0);
    for (const Metric& one : measures.metrics) {
      if (row_method(one.name) != RowMethod::kStudent) continue;
      INFO(classes << " " << one.name);
      const std::vector<double> losses = row_losses(rows.side(), one.name);
      CHECK(losses.size() == 300);
      const double mean = std::accumulate(losses.begin(), losses.end(), 0.0) / 300;
      CHECK(std::abs((one.name == "rmse" ? std::sqrt(mean) : mean) - one.value) < 1e-13);
    }
  }
}
