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

TEST_CASE("who has a perceptron that has come to rest with wrong rows is told why") {
  const ScratchFolder scratch;
  // The output of (0,0) is 1, and with a fixed bias that row changes nothing.
  const Words words = {"--data", "data/or.csv", "--optimizer", "perceptron",
                       "--lr",   "0.5",         "--print",     "accuracy,stop"};
  const std::string start = scratch.file("w.json", R"({"layers": [{"bias": [5], "weights": [[-3], [2]]}]})");
  const ProgramResult fixed = nntrain(with(words, {"--init-from", start, "--fixed-bias"}));
  CHECK(fixed.out == "0.75\tconverged\n");
  CHECK(contains(fixed.err, "no weight changes any more, and 1 training row is still wrong"));
  CHECK(contains(fixed.err, "try it without --fixed-bias"));
  const ProgramResult free = nntrain(with(words, {"--init-from", start}));
  CHECK(free.out == "1\tconverged\n");
  CHECK_FALSE(contains(free.err, "wrong"));
  const std::string none = scratch.file("n.csv", "x1,x2,y\n0,0,1\n0,1,0\n1,0,1\n");
  CHECK(contains(nntrain({"--data", none, "--optimizer", "perceptron", "--no-bias", "--print", "stop"}).err,
                 "try it without --no-bias"));
  CHECK(contains(
      nntrain({"--data", "data/or.csv", "--optimizer", "perceptron", "--lr", "1e-20", "--init-from", start})
          .err,
      "steps at rate 1e-20 are lost in rounding"));
}

TEST_CASE("a file of a network with hidden layers leads away from the perceptron") {
  const ScratchFolder scratch;
  const std::string start = scratch.file(
      "w.json",
      R"({"layers": [{"bias": [-1.5, 0.5], "weights": [[1, -1], [1, -1]]}, {"bias": [-0.5], "weights": [[1], [1]]}]})");
  const Words words = {"--data", "data/or.csv", "--init-from", start, "--quiet", "--print", "stop"};
  check_refusal(with(words, {"--optimizer", "perceptron"}), 5,
                {"a network with 1 hidden layer, and a perceptron has none", "--optimizer gd --hidden 2"});
  CHECK(nntrain(with(words, {"--optimizer", "gd", "--hidden", "2"})).exit_code == 0);
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
  check_refusal(
      words, 2,
      {"--output-activation contradicts --optimizer", "use --optimizer perceptron", "--iterations 0"});
  const ProgramResult hidden =
      nntrain({"--data", "data/or.csv", "--hidden", "2", "--output-activation", "step"});
  check_refusal(hidden, 2, {"--output-activation contradicts --iterations", "--iterations 0"});
  CHECK_FALSE(contains(hidden.err, "--optimizer"));
  CHECK(printed(with(words, {"--iterations", "0", "--loss", "sse"}), "loss,correct") == Words{"2", "2"});
}

}  // namespace nntrain::test
