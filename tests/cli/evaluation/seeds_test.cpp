// --seeds: the same run for each seed, side by side.

#include <cmath>
#include <filesystem>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const Words kRecipe = {"--data", "data/orchard.csv", "--missing", "mean", "--scale", "standard", "--lr",
                       "0.1",    "--iterations",     "30",        "-q"};

}  // namespace

TEST_CASE("each of several seeds has the run of that seed alone") {
  for (const Words& split :
       {Words{"--test-fraction", "0.25"}, Words{"--test-fraction", "0.25", "--split-seed", "3"},
        Words{"--validation-fraction", "0.2", "--patience", "3"}, Words{}}) {
    const Words words = with(kRecipe, split);
    const nlohmann::json many = json_of(with(words, {"--seeds", "2..4,9"}));
    CHECK(many["command"] == "train");
    CHECK(many["status"] == "done");
    CHECK(many["options"]["seeds"] == std::vector<int>{2, 3, 4, 9});
    REQUIRE(many["runs"].size() == 4);
    for (const nlohmann::json& run : many["runs"]) {
      const nlohmann::json one = json_of(
          with(words, {"--seed", std::to_string(run["seed"].get<std::uint64_t>()), "--weights", "none"}));
      CHECK(run["fingerprint"] == one["fingerprint"]);
      CHECK(run["metrics"] == one["metrics"]);
      CHECK(run["iterations"] == one["training"]["iterations"]);
    }
    const nlohmann::json threads = json_of(with(words, {"--seeds", "2..4,9", "--threads", "3"}));
    CHECK(threads["fingerprint"] == many["fingerprint"]);
  }
}

TEST_CASE("where the split moves with the seed the interval is wider than over starts") {
  const Words words = with(kRecipe, {"--test-fraction", "0.25", "--seeds", "1..6"});
  const auto width = [](const nlohmann::json& spread) {
    return (spread["high"].get<double>() - spread["low"].get<double>()) / spread["sd"].get<double>();
  };
  const double t = 2.5705818356363;  // of Student, 5 degrees of freedom
  const nlohmann::json moves = json_of(words)["metrics"]["test"]["loss"];
  CHECK(std::abs(width(moves) - 2 * t * std::sqrt(1 / 6.0 + 60 / 180.0)) < 1e-9);
  const nlohmann::json stands = json_of(with(words, {"--split-seed", "1"}))["metrics"]["test"]["loss"];
  CHECK(std::abs(width(stands) - 2 * t * std::sqrt(1 / 6.0)) < 1e-9);
  CHECK(contains(nntrain(with(words, {"--split-seed", "1"})).out, " over starts on this split; 6 runs: "));
  CHECK_FALSE(contains(nntrain(words).out, "over starts"));
}

TEST_CASE("the saved model of several seeds is the best one by its validation rows") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const Words words =
      with(kRecipe, {"--validation-fraction", "0.25", "--test-fraction", "0.25", "--split-seed", "1"});
  const nlohmann::json many = json_of(with(words, {"--seeds", "1..5", "--save", model}));
  const nlohmann::json* best = nullptr;
  for (const nlohmann::json& run : many["runs"]) {
    const double loss = run["metrics"]["validation"]["loss"];
    if (best == nullptr || loss < (*best)["metrics"]["validation"]["loss"]) best = &run;
  }
  CHECK(many["final"]["fingerprint"] == (*best)["fingerprint"]);
  CHECK(many["final"]["seed"] == (*best)["seed"]);
  CHECK(contains(nntrain({"show", model}).out, (*best)["fingerprint"].get<std::string>()));
  CHECK(nntrain({"replay", model}).exit_code == 0);
  const nlohmann::json by_auc = json_of(with(words, {"--seeds", "1..5", "--save", model, "--metric", "auc"}));
  double most = 0;
  for (const nlohmann::json& run : by_auc["runs"])
    most = std::max<double>(most, run["metrics"]["validation"]["auc"]);
  for (const nlohmann::json& run : by_auc["runs"]) {
    if (run["fingerprint"] == by_auc["final"]["fingerprint"])
      CHECK(run["metrics"]["validation"]["auc"] == most);
  }
  CHECK(nntrain({"replay", model}).exit_code == 0);
  const Words moving = with(kRecipe, {"--validation-fraction", "0.25", "--seeds", "1..5", "--save", model});
  check_refusal(moving, 2, {"--seeds contradicts --save", "by its validation rows", "--split-seed 1"});
}

TEST_CASE("a list of seeds is checked") {
  const Words words = {"--data", "data/or.csv", "--iterations", "1", "-q", "--print", "runs", "--seeds"};
  CHECK(nntrain(with(words, {"7"})).out == "1\n");
  CHECK(nntrain(with(words, {"0..9,20"})).out == "11\n");
  for (const char* const list :
       {"", "x", "3..1", "1,1", "1..3,2", "-1", "1..", "..3", "1.5", "1..100001", "1...3"})
    check_refusal(with(words, {list}), 2, {"--seeds"});
  check_refusal(with(words, {"1..3", "--seed", "2"}), 2, {"--seeds contradicts --seed"});
  check_refusal(with(words, {"1..3", "--log", "l.csv"}), 2,
                {"--seeds contradicts --log", "one for each seed"});
  check_refusal(with(words, {"1..3", "--predictions", "p.csv"}), 2, {"--seeds contradicts --predictions"});
}

TEST_CASE("cv for several seeds has other folds for each, and the same with --split-seed") {
  const Words words = with(with({"cv"}, kRecipe), {"--folds", "3"});
  const nlohmann::json many = json_of(with(words, {"--seeds", "4,5"}));
  REQUIRE(many["runs"].size() == 6);
  const nlohmann::json alone = json_of(with(words, {"--seed", "5"}));
  for (std::size_t fold = 0; fold < 3; ++fold) {
    CHECK(many["runs"][3 + fold]["fingerprint"] == alone["runs"][fold]["fingerprint"]);
    CHECK(many["runs"][fold]["split"] != many["runs"][3 + fold]["split"]);
  }
  const nlohmann::json stands = json_of(with(words, {"--seeds", "4,5", "--split-seed", "1"}))["runs"];
  for (std::size_t fold = 0; fold < 3; ++fold) {
    CHECK(stands[fold]["split"] == stands[3 + fold]["split"]);
    CHECK(stands[fold]["fingerprint"] != stands[3 + fold]["fingerprint"]);
  }
  // Then more seeds are no more folds: the interval is that of the means of each fold.
  const nlohmann::json loss =
      json_of(with(words, {"--seeds", "4,5", "--split-seed", "1"}))["metrics"]["cv"]["loss"];
  double squares = 0;
  for (std::size_t fold = 0; fold < 3; ++fold) {
    const double of_fold = (loss["values"][fold].get<double>() + loss["values"][3 + fold].get<double>()) / 2;
    squares += std::pow(of_fold - loss["mean"].get<double>(), 2) / 2;
  }
  const double width = 4.30265272974946 * std::sqrt(squares * (1 / 3.0 + 80 / 160.0));
  CHECK(std::abs(loss["high"].get<double>() - loss["mean"].get<double>() - width) < 1e-9);
}

}  // namespace nntrain::test
