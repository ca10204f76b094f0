// Hidden units that are steps: networks that are written down, such as the lecture's XNOR, and not trained.

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// h1 is AND, h2 is NOR, and the output is OR of both.
const std::string kXnorStart =
    R"({"layers": [{"bias": [-1.5, 0.5], "weights": [[1, -1], [1, -1]]}, {"bias": [-0.5], "weights": [[1], [1]]}]})";
const Words kSteps = {"--data", "data/xnor.csv",       "--hidden", "2", "--activation",
                      "step",   "--output-activation", "step"};

/// The lines after the one that begins with `head`, up to an empty one.
Words matrix_after(const std::string& text, const std::string& head) {
  Words rows;
  bool is_in = false;
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with(head + "  ")) {
      is_in = true;
      rows.clear();
    } else if (line.empty()) {
      is_in = false;
    } else if (is_in) {
      rows.push_back(line);
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("the lecture's XNOR of steps is right in all rows, and its hidden units are 0 or 1") {
  const ScratchFolder scratch;
  const Words words = with(kSteps, {"--init-from", scratch.file("w.json", kXnorStart), "--iterations", "0"});
  CHECK(printed(with(words, {"-q"}), "loss,accuracy") == Words{"0", "1"});
  const ProgramResult traced = nntrain(with(words, {"-q", "--trace"}));
  INFO(traced.err);
  REQUIRE(traced.exit_code == 0);
  CHECK(contains(traced.out, "h1 = 1 where z1 > 0, else 0\n"));
  CHECK(contains(traced.out, "yhat = 1 where z2 > 0, else 0\n"));
  CHECK(matrix_after(traced.out, "h1") ==
        Words{"  row 1           0           1", "  row 2           0           0",
              "  row 3           0           0", "  row 4           1           0"});
  CHECK(matrix_after(traced.out, "yhat") ==
        Words{"  row 1           1", "  row 2           0", "  row 3           0", "  row 4           1"});
  CHECK(contains(traced.out, "network: 2-2-1 (step, step; 9 parameters)\n"));
}

TEST_CASE("a model with step units is read again by every command") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const Words words = with(kSteps, {"--init-from", scratch.file("w.json", kXnorStart), "--iterations", "0"});
  REQUIRE(nntrain(with(words, {"-q", "--save", model})).exit_code == 0);
  CHECK(contains(nntrain({"show", model}).out, "hidden1 (step) "));
  CHECK(nntrain({"predict", model, "--data", "data/xnor.csv"}).out ==
        "row,split,y,prediction,output\n1,,1,1,1\n2,,0,0,0\n3,,0,0,0\n4,,1,1,1\n");
  CHECK(nntrain({"evaluate", model, "--data", "data/xnor.csv", "--print", "accuracy"}).out == "1\n");
  CHECK(contains(nntrain({"replay", model}).out, "verdict: identical, to the last bit"));
  CHECK(nntrain({"plot", model, "--output", scratch.path("m.svg")}).exit_code == 0);
  CHECK(nntrain({"check", "--model", model, "data/xnor.csv"}).exit_code == 0);
  CHECK(nntrain({"--data", "data/xnor.csv", "--like", model, "-q", "--print", "activation,iterations"}).out ==
        "step\t0\n");
  const ProgramResult trained = nntrain({"--data", "data/xnor.csv", "--like", model, "--output-activation",
                                         "sigmoid", "--iterations", "5", "--print", "activation"});
  CHECK(contains(trained.err, "activation = step does not count: --iterations takes it back"));
  CHECK(trained.out == "sigmoid\n");
}

TEST_CASE("step units are not trained, whatever asks for it") {
  const ScratchFolder scratch;
  const Words refusal = {"--activation contradicts --iterations", "a step has no slope", "--iterations 0",
                         "--activation sigmoid"};
  const Words tanh_above = {"--data", "data/xnor.csv", "--hidden", "2,2", "--activation", "step,tanh"};
  check_refusal(with({"--data", "data/xnor.csv"}, {"--activation", "step"}), 2, refusal);
  check_refusal(tanh_above, 2, refusal);
  check_refusal(with(kSteps, {"--preset", "lecture"}), 2, refusal);
  check_refusal(with({"cv"}, with(kSteps, {"--folds", "2"})), 2, refusal);
  check_refusal(with(kSteps, {"--seeds", "1..3"}), 2, refusal);
  check_refusal(with({"sweep"}, with(kSteps, {"--grid", "l2=0;1", "--select", "train.loss", "--results",
                                              scratch.path("r.csv")})),
                2, refusal);
  check_refusal(with(kSteps, {"--optimizer", "perceptron"}), 2, {"--activation contradicts"});
  check_refusal(with(tanh_above, {"--iterations", "0", "--check-gradients"}), 2,
                {"--check-gradients contradicts --activation", "a step has no slope"});

  const std::string checkpoint = scratch.path("c.json");
  const Words measured = with(tanh_above, {"--iterations", "0", "-q", "--print", "stop"});
  REQUIRE(nntrain(with(measured, {"--checkpoint", checkpoint})).exit_code == 0);
  check_refusal({"--resume", checkpoint, "--iterations", "5"}, 2, refusal);
}

TEST_CASE("the starts of step units are measured like those of others") {
  const Words starts = with(kSteps, {"--iterations", "0", "-q", "--print", "accuracy"});
  const auto accuracy = [&](const Words& more) { return std::stod(nntrain(with(starts, more)).out); };
  const double mean = (accuracy({"--seed", "1"}) + accuracy({"--seed", "2"}) + accuracy({"--seed", "3"})) / 3;
  CHECK(std::abs(accuracy({"--seeds", "1..3"}) - mean) < 1e-12);
  CHECK(nntrain(with({"cv"}, with(starts, {"--folds", "2"}))).exit_code == 0);
}

TEST_CASE("a step at the output is refused with a remedy that the network can follow") {
  const Words step = {"--output-activation", "step"};
  const std::string learn = "--iterations 0, or take an output that can learn:  --output-activation sigmoid";
  const Words hidden = with({"--data", "data/xnor.csv", "--hidden", "2"}, step);
  check_refusal(hidden, 2, {"--output-activation contradicts --iterations", "no slope", learn});
  CHECK(nntrain(with(hidden, {"--iterations", "0", "-q"})).exit_code == 0);
  const ScratchFolder scratch;
  const std::string file = scratch.file("w.json", kXnorStart);
  check_refusal(with({"--data", "data/xnor.csv", "--init-from", file}, step), 2, {learn});
  check_refusal(with({"--data", "data/xnor.csv"}, step), 2, {"use --optimizer perceptron"});
  CHECK(nntrain(with({"--data", "data/xnor.csv", "--optimizer", "perceptron", "-q"}, step)).exit_code == 0);

  const Words fruit = {"--data", "data/orchard.csv", "--missing", "mean", "-q"};
  check_refusal(with(with(fruit, step), {"--iterations", "0"}), 2,
                {"use --output-activation softmax, or choose a target of two classes"});
  check_refusal(with(fruit, {"--optimizer", "perceptron"}), 2, {"use --optimizer gd, or choose"});
  check_refusal(with(with(fruit, step), {"--optimizer", "perceptron"}), 2,
                {"use --optimizer gd --output-activation softmax, or choose"});
  CHECK(nntrain(with(fruit, {"--optimizer", "gd", "--output-activation", "softmax", "--iterations", "0"}))
            .exit_code == 0);
}

}  // namespace nntrain::test
