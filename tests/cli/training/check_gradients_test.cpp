// --check-gradients: the derivatives at the start, compared with differences of the loss.

#include <map>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// The analytic derivatives by the name of the parameter.
std::map<std::string, double> derivatives(const std::string& out) {
  std::map<std::string, double> found;
  for (const std::string& line : lines_of(out)) {
    const std::size_t end = line.find("  ");
    if (line.rfind("hidden", 0) != 0 && line.rfind("output, ", 0) != 0) continue;
    found[line.substr(0, end)] = std::stod(words_of(line.substr(end)).front());
  }
  return found;
}

}  // namespace

TEST_CASE("the derivatives of the lecture's example by hand, with sigmoids") {
  const ScratchFolder scratch;
  const std::string start = scratch.file(
      "w.json", R"({"layers": [{"weights": [[0.11, 0.12], [0.21, 0.08]]}, {"weights": [[0.14], [0.15]]}]})");
  const ProgramResult result =
      nntrain({"--data", "data/by_hand.csv", "--task", "regress", "--hidden", "2", "--output-activation",
               "sigmoid", "--no-bias", "--loss", "half-sse", "--init-from", start, "--check-gradients"});
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "objective: 0.10235"));
  CHECK(contains(result.out, "they agree"));
  const std::map<std::string, double> d = derivatives(result.out);
  REQUIRE(d.size() == 6);
  const std::map<std::string, double> expected = {
      {"output, from hidden1.1 to y", -0.078528},      {"output, from hidden1.2 to y", -0.069245},
      {"hidden1, from x1 to hidden1.1", -0.006583881}, {"hidden1, from x1 to hidden1.2", -0.007940670},
      {"hidden1, from x2 to hidden1.1", -0.009875821}, {"hidden1, from x2 to hidden1.2", -0.011911005}};
  for (const auto& [name, value] : expected) {
    CAPTURE(name);
    REQUIRE(d.count(name) == 1);
    CHECK(std::abs(d.at(name) - value) < 5e-7);
  }
}

TEST_CASE("exact gradients agree, and the lecture's rule is no gradient") {
  for (const Words& words :
       std::vector<Words>{{"--data", "data/banknotes.txt"},
                          {"--data", "data/banknotes.txt", "--fixed-bias", "--l2", "0.5"},
                          {"--data", "data/orchard.csv", "--missing", "mean", "--scale", "standard",
                           "--class-weights", "balanced", "--hidden", "4,3"}}) {
    CAPTURE(words);
    const ProgramResult result = nntrain(with(words, {"--check-gradients"}));
    CHECK(result.exit_code == 0);
    CHECK(contains(result.out, "they agree; the bound is 1e-07"));
  }
  const ProgramResult lecture =
      nntrain({"--data", "data/banknotes.txt", "--check-gradients", "--backprop", "lecture"});
  CHECK(lecture.exit_code == 1);
  CHECK(contains(lecture.out, "they differ"));
}

TEST_CASE("of a large network some hundred derivatives are looked at") {
  const ProgramResult result =
      nntrain({"--data", "data/xnor.csv", "--hidden", "700", "--init", "xavier", "--check-gradients"});
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "parameters: 500 of 2801"));
  CHECK(derivatives(result.out).size() == 500);
}

TEST_CASE("what has no slope, or no use beside a check, is refused") {
  const Words words = {"--data", "data/xnor.csv", "--check-gradients"};
  check_refusal(with(words, {"--dropout", "0.5"}), 2, {"--check-gradients", "at random"});
  check_refusal(with(words, {"--optimizer", "perceptron"}), 2, {"--check-gradients", "slope"});
  check_refusal(with(words, {"--save", "m.json"}), 2, {"--check-gradients", "nothing is trained"});
  check_refusal(with(words, {"--print", "loss"}), 2, {"--check-gradients", "nothing is trained"});
}

TEST_CASE("what contradicts a gradient check is the flag that was given") {
  const ScratchFolder scratch;
  const std::vector<Words> all = {{"--log", scratch.path("a.csv")},
                                  {"--log-weights", scratch.path("b.csv")},
                                  {"--save", scratch.path("m.json")},
                                  {"--predictions", scratch.path("p.csv")},
                                  {"--checkpoint", scratch.path("c.json")},
                                  {"--print", "loss"},
                                  {"--assert", "loss<1"},
                                  {"--junit", scratch.path("j.xml")},
                                  {"--plot", scratch.path("p.svg")},
                                  {"--format", "markdown"}};
  for (const Words& words : all) {
    check_refusal(
        with({"--data", "data/xnor.csv", "--check-gradients"}, words), 2,
        {"--check-gradients contradicts " + words.front() + ": nothing is trained", "leave one of them out"});
  }
}

}  // namespace nntrain::test
