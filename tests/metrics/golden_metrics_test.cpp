// Compares metrics with scikit-learn: scripts/golden/metrics.py.

#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include "metrics/matrix.hpp"
#include "metrics/measure.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

nlohmann::json golden() {
  std::ifstream file(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/metrics.json");
  return nlohmann::json::parse(file);
}

/// null means NaN or a metric that does not exist.
void check_close(const Measures& measures, const std::string& name, const nlohmann::json& expected) {
  INFO(name);
  const std::optional<double> value = find_metric(measures, name);
  if (expected.is_null()) {
    CHECK((!value || std::isnan(*value)));
    return;
  }
  REQUIRE(value.has_value());
  const double wanted = expected.get<double>();
  CHECK(std::abs(*value - wanted) <= 1e-12 * std::max(1.0, std::abs(wanted)));
}

}  // namespace

TEST_CASE("classes are measured as scikit-learn measures them") {
  const nlohmann::json cases = golden()["classes"];
  REQUIRE(cases.size() == 30);
  for (const nlohmann::json& one : cases) {
    INFO(one["name"].get<std::string>());
    const std::size_t classes = one["classes"];
    std::vector<std::string> labels;
    for (std::size_t c = 0; c < classes; ++c) labels.push_back(std::to_string(c));
    const Measures measures =
        measure_classes(matrix(one["outputs"]), column(one["actual"]), labels, one["probabilities"], {}, 0.5);
    for (const char* const name :
         {"rows", "mse", "accuracy", "balanced_accuracy", "macro_precision", "macro_recall", "macro_f1",
          "mcc", "kappa", "specificity", "auc", "average_precision", "log_loss", "ece"}) {
      check_close(measures, name, one[name]);
    }
    for (const char* const name : {"log_loss", "ece"})
      CHECK(find_metric(measures, name).has_value() == one["probabilities"].get<bool>());
    for (std::size_t c = 0; c < classes; ++c) {
      for (const std::string name : {"precision", "recall", "f1"}) {
        check_close(measures, name + "[" + labels[c] + "]", one[name][c]);
      }
      for (std::size_t p = 0; p < classes; ++p) {
        CHECK(measures.confusion.at(c, p) == one["confusion"][c][p].get<std::size_t>());
        check_close(measures, "confusion[" + labels[c] + "][" + labels[p] + "]", one["confusion"][c][p]);
      }
    }
  }
}

TEST_CASE("values are measured as scikit-learn measures them") {
  const nlohmann::json cases = golden()["values"];
  REQUIRE(!cases.empty());
  for (const nlohmann::json& one : cases) {
    INFO(one["name"].get<std::string>());
    const Measures measures = measure_values(column(one["outputs"]), column(one["actual"]), 0);
    for (const char* const name : {"mse", "mae", "mape", "max_error", "r2", "explained_variance"})
      check_close(measures, name, one[name]);
  }
}
