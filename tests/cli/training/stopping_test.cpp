// When training stops, and which weights it returns.

#include <set>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kNotes = {"--data", "data/banknotes.txt", "--features", "variance,entropy"};

}  // namespace

TEST_CASE("patience takes the weights of the lowest validation loss, which are those of a shorter run") {
  const ScratchFolder scratch;
  int stopped = 0;
  for (const Words& flags : {Words{"--lr", "0.03"},
                             {"--optimizer", "adam", "--lr", "0.05", "--batch-size", "40"},
                             {"--optimizer", "rprop"},
                             {"--hidden", "20", "--momentum", "0.9", "--lr", "0.003"}}) {
    INFO(flags[0] << " " << flags[1]);
    const Words words = with(with(kNotes, flags), {"--validation-fraction", "0.3", "-q"});
    const std::string log = scratch.path("l.csv");
    const nlohmann::json result =
        json_of(with(words, {"--iterations", "600", "--patience", "7", "--log", log}));
    const std::size_t best = result["training"]["best_iteration"];
    const std::size_t done = result["training"]["iterations"];
    if (result["training"]["stop"] == "patience") {
      ++stopped;
      CHECK(done == best + 7);
    }
    const std::vector<double> losses = column_of(cells_of(read_file(log)), "validation_loss");
    CHECK(losses.size() == done + 1);
    CHECK(best == static_cast<std::size_t>(std::min_element(losses.begin(), losses.end()) - losses.begin()));
    CHECK(result["metrics"]["validation"]["loss"] == losses[best]);
    CHECK(fingerprint_of(with(words, {"--iterations", std::to_string(best)})) ==
          result["fingerprint"].get<std::string>());
    CHECK(contains(nntrain(with(words, {"--iterations", "600", "--patience", "7"})).out,
                   "; weights of iteration " + std::to_string(best) + ")"));
  }
  CHECK(stopped >= 3);
}

TEST_CASE(
    "patience without end restores the best weights as well, and counts as converged where it stopped") {
  const Words words = with(kNotes, {"--validation-fraction", "0.3", "--lr", "0.03", "-q"});
  const nlohmann::json result = json_of(with(words, {"--iterations", "40", "--patience", "1000000"}));
  CHECK(result["training"]["stop"] == "iterations");
  CHECK(result["training"].contains("best_iteration"));
  CHECK_FALSE(json_of(with(words, {"--iterations", "40"}))["training"].contains("best_iteration"));
  CHECK(
      nntrain(with(words, {"--iterations", "5000", "--patience", "2", "--assert", "converged"})).exit_code ==
      0);
}

TEST_CASE("patience watches the rows of a --validation file as well") {
  const Words words =
      with(kNotes, {"--validation", "data/banknotes.txt", "--lr", "0.03", "--iterations", "500"});
  const Words values = printed(with(words, {"--patience", "5"}), "stop,train.loss,validation.loss");
  CHECK(values[0] == "patience");
  CHECK(values[1] == values[2]);
}

TEST_CASE("tolerance stops where the loss falls too little, and the weights are those of that iteration") {
  const Words words = with(kNotes, {"--lr", "0.001"});
  const Words stopped =
      printed(with(words, {"--iterations", "5000", "--tolerance", "0.01"}), "stop,iterations,fingerprint");
  CHECK(stopped[0] == "tolerance");
  CHECK(std::stoi(stopped[1]) < 5000);
  CHECK(std::stoi(stopped[1]) >= 10);
  CHECK(fingerprint_of(with(words, {"--iterations", stopped[1]})) == stopped[2]);
  const int strict =
      std::stoi(printed(with(words, {"--iterations", "5000", "--tolerance", "0.001"}), "iterations").front());
  CHECK(strict > std::stoi(stopped[1]));
  CHECK(printed(with(words, {"--iterations", "200", "--tolerance", "1e-12"}), "stop") == Words{"iterations"});
}

TEST_CASE("a time limit ends a long run, and its weights are those of as many iterations") {
  const Words words = {"--data", "data/or.csv", "--iterations", "1000000000000"};
  const Words values = printed(with(words, {"--max-seconds", "0.05"}), "stop,iterations,fingerprint,seconds");
  CHECK(values[0] == "time");
  CHECK(std::stod(values[3]) >= 0.05);
  CHECK(fingerprint_of({"--data", "data/or.csv", "--iterations", values[1]}) == values[2]);
  CHECK(printed({"--data", "data/or.csv", "--iterations", "3", "--max-seconds", "1e6"}, "stop") ==
        Words{"iterations"});
}

TEST_CASE("the best of several starts is taken, by validation loss where there is one") {
  const ScratchFolder scratch;
  const std::string log = scratch.path("l.csv");
  for (const Words& flags :
       {Words{}, {"--validation-fraction", "0.3"}, {"--optimizer", "adam", "--batch-size", "50"}}) {
    const Words words = with(with(kNotes, flags), {"--iterations", "15", "--lr", "0.002", "-q"});
    const nlohmann::json result = json_of(with(words, {"--restarts", "6", "--log", log}));
    const bool watched = result["metrics"].contains("validation");
    const Cells rows = cells_of(read_file(log));
    REQUIRE(rows.size() == 1 + 6 * 16);
    const std::vector<double> starts = column_of(rows, "start");
    const std::vector<double> losses = column_of(rows, watched ? "validation_loss" : "loss");
    std::vector<double> last;
    for (std::size_t row = 15; row < losses.size(); row += 16) {
      CHECK(starts[row] == static_cast<double>(last.size() + 1));
      last.push_back(losses[row]);
    }
    const auto lowest = std::min_element(last.begin(), last.end());
    CHECK(result["metrics"][watched ? "validation" : "train"]["loss"] == *lowest);
    CHECK(result["training"]["best_restart"] == lowest - last.begin() + 1);
    CHECK(std::set<double>(last.begin(), last.end()).size() == 6);

    // The first start is the same as in a run without restarts.
    const nlohmann::json single = json_of(words);
    CHECK(single["metrics"][watched ? "validation" : "train"]["loss"] == last.front());
    CHECK_FALSE(single["training"].contains("best_restart"));
    CHECK(json_of(with(words, {"--restarts", "1"}))["fingerprint"] == single["fingerprint"]);
  }
}

TEST_CASE("of several starts one that did not diverge is taken") {
  const ScratchFolder scratch;
  const std::string log = scratch.path("l.jsonl");
  const ProgramResult result = nntrain({"--data", "data/banknotes.txt", "--target", "entropy", "--hidden",
                                        "3", "--activation", "relu", "--lr", "0.3", "--iterations", "200",
                                        "--restarts", "12", "--format", "json", "-q", "--log", log});
  std::size_t complete = 0;
  for (const std::string& line : lines_of(read_file(log))) {
    REQUIRE(nlohmann::json::accept(line));
    complete += nlohmann::json::parse(line)["iteration"] == 200 ? 1U : 0U;
  }
  CHECK(complete < 12);
  CHECK(result.exit_code == (complete > 0 ? 0 : 4));
  CHECK((nlohmann::json::parse(result.out)["training"]["stop"] == "diverged") == (complete == 0));
}

TEST_CASE("starts that all diverge are told as such, also if the time is over") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "a,y\n1e153,1.5\n2e153,2.5\n1.5e153,3.5\n");
  // Each start diverges in its first iteration. After one, the time is over.
  const ProgramResult result =
      nntrain({"--data", data, "--task", "regress", "--hidden", "0", "--lr", "1000000", "--restarts", "2",
               "--max-seconds", "0.000001", "-q", "--print", "stop"});
  CHECK(result.exit_code == 4);
  CHECK(result.out == "diverged\n");
}

}  // namespace nntrain::test
