// evaluate --importance: how much worse a metric gets when a column is shuffled. The numbers of other
// programs come from scripts/golden/importance.py.

#include <cmath>
#include <fstream>
#include <map>

#include "cli/models.hpp"
#include "cli/results.hpp"

namespace nntrain::test {
namespace {

nlohmann::json golden_cases() {
  std::ifstream file(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/importance.json");
  return nlohmann::json::parse(file)["cases"];
}

/// `nntrain evaluate` of the model of a case on its table, quietly.
Words evaluation_of(const nlohmann::json& one, const ScratchFolder& scratch) {
  const std::string data = scratch.file("t.csv", one["table"].get<std::string>());
  const std::string start = scratch.file("start.json", one["start"].dump());
  const std::string model = scratch.path("m.json");
  const bool is_number = one["start"]["layers"][0]["activation"] == "identity";
  output_of({"--data", data, "--hidden", "0", "--init-from", start, "--iterations", "0", "--missing", "mean",
             "--task", is_number ? "regress" : "classify", "--save", model, "-q"});
  return {"evaluate", model, "--data", data, "-q"};
}

/// The features of a result by their names.
std::map<std::string, nlohmann::json> by_name(const nlohmann::json& importance) {
  std::map<std::string, nlohmann::json> features;
  for (const nlohmann::json& feature : importance["features"])
    features[feature["name"].get<std::string>()] = feature;
  return features;
}

/// A table in which `x` and `color` tell the class and `noise` does not, and a model of it.
struct ColoredRows {
  ScratchFolder scratch;
  std::string data;
  std::string model = scratch.path("m.json");

  ColoredRows() {
    std::string text = "x,color,noise,y\n";
    std::uint32_t state = 7;
    const auto draw = [&state] { return (state = state * 1664525U + 1013904223U) >> 24U; };
    for (int row = 0; row < 300; ++row) {
      const std::uint32_t x = draw();
      const std::uint32_t color = draw() % 3;
      const bool is_yes = x + 60 * color > 180;
      text += std::to_string(x / 256.0) + ',' + "rgb"[color] + ',' + std::to_string(draw() / 256.0) + ',' +
              (is_yes ? "yes" : "no") + '\n';
    }
    data = scratch.file("d.csv", text);
    output_of({"--data", data, "--preset", "modern", "--iterations", "60", "--save", model, "-q"});
  }
  Words evaluation(const Words& more) const { return with({"evaluate", model, "--data", data, "-q"}, more); }
};

}  // namespace

TEST_CASE("each shuffle gives what a program of the documentation gives") {
  constexpr double kStudent = 3.182446305284263;  // of 3 degrees of freedom
  for (const nlohmann::json& one : golden_cases()) {
    CAPTURE(one["name"]);
    const ScratchFolder scratch;
    const Words words = evaluation_of(one, scratch);
    for (const auto& [metric, expected] : one["metrics"].items()) {
      CAPTURE(metric);
      const nlohmann::json importance =
          json_of(with(words, {"--importance", "4", "--metric", metric}))["importance"];
      CHECK(importance["metric"] == metric);
      CHECK(importance["shuffles"] == 4);
      CHECK(importance["baseline"].get<double>() ==
            Approx(expected["baseline"].get<double>()).epsilon(1e-12));
      auto features = by_name(importance);
      REQUIRE(features.size() == one["columns"].size());
      for (std::size_t c = 0; c < one["columns"].size(); ++c) {
        CAPTURE(one["columns"][c]);
        const nlohmann::json& feature = features[one["columns"][c]];
        CHECK(largest_difference(feature["values"], expected["columns"][c]["values"]) < 1e-12);
        const std::vector<double> values = feature["values"];
        const double mean = (values[0] + values[1] + values[2] + values[3]) / 4;
        double squares = 0;
        for (const double value : values) squares += (value - mean) * (value - mean);
        const double sd = std::sqrt(squares / 3);
        CHECK(feature["mean"].get<double>() == Approx(mean).margin(1e-14));
        CHECK(feature["sd"].get<double>() == Approx(sd).margin(1e-14));
        CHECK(feature["low"].get<double>() == Approx(mean - kStudent * sd / 2).margin(1e-12));
        CHECK(feature["high"].get<double>() == Approx(mean + kStudent * sd / 2).margin(1e-12));
        if (one["columns"][c] == "unused") CHECK(values == std::vector<double>(4, 0.0));
      }
    }
  }
}

TEST_CASE("many shuffles come near the exact mean, and near scikit-learn's") {
  constexpr double kRoot = 20;  // of 400 shuffles, as many as there
  for (const nlohmann::json& one : golden_cases()) {
    CAPTURE(one["name"]);
    const ScratchFolder scratch;
    const Words words = evaluation_of(one, scratch);
    for (const auto& [metric, expected] : one["metrics"].items()) {
      CAPTURE(metric);
      auto features =
          by_name(json_of(with(words, {"--importance", "400", "--metric", metric}))["importance"]);
      for (std::size_t c = 0; c < one["columns"].size(); ++c) {
        CAPTURE(one["columns"][c]);
        const nlohmann::json& other = expected["columns"][c];
        const double error = other["sd"].get<double>() / kRoot;
        const double mean = features[one["columns"][c]]["mean"];
        CHECK(std::abs(mean - other["mean"].get<double>()) <= 4 * std::sqrt(2.0) * error + 1e-12);
        if (other["expected"].is_null()) continue;
        CHECK(std::abs(mean - other["expected"].get<double>()) <= 4 * error + 1e-12);
      }
    }
  }
}

TEST_CASE("the importance has the same bytes on any number of threads") {
  const ColoredRows trained;
  for (const Words& more :
       {Words{}, Words{"--metric", "auc", "--format", "json", "--print", "importance[x],importance[noise]"},
        Words{"--metric", "log_loss"}}) {
    const Words words = with(trained.evaluation({"--importance"}), more);
    const std::string one = output_of(with(words, {"--threads", "1"}));
    for (const char* const threads : {"2", "8"}) CHECK(output_of(with(words, {"--threads", threads})) == one);
  }
}

TEST_CASE("what tells the class matters, and noise does not") {
  const ColoredRows trained;
  for (const std::string metric : {"accuracy", "mcc", "log_loss", "ece", "f1[yes]"}) {
    CAPTURE(metric);
    const nlohmann::json result = json_of(trained.evaluation({"--importance", "20", "--metric", metric}));
    const nlohmann::json& features = result["importance"]["features"];
    REQUIRE(features.size() == 3);  // a text is one feature
    CHECK(result["options"]["importance"] == 20);
    for (std::size_t i = 1; i < 3; ++i)
      CHECK(features[i - 1]["mean"].get<double>() >= features[i]["mean"].get<double>());
    if (metric == "ece") continue;  // it says how sure, not how right
    CHECK(result["importance"]["baseline"] == number_of(trained.evaluation({}), metric));
    CHECK(features[0]["name"] == "x");
    CHECK(features[1]["low"] > 0.1);
    CHECK(features[2]["name"] == "noise");
    CHECK(std::abs(features[2]["mean"].get<double>()) < 0.1 * features[1]["mean"].get<double>());
  }
}

TEST_CASE("the text has a table of the columns, the most important first") {
  const ColoredRows trained;
  const std::string text = output_of(trained.evaluation({"--importance", "5"}));
  const std::size_t table = text.find("\nimportance (5 shuffles)");
  REQUIRE(table != std::string::npos);
  const Words lines = lines_of(text.substr(table + 1));
  REQUIRE(lines.size() == 4);
  CHECK(contains(lines[0], "accuracy falls by"));
  const nlohmann::json features =
      json_of(trained.evaluation({"--importance", "5"}))["importance"]["features"];
  for (std::size_t i = 0; i < 3; ++i) {
    const Words words = words_of(lines[i + 1]);
    CHECK(words.front() == features[i]["name"]);
    CHECK(std::stod(words[1]) == Approx(features[i]["mean"].get<double>()).margin(1e-5));
  }
  CHECK(
      contains(output_of(trained.evaluation({"--importance", "--metric", "log_loss"})), "log_loss rises by"));
  CHECK(contains(output_of(trained.evaluation({"--importance", "1"})), "undefined"));  // no interval of one
  CHECK_FALSE(contains(output_of(trained.evaluation({})), "importance"));
  CHECK_FALSE(json_of(trained.evaluation({})).contains("importance"));
}

TEST_CASE("--print and asserts take the importance of a column") {
  const ColoredRows trained;
  const nlohmann::json features =
      json_of(trained.evaluation({"--importance", "3"}))["importance"]["features"];
  CHECK(number_of(trained.evaluation({"--importance", "3"}), "importance[x]") == features[0]["mean"]);
  const Words words = trained.evaluation({"--importance", "3", "--assert", "importance[x] > 0.1"});
  CHECK(nntrain(words).exit_code == 0);
  CHECK(nntrain(with(words, {"--assert", "importance[noise] > 0.1"})).exit_code == 1);
  check_refusal(trained.evaluation({"--importance", "--assert", "importance[z] > 0"}), 2, {"importance[z]"});
  check_refusal(trained.evaluation({"--print", "importance[x]"}), 2,
                {"--print 'importance[x]': the importance of columns is not measured here", "--importance"});
  check_refusal({"--data", trained.data, "--assert", "importance[x] > 0"}, 2,
                {"nntrain evaluate MODEL --data FILE --importance"});
  for (const Words& query :
       {Words{"--assert", "low(importance[x]) > 0"}, {"--print", "low(importance[x])"}}) {
    check_refusal(with(trained.evaluation({"--importance"}), query), 2,
                  {"'importance[x]' is one number, which has no low", "name it alone:  importance[x]"});
  }
}

TEST_CASE("a number is measured by rmse, and a metric of another task is refused") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  output_of({"--data", "data/banknotes.txt", "--target", "entropy", "--preset", "modern", "--iterations",
             "20", "--save", model, "-q"});
  const Words words = {"evaluate", model, "--data", "data/banknotes.txt", "-q"};
  CHECK(contains(output_of(with(words, {"--importance"})), "rmse rises by"));
  check_refusal(with(words, {"--importance", "--metric", "auc"}), 2, {"a metric of a classification"});
  check_refusal(with(words, {"--importance", "--metric", "loss"}), 2, {"--metric 'loss'", "--metric mse"});
}

TEST_CASE("wrong wishes for an importance are refused before the rows are read") {
  const ColoredRows trained;
  const auto refused = [&](const Words& more, const Words& parts) {
    check_refusal(with({"evaluate", trained.model, "--data", "no such file"}, more), 2, parts);
  };
  refused({"--importance", "0"}, {"--importance", "0"});
  refused({"--importance", "10001"}, {"--importance", "10001"});
  refused({"--importance", "many"}, {"many"});
  refused({"--metric", "auc"}, {"--metric has no effect without --importance"});
  const auto refused_metric = [&](const std::string& metric, const Words& parts) {
    check_refusal(trained.evaluation({"--importance", "--metric", metric}), 2, parts);
  };
  refused_metric("acc", {"did you mean 'accuracy'?"});
  refused_metric("rmse", {"a metric of a regression"});
  refused_metric("rows", {"does not tell how good a network is"});
  refused_metric("test.auc", {"as one part", "--metric auc"});
  refused_metric("recall[maybe]", {"there is no class 'maybe'"});
  refused_metric("loss", {"--metric log_loss"});
  const ProgramResult listed = nntrain(trained.evaluation({"--importance", "--metric", "rows"}));
  CHECK(contains(listed.err, "the metrics are:  mse, accuracy"));  // without loss, which is refused
}

TEST_CASE("an importance that tells nothing is told, with the reason") {
  const ColoredRows trained;
  const auto warnings = [&](const std::string& rows, const Words& more) {
    const ScratchFolder scratch;
    const Words words = {"evaluate", trained.model, "--data",
                         scratch.file("r.csv", "x,color,noise,y\n" + rows)};
    const ProgramResult result = nntrain(with(words, with({"--importance"}, more)));
    CHECK(result.exit_code == 0);
    return lines_of(result.err);
  };
  CHECK(warnings("0.1,r,0.2,yes\n0.3,g,0.1,no\n", {}).empty());
  CHECK(warnings("0.1,r,0.2,yes\n", {}) ==
        Words{"nntrain: warning: the importance tells nothing: to shuffle one row changes nothing"});
  CHECK(warnings("0.1,r,0.2,yes\n0.3,g,0.1,yes\n", {"--metric", "auc"}) ==
        Words{"nntrain: warning: the importance is undefined, as auc is on these rows: a class has no row "
              "there"});
}

}  // namespace nntrain::test
