#include <filesystem>
#include <functional>

#include "base/numbers.hpp"
#include "cli/results.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// The result of a command as JSON, and the picture of its spread.
struct Spread {
  nlohmann::json json;
  std::string svg;
};

Spread spread_of(const Words& words) {
  const ScratchFolder scratch;
  const std::string path = scratch.path("p.svg");
  const ProgramResult result =
      nntrain(with(words, {"--plot", path, "--plot-panels", "spread", "--format", "json"}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return {nlohmann::json::parse(result.out), read_file(path)};
}

/// Checks that the picture has these metrics of all runs in this part, and of none besides.
void check_values(const Spread& spread, const std::string& part, const Words& metrics,
                  const std::function<std::string(const nlohmann::json&)>& name) {
  for (const std::string& metric : metrics) {
    for (const nlohmann::json& run : spread.json.at("runs")) {
      const nlohmann::json& measured = run.at("metrics").at(part);
      const std::string tip = name(run) + ": " + shortest(measured.at(metric).get<double>()) +
                              " (n = " + std::to_string(measured.at("rows").get<int>()) + ")";
      CAPTURE(metric, tip);
      CHECK(contains(spread.svg, ">" + tip + "<"));
    }
    const nlohmann::json& said = spread.json.at("metrics").at(part).at(metric);
    const std::string mean = "mean " + shortest(said.at("mean").get<double>()) + ", 95% CI " +
                             shortest(said.at("low").get<double>()) + " to " +
                             shortest(said.at("high").get<double>());
    CAPTURE(metric, mean);
    CHECK(contains(spread.svg, ">" + mean + "<"));
  }
}

}  // namespace

TEST_CASE("the picture of a cross-validation has the numbers of its result, fold by fold") {
  const Spread spread = spread_of({"cv", "--data", "data/orchard.csv", "--missing", "drop", "--scale",
                                   "standard", "--folds", "4", "--repeats", "2", "--iterations", "50"});
  check_values(spread, "cv", {"accuracy", "balanced_accuracy", "auc", "log_loss"},
               [](const nlohmann::json& run) {
                 return "fold " + std::to_string(run.at("fold").get<int>()) + " of repeat " +
                        std::to_string(run.at("repeat").get<int>());
               });
}

TEST_CASE("several seeds are drawn by their spread") {
  const Spread spread = spread_of({"--data", "data/banknotes.txt", "--target", "entropy", "--seeds", "1..4",
                                   "--validation-fraction", "0.2", "--iterations", "5"});
  check_values(spread, "validation", {"rmse", "mae", "r2"},
               [](const nlohmann::json& run) { return "seed " + std::to_string(run.at("seed").get<int>()); });
}

TEST_CASE("panels of one network and of several runs are refused where there is another") {
  const ScratchFolder scratch;
  const std::string svg = scratch.path("p.svg");
  const Words notes = {"--data", "data/banknotes.txt", "--iterations", "5", "--quiet"};
  const auto refused = [&](const Words& words, const Words& parts) {
    check_refusal(nntrain(with(notes, words)), 2, parts);
    CHECK_FALSE(std::filesystem::exists(svg));
  };
  refused({"--plot", svg, "--plot-panels", "spread"}, {"'spread' cannot be drawn", "several runs"});
  refused({"--seeds", "1,2", "--plot", svg, "--plot-panels", "network"},
          {"'network'", "several are trained"});
  refused({"--seeds", "1,2", "--plot", svg, "--plot-panels", "roc"}, {"'roc'", "several are trained"});
  refused({"--plot", svg, "--plot-panels", "units", "--hidden", "0"}, {"'units'", "no hidden layer"});
  refused({"--plot", "-", "--plot-panels", "network"}, {"'network'", "in the terminal", "--plot FILE.svg"});
}

TEST_CASE("the network and its units are drawn where they are asked for") {
  const ScratchFolder scratch;
  const std::string svg = scratch.path("p.svg");
  REQUIRE(nntrain({"--data", "data/xnor.csv", "--hidden", "2", "--iterations", "5", "-q", "--plot", svg,
                   "--plot-panels", "network,units"})
              .exit_code == 0);
  const std::string drawn = read_file(svg);
  CHECK(contains(drawn, "x2 -&gt; hidden1.1: "));
  CHECK(contains(drawn, "<title>unit 2</title>"));
  REQUIRE(nntrain({"--data", "data/xnor.csv", "--iterations", "5", "-q", "--plot", svg}).exit_code == 0);
  CHECK_FALSE(contains(read_file(svg), "-&gt; hidden1"));
}

}  // namespace nntrain::test
