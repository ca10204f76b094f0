// Data without any relation: nothing is learned.

#include "cli/tables.hpp"

namespace nntrain::test {

TEST_CASE("labels that are dealt out at random cannot be learnt") {
  const ScratchFolder scratch;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    std::vector<std::string> labels;
    for (const Words& row : banknotes()) labels.push_back(row[4]);
    labels.erase(labels.begin());
    Dice(seed).shuffle(labels);
    const std::string data = scratch.file(
        "t.csv", csv_of(with_column(4, [&](std::size_t row, const std::string&) { return labels[row]; })));
    for (const Words& flags : {Words{"--lr", "0.001", "--iterations", "300"},
                               {"--optimizer", "rprop", "--iterations", "50"},
                               {"--preset", "modern", "--iterations", "5"}}) {
      INFO(seed << " " << flags[1]);
      const Words values = printed(with({"--data", data, "--test-fraction", "0.3"}, flags),
                                   "test.accuracy,test.majority,test.auc");
      CHECK(std::abs(std::stod(values[0]) - std::stod(values[1])) < 0.08);
      CHECK(std::abs(std::stod(values[2]) - 0.5) < 0.08);
    }
  }
}

TEST_CASE("a number that is dealt out at random has no R2") {
  const ScratchFolder scratch;
  Dice dice(7);
  const std::string data = scratch.file("t.csv", csv_of(with_column(3, [&](std::size_t, const std::string&) {
                                          return std::to_string(dice.uniform(-1, 1));
                                        })));
  const Words words = {"--data",       data,  "--target", "entropy", "--scale",         "standard",
                       "--iterations", "200", "--lr",     "0.05",    "--test-fraction", "0.3"};
  CHECK(number_of(words, "test.r2") < 0.03);
}

TEST_CASE("no single unit learns XNOR, whatever trains it") {
  for (const Words& flags : {Words{"--optimizer", "perceptron"},
                             {"--optimizer", "perceptron", "--lr", "0.5", "--seed", "4"},
                             {"--hidden", "0", "--lr", "0.5"},
                             {"--hidden", "0", "--momentum", "0.9", "--lr", "0.1"},
                             {"--hidden", "0", "--optimizer", "adam", "--lr", "0.1"},
                             {"--hidden", "0", "--optimizer", "rprop"},
                             {"--hidden", "0", "--optimizer", "lbfgs"},
                             {"--hidden", "0", "--optimizer", "lbfgs", "--loss", "cross-entropy"},
                             {"--hidden", "0", "--output-activation", "softmax", "--lr", "0.5"},
                             {"--hidden", "0", "--batch-size", "1", "--lr", "0.5"},
                             {"--hidden", "0", "--restarts", "20", "--lr", "0.5"}}) {
    INFO(flags[0] << " " << flags[1]);
    CHECK(number_of(with({"--data", "data/xnor.csv"}, flags), "accuracy") <= 0.75);
  }
}

}  // namespace nntrain::test
