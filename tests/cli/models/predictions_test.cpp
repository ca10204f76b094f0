// The file of --predictions, and that it agrees with the counts in the result.

#include <filesystem>
#include <map>
#include <numeric>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kLabels = {"a, \"b\"", "b:c", "\xC3\xA4"};

Cells predictions_of(const Words& words, const ScratchFolder& scratch) {
  const ProgramResult result =
      nntrain(with(words, {"--quiet", "--print", "stop", "--predictions", scratch.path("p.csv")}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return cells_of(read_file(scratch.path("p.csv")));
}

/// The number of rows of each split whose prediction is right.
std::map<std::string, int> right_in(const Cells& rows) {
  std::map<std::string, int> right;
  for (std::size_t row = 1; row < rows.size(); ++row)
    right[rows[row][1]] += rows[row][2] == rows[row][3] ? 1 : 0;
  return right;
}

}  // namespace

TEST_CASE("each class has a column of probabilities that sum to 1, and the prediction is the largest") {
  const ScratchFolder scratch;
  const Cells table = clouds(75, kLabels, 8);
  const Words words = {"--data", scratch.file("t.csv", csv_of(table)), "--iterations", "60", "--lr", "0.5"};
  const Cells rows = predictions_of(words, scratch);
  REQUIRE(rows.size() == table.size());
  CHECK(rows[0] == Words{"row", "split", "kind", "prediction", "probability:a, \"b\"", "probability:b:c",
                         "probability:\xC3\xA4"});
  for (std::size_t row = 1; row < rows.size(); ++row) {
    REQUIRE(rows[row].size() == 7);
    CHECK(rows[row][2] == table[row][2]);
    std::vector<double> shares;
    for (std::size_t c = 0; c < 3; ++c) shares.push_back(std::stod(rows[row][4 + c]));
    CHECK(std::abs(std::accumulate(shares.begin(), shares.end(), 0.0) - 1) < 2e-15);
    CHECK(rows[row][3] ==
          kLabels[static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) - shares.begin())]);
  }
  CHECK(std::to_string(right_in(rows)["train"]) == printed(words, "correct").front());
}

TEST_CASE("the split of each row is told, and all rows keep their order") {
  const ScratchFolder scratch;
  const Cells table = clouds(80, kLabels, 9);
  const Words words = {"--data",
                       scratch.file("t.csv", csv_of(table)),
                       "--iterations",
                       "40",
                       "--lr",
                       "0.5",
                       "--test-fraction",
                       "0.25",
                       "--validation-fraction",
                       "0.15"};
  const Cells rows = predictions_of(words, scratch);
  REQUIRE(rows.size() == table.size());
  std::map<std::string, int> counts;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    CHECK(rows[row][0] == std::to_string(row));
    CHECK(rows[row][2] == table[row][2]);
    ++counts[rows[row][1]];
  }
  CHECK(counts == std::map<std::string, int>{{"train", 48}, {"validation", 12}, {"test", 20}});
  const Words right = printed(words, "train.correct,validation.correct,test.correct");
  CHECK(right == Words{std::to_string(right_in(rows)["train"]), std::to_string(right_in(rows)["validation"]),
                       std::to_string(right_in(rows)["test"])});
}

TEST_CASE("outputs that are no probabilities are called output") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(clouds(30, kLabels, 3)));
  const Cells many = predictions_of({"--data", data, "--output-activation", "identity", "--loss", "mse",
                                     "--iterations", "3", "--lr", "0.01"},
                                    scratch);
  CHECK(many[0] ==
        Words{"row", "split", "kind", "prediction", "output:a, \"b\"", "output:b:c", "output:\xC3\xA4"});
  const Cells step = predictions_of({"--data", "data/or.csv", "--optimizer", "perceptron"}, scratch);
  CHECK(step[0] == Words{"row", "split", "y", "prediction", "output"});
  for (std::size_t row = 1; row < step.size(); ++row) CHECK(step[row][3] == step[row][4]);
  const Cells sigmoids = predictions_of({"--data", data, "--output-activation", "sigmoid", "--loss", "mse",
                                         "--iterations", "3", "--lr", "0.01"},
                                        scratch);
  for (std::size_t row = 1; row < sigmoids.size(); ++row) {
    const double sum =
        std::stod(sigmoids[row][4]) + std::stod(sigmoids[row][5]) + std::stod(sigmoids[row][6]);
    CHECK(std::abs(sum - 1) < 2e-15);
  }
}

TEST_CASE("a regression's predictions with held-out rows give the errors of the result") {
  const ScratchFolder scratch;
  const Words words = {"--data", "data/banknotes.txt", "--target", "entropy", "--iterations",
                       "20",     "--test-fraction",    "0.3"};
  const Cells rows = predictions_of(words, scratch);
  CHECK(rows[0] == Words{"row", "split", "entropy", "prediction"});
  double squares = 0;
  double count = 0;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    if (rows[row][1] != "test") continue;
    const double error = std::stod(rows[row][2]) - std::stod(rows[row][3]);
    squares += error * error;
    ++count;
  }
  CHECK(count == 412);
  CHECK(number_of(words, "test.mse") == Approx(squares / count).epsilon(1e-12));
}

}  // namespace nntrain::test
