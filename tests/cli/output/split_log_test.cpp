#include <map>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kNotes = {
    "--data", "data/banknotes.txt", "--features", "variance,entropy", "--iterations", "6", "--lr", "0.001"};

}  // namespace

TEST_CASE("a log has columns for validation and starts where there are some, and none for the test rows") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("l.csv");
  const std::vector<std::pair<Words, std::string>> cases = {
      {{}, "iteration,loss,accuracy"},
      {{"--test-fraction", "0.2"}, "iteration,loss,accuracy"},
      {{"--validation-fraction", "0.2"}, "iteration,loss,accuracy,validation_loss,validation_accuracy"},
      {{"--validation", "data/banknotes.txt"}, "iteration,loss,accuracy,validation_loss,validation_accuracy"},
      {{"--restarts", "2"}, "start,iteration,loss,accuracy"},
      {{"--restarts", "2", "--validation-fraction", "0.2"},
       "start,iteration,loss,accuracy,validation_loss,validation_accuracy"},
  };
  for (const auto& [flags, head] : cases) {
    INFO(head);
    printed(with(with(kNotes, flags), {"--log", path}), "stop");
    const std::vector<std::string> lines = lines_of(read_file(path));
    CHECK(lines.size() == (contains(head, "start") ? 15 : 8));
    CHECK(lines[0] == head);
    for (const std::string& line : lines) {
      CHECK(std::count(line.begin(), line.end(), ',') == std::count(head.begin(), head.end(), ','));
    }
  }
  printed({"--data", "data/banknotes.txt", "--target", "entropy", "--iterations", "2",
           "--validation-fraction", "0.2", "--log", path},
          "stop");
  CHECK(lines_of(read_file(path)).front() == "iteration,loss,validation_loss");
}

TEST_CASE(
    "row k of a log holds what a run of k iterations measures, batches, dropout and penalties included") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("l.csv");
  for (const Words& flags : {Words{},
                             {"--batch-size", "100"},
                             {"--dropout", "0.3"},
                             {"--l2", "0.5"},
                             {"--momentum", "0.9", "--nesterov"}}) {
    const Words words = {"--data", "data/banknotes.txt", "--validation-fraction", "0.2", "--lr", "0.001"};
    printed(with(with(words, flags), {"--iterations", "6", "--log", path}), "stop");
    const Cells rows = cells_of(read_file(path));
    for (const std::size_t k : {0U, 1U, 4U, 6U}) {
      INFO(k);
      CHECK(printed(with(with(words, flags), {"--iterations", std::to_string(k)}),
                    "train.loss,train.accuracy,validation.loss,validation.accuracy") ==
            Words(rows[k + 1].begin() + 1, rows[k + 1].end()));
    }
  }
}

TEST_CASE("lines of a JSON log hold the numbers of the CSV log") {
  const ScratchFolder scratch;
  const Words words = with(kNotes, {"--restarts", "2", "--validation-fraction", "0.3"});
  printed(with(words, {"--log", scratch.path("l.csv")}), "stop");
  printed(with(words, {"--log", scratch.path("l.jsonl")}), "stop");
  const Cells rows = cells_of(read_file(scratch.path("l.csv")));
  const std::vector<std::string> lines = lines_of(read_file(scratch.path("l.jsonl")));
  REQUIRE(lines.size() + 1 == rows.size());
  for (std::size_t row = 0; row < lines.size(); ++row) {
    const auto object = nlohmann::ordered_json::parse(lines[row]);
    REQUIRE(object.size() == rows[0].size());
    std::size_t column = 0;
    for (const auto& [name, value] : object.items()) {
      CHECK(name == rows[0][column]);
      CHECK(value.get<double>() == std::stod(rows[row + 1][column]));
      ++column;
    }
  }
}

TEST_CASE("a log changes no result, in whatever way it is trained") {
  const ScratchFolder scratch;
  for (const Words& flags : {Words{"--batch-size", "100", "--dropout", "0.2"},
                             {"--optimizer", "lbfgs"},
                             {"--validation-fraction", "0.2", "--patience", "3"},
                             {"--tolerance", "0.01"},
                             {"--restarts", "3"}}) {
    const bool has_rate = flags.back() != "lbfgs";
    const Words words = with({"--data", "data/banknotes.txt", "--iterations", "12"},
                             has_rate ? with(flags, {"--lr", "0.002"}) : flags);
    CHECK(fingerprint_of(words) == fingerprint_of(with(words, {"--log", scratch.path("l.csv")})));
  }
}

}  // namespace nntrain::test
