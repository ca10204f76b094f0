// One unit: what the lecture's perceptron learns, and what a single unit cannot learn.

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const std::string kLectureStart = R"({"layers": [{"bias": [-0.5], "weights": [[0.5], [0.5]]}]})";

}  // namespace

TEST_CASE("the lecture's perceptron learns OR in one pass, with its bias left alone") {
  const ScratchFolder scratch;
  const std::string start = scratch.file("start.json", kLectureStart);
  const Words words = {"--data", "data/or.csv", "--optimizer", "perceptron", "--lr",
                       "0.5",    "--init-from", start,         "-q"};
  const nlohmann::json result = json_of(with(words, {"--fixed-bias"}));
  CHECK(result["layers"][0]["weights"] == nlohmann::json::parse("[[1], [1]]"));
  CHECK(result["layers"][0]["bias"] == nlohmann::json::parse("[-0.5]"));
  CHECK(result["layers"][0]["activation"] == "step");
  CHECK(result["metrics"]["train"]["accuracy"] == 1);
  CHECK(result["metrics"]["train"]["loss"] == 0);
  CHECK(result["training"]["stop"] == "converged");
  CHECK(result["training"]["iterations"] == 1);
  CHECK(result["options"]["hidden"] == "0");
  CHECK(result["options"]["output-activation"] == "step");
  CHECK(result["options"]["loss"] == "half-sse");

  // The start in the slides gets (0,1) and (1,0) wrong: the loss is half the number of errors.
  CHECK(json_of(with(words, {"--iterations", "0"}))["metrics"]["train"]["loss"] == 1);
  // The textbook's rule also changes the bias: it becomes 0 at (0,1), and then all rows are right.
  const nlohmann::json free = json_of(words);
  CHECK(free["layers"][0]["bias"] == nlohmann::json::parse("[0]"));
  CHECK(free["layers"][0]["weights"] == nlohmann::json::parse("[[0.5], [1]]"));
}

TEST_CASE("a perceptron learns AND, from every seed") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("and.csv", "a,b,y\n0,0,0\n0,1,0\n1,0,0\n1,1,1\n");
  for (const std::string seed : {"1", "2", "3"}) {
    CHECK(printed({"--data", data, "--optimizer", "perceptron", "--lr", "0.5", "--seed", seed},
                  "accuracy,stop") == Words{"1", "converged"});
  }
}

TEST_CASE("asking whether a perceptron converged tells lines that part classes from those that do not") {
  const Words words = {"--optimizer", "perceptron", "-q",       "--iterations", "300",
                       "--print",     "stop",       "--assert", "converged"};
  CHECK(nntrain(with(words, {"--data", "data/or.csv"})).exit_code == 0);
  const ProgramResult result =
      nntrain({"--data", "data/or.csv", "--optimizer", "perceptron", "--lr", "0.5", "--trace", "9"});
  CHECK(contains(result.out, "=== Iteration 3, update 4 of 4 ==="));  // the pass that changes nothing
  CHECK_FALSE(contains(result.out, "=== Iteration 4"));
  CHECK(contains(result.out, "\nstop: converged (2 done in "));
  CHECK(contains(result.out, " s; iteration 3 changed no weight)\n"));
  const ProgramResult never = nntrain(with(words, {"--data", "data/xnor.csv"}));
  CHECK(never.exit_code == 1);
  CHECK(never.out == "iterations\n");
}

TEST_CASE("two hidden units are enough for XNOR") {
  CHECK(number_of({"--data", "data/xnor.csv", "--hidden", "2", "--optimizer", "lbfgs", "--restarts", "10"},
                  "accuracy") == 1);
  CHECK(number_of({"--data", "data/xnor.csv", "--hidden", "2", "--optimizer", "rprop", "--restarts", "10"},
                  "accuracy") == 1);
}

TEST_CASE("a step output has no slope, so that only its start can be measured without a perceptron") {
  const ScratchFolder scratch;
  const std::string start = scratch.file("start.json", kLectureStart);
  const Words words = {"--data", "data/or.csv", "--hidden", "0", "--output-activation",
                       "step",   "--init-from", start};
  check_refusal(words, 2, {"--output-activation contradicts --optimizer", "--iterations 0"});
  CHECK(printed(with(words, {"--iterations", "0", "--loss", "sse"}), "loss,correct") == Words{"2", "2"});
}

}  // namespace nntrain::test
