#include <cmath>
#include <map>

#include "cli/expect.hpp"
#include "support/golden.hpp"

namespace nntrain::test {
namespace {

using Golden = std::map<std::string, std::vector<double>>;

void check_close(const std::vector<double>& found, const std::vector<double>& wanted, double tolerance) {
  REQUIRE(found.size() == wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("number " << i + 1 << ": " << found[i] << " instead of " << wanted[i]);
    CHECK(std::abs(found[i] - wanted[i]) <= tolerance);
  }
}

/// A layer's parameters unit by unit: the bias, if there is one, then the weights.
std::vector<double> by_unit(const nlohmann::json& layer) {
  std::vector<double> numbers;
  for (std::size_t unit = 0; unit < layer["units"].get<std::size_t>(); ++unit) {
    if (layer.contains("bias")) numbers.push_back(layer["bias"][unit]);
    for (const nlohmann::json& weights : layer["weights"]) numbers.push_back(weights[unit]);
  }
  return numbers;
}

/// The mean accuracy over the seeds 1 to 40 after 10 000 iterations.
double mean_accuracy(const std::string& rule) {
  double sum = 0;
  for (int seed = 1; seed <= 40; ++seed) {
    const ProgramResult result =
        nntrain({"--data", "data/banknotes.txt", "--features", "variance,entropy", "--hidden", "5",
                 "--iterations", "10000", "--backprop", rule, "--seed", std::to_string(seed), "--print",
                 "train.accuracy", "--quiet"});
    REQUIRE(result.exit_code == 0);
    sum += std::stod(result.out);
  }
  return sum / 40;
}

}  // namespace

TEST_CASE("both rules follow the lecture's network from its start to 1e-11") {
  const Golden golden = read_golden("lecture.txt");
  for (const std::string rule : {"exact", "lecture"}) {
    for (const std::string iterations : {"0", "1", "10", "100"}) {
      INFO(rule << ", " << iterations << " iterations");
      const nlohmann::json result =
          json_of({"--data", "data/banknotes.txt", "--features", "variance,entropy", "--init-from",
                   "data/lecture_start.json", "--learning-rate", "0.001", "--iterations", iterations,
                   "--backprop", rule, "--quiet"});
      const std::string start = "banknotes." + rule + "." + iterations + ".";
      // After 100 steps the differences in the last bits are larger.
      const double tolerance = iterations == "100" ? 1e-9 : 1e-11;
      check_close(by_unit(result["layers"][0]), golden.at(start + "w1"), tolerance);
      check_close(by_unit(result["layers"][1]), golden.at(start + "w2"), tolerance);
      check_close({result["metrics"]["train"]["mse"]}, golden.at(start + "mse"), tolerance);
      check_close({result["metrics"]["train"]["accuracy"]}, golden.at(start + "accuracy"), 1e-12);
      check_close({result["metrics"]["train"]["loss"]}, {1372 * golden.at(start + "mse")[0]},
                  1372 * tolerance);
    }
  }
}

TEST_CASE("the backpropagation by hand comes out to nine digits") {
  const Golden golden = read_golden("lecture.txt");
  const std::vector<std::pair<std::string, std::string>> steps = {
      {"0.05", "0"}, {"0.05", "1"}, {"0.05", "2"}, {"0.25", "1"}, {"0.25", "2"}};
  for (const auto& [rate, iterations] : steps) {
    INFO("rate " << rate << ", " << iterations << " iterations");
    const nlohmann::json result = json_of({"--data", "data/by_hand.csv", "--hidden", "2", "--task", "regress",
                                           "--activation", "identity", "--no-bias", "--loss", "half-sse",
                                           "--init-from", "tests/golden/by_hand_start.json",
                                           "--learning-rate", rate, "--iterations", iterations, "--quiet"});
    CHECK(!result["layers"][0].contains("bias"));
    CHECK(!result["layers"][1].contains("bias"));
    const std::string start = "by_hand.a" + rate + ".k" + iterations + ".";
    const nlohmann::json& w1 = result["layers"][0]["weights"];
    check_close({w1[0][0], w1[0][1], w1[1][0], w1[1][1]}, golden.at(start + "w1"), 1e-9);
    check_close(by_unit(result["layers"][1]), golden.at(start + "w2"), 1e-9);
    check_close({result["metrics"]["train"]["loss"]}, golden.at(start + "cost"), 1e-9);
  }
}

TEST_CASE("the lecture's own digits stand in the golden file") {
  const Golden golden = read_golden("lecture.txt");
  check_close(golden.at("by_hand.a0.05.k1.w2"), {0.174382500, 0.169416000}, 5e-10);
  check_close(golden.at("by_hand.a0.05.k2.cost"), {0.222902344}, 5e-10);
  check_close(golden.at("by_hand.a0.25.k1.w1"), {0.166630000, 0.180675000, 0.294945000, 0.171012500}, 5e-10);
  check_close(golden.at("banknotes.exact.1.mse"), {0.19944850753177168}, 1e-15);
  check_close(golden.at("banknotes.lecture.10.mse"), {0.11021311551239966}, 1e-15);
  check_close(golden.at("banknotes.lecture.10.accuracy"), {0.86516034985422741}, 1e-15);
}

TEST_CASE("over 40 starts the accuracy is what the lecture's experiment gives") {
  if (!is_release_build()) {
    WARN("80 runs of 10 000 iterations are for release builds");
    return;
  }
  CHECK(std::abs(mean_accuracy("exact") - 0.8988) <= 0.004);
  CHECK(std::abs(mean_accuracy("lecture") - 0.8910) <= 0.003);
}

}  // namespace nntrain::test
