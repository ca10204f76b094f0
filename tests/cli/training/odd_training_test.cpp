// Random combinations of flags on small tables: the program always ends with a valid exit code and message.

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// Sets of flags. Each run gets flags from a few sets; contradictions are refused.
const std::vector<std::vector<Words>>& choices() {
  static const std::vector<std::vector<Words>> all = {
      {{"--missing", "drop"}, {"--missing", "mean"}, {"--na", "z,"}},
      {{"--scale", "standard"}, {"--scale", "minmax"}},
      {{"--categorical", "a"}, {"--categorical", "a,c"}, {"--weights-column", "a"}, {"--drop", "c"}},
      {{"--unseen", "zero"}},
      {{"--class-weights", "balanced"}, {"--class-weights", "u=0,v=1e6"}, {"--class-weights", "0=2"}},
      {{"--test-fraction", "0.3"}, {"--test", "held.csv"}, {"--test-fraction", "0.9"}},
      {{"--validation-fraction", "0.4"}, {"--validation", "held.csv"}, {"--validation-fraction", "0.01"}},
      {{"--split", "ordered"}, {"--split", "random"}},
      {{"--hidden", "0"}, {"--hidden", "3,2"}, {"--hidden", "70"}},
      {{"--activation", "relu"},
       {"--activation", "tanh"},
       {"--activation", "identity"},
       {"--activation", "selu"},
       {"--activation", "softplus"}},
      {{"--output-activation", "softmax"},
       {"--output-activation", "identity"},
       {"--output-activation", "step"}},
      {{"--no-bias"}, {"--fixed-bias"}},
      {{"--init", "he"}, {"--init", "uniform:1e6"}, {"--init", "xavier"}},
      {{"--loss", "cross-entropy"}, {"--loss", "half-mse"}, {"--loss", "sse"}},
      {{"--optimizer", "adam"},
       {"--optimizer", "rprop"},
       {"--optimizer", "lbfgs"},
       {"--optimizer", "perceptron"}},
      {{"--lr", "1e6"}, {"--lr", "1e-300"}, {"--lr", "0.5"}},
      {{"--momentum", "0.99"}, {"--momentum", "0.5", "--nesterov"}},
      {{"--batch-size", "1"}, {"--batch-size", "3", "--no-shuffle"}, {"--batch-size", "1000000000"}},
      {{"--l2", "1e6"}, {"--l2", "0.1"}},
      {{"--dropout", "0.99"}, {"--dropout", "0.2"}},
      {{"--tolerance", "0.9"}, {"--patience", "1"}, {"--patience", "3"}},
      {{"--restarts", "3"}},
      {{"--preset", "modern"}, {"--preset", "keras"}, {"--preset", "lecture"}},
      {{"--task", "classify"}, {"--task", "regress"}},
      {{"--log", "log.csv"}, {"--log", "log.jsonl"}},
      {{"--predictions", "p.csv"}},
  };
  return all;
}

/// a, b, c, y: numbers and texts; some are missing or huge.
std::string odd_table(Dice& dice, std::size_t rows) {
  const std::vector<Words> kinds = {{"1", "2", "-3.5", "4e2"},
                                    {"0", "1"},
                                    {"red", "blue", "\"x,y\""},
                                    {"7"},
                                    {"1e300", "-1e300", "1"},
                                    {"1", "2", "", "?"},
                                    {"u", "v", "w"},
                                    {"u", "?"},
                                    {"1e-300", "2e-300"}};
  std::vector<Words> columns;
  for (int column = 0; column < 3; ++column) columns.push_back(kinds[dice.below(kinds.size())]);
  columns.push_back(dice.below(2) == 0   ? Words{"u", "v", "w"}
                    : dice.below(2) == 0 ? Words{"0", "1"}
                                         : Words{"1.5", "-2", "3e2", "4"});
  std::string text = "a,b,c,y\n";
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < 4; ++column) {
      text += columns[column][dice.below(columns[column].size())];
      text += column < 3 ? "," : "\n";
    }
  }
  return text;
}

}  // namespace

TEST_CASE("no mixture of flags makes the program fall, and what it gives it gives again") {
  const ScratchFolder scratch;
  Dice dice(2024);
  int done = 0;
  const int all = rounds(60, 600, 6000);
  for (int round = 0; round < all; ++round) {
    const std::size_t rows = 1 + dice.below(round % 5 == 0 ? 150 : 20);
    const std::string table = odd_table(dice, rows);
    scratch.file("t.csv", table);
    scratch.file("held.csv", dice.below(2) == 0 ? table : odd_table(dice, 4));
    ProgramCall call;
    call.directory = scratch.folder().string();
    call.arguments = {"--data", "t.csv", "--format", "json", "--iterations", std::to_string(dice.below(12))};
    for (const std::vector<Words>& choice : choices()) {
      if (dice.below(6) == 0) call.arguments = with(call.arguments, choice[dice.below(choice.size())]);
    }
    const ProgramResult result = run(call);
    INFO(nlohmann::json(call.arguments).dump() << "\n" << table << read_file(scratch.path("held.csv")));
    INFO("exit code " << result.exit_code << ", standard error: " << result.err);
    CHECK(result.exit_code >= 0);
    CHECK(result.exit_code <= 4);
    CHECK(result.exit_code != 1);
    CHECK_FALSE((contains(result.err, "bug") || contains(result.err, "std::")));
    if (result.out.empty()) {
      CHECK(result.err.substr(0, 9) == "nntrain: ");
      continue;
    }
    REQUIRE(nlohmann::json::accept(result.out));
    const nlohmann::json json = nlohmann::json::parse(result.out);
    if (json["schema"] == "nntrain.error/1") {
      CHECK(json["exit_code"] == result.exit_code);
      CHECK(result.err.substr(0, 9) == "nntrain: ");
      continue;
    }
    ++done;
    const bool diverged = json["training"]["stop"] == "diverged";
    CHECK(diverged == (result.exit_code == 4));
    if (!diverged) CHECK(json["metrics"]["train"]["loss"].is_number());
    for (const nlohmann::json& layer : json["layers"]) {
      for (const nlohmann::json& weights : layer["weights"]) {
        for (const nlohmann::json& weight : weights) CHECK(weight.is_number());
      }
    }
    nlohmann::json again = nlohmann::json::parse(run(call).out);
    again["training"]["seconds"] = json["training"]["seconds"];
    again["resources"] = json["resources"];
    CHECK(again == json);
  }
  CHECK(done > all / 10);
}

}  // namespace nntrain::test
