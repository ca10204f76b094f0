#include <filesystem>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kNotes = {"--data", "data/banknotes.txt", "--features", "variance,entropy", "--quiet"};

std::string fields_after(const std::string& iterations) {
  const ProgramResult result =
      nntrain(with(kNotes, {"--iterations", iterations, "--print", "loss,accuracy"}));
  std::string fields = result.out.substr(0, result.out.size() - 1);
  std::replace(fields.begin(), fields.end(), '\t', ',');
  return fields;
}

}  // namespace

TEST_CASE("row k of a log is the network after k updates, and row 0 the start") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("l.csv");
  const ProgramResult result =
      nntrain(with(kNotes, {"--iterations", "12", "--log", path, "--print", "loss,accuracy"}));
  REQUIRE(result.exit_code == 0);
  const std::vector<std::string> lines = lines_of(read_file(path));
  REQUIRE(lines.size() == 14);
  CHECK(lines[0] == "iteration,loss,accuracy");
  CHECK(lines[1] == "0," + fields_after("0"));
  CHECK(lines[2] == "1," + fields_after("1"));
  CHECK(lines[8] == "7," + fields_after("7"));
  CHECK(lines[13] == "12," + fields_after("12"));
}

TEST_CASE("a log does not change the result") {
  const ScratchFolder scratch;
  const Words words = with(kNotes, {"--iterations", "12", "--print", "fingerprint"});
  CHECK(nntrain(words).out == nntrain(with(words, {"--log", scratch.path("l.csv")})).out);
}

TEST_CASE("a log of JSON lines holds the same numbers") {
  const ScratchFolder scratch;
  const Words words = with(kNotes, {"--iterations", "5", "--print", "stop"});
  REQUIRE(nntrain(with(words, {"--log", scratch.path("l.csv")})).exit_code == 0);
  REQUIRE(nntrain(with(words, {"--log", scratch.path("l.jsonl")})).exit_code == 0);
  const std::vector<std::string> rows = lines_of(read_file(scratch.path("l.csv")));
  const std::vector<std::string> objects = lines_of(read_file(scratch.path("l.jsonl")));
  REQUIRE(objects.size() == 6);
  for (std::size_t k = 0; k < objects.size(); ++k) {
    const auto object = nlohmann::ordered_json::parse(objects[k]);
    CHECK(object.begin().key() == "iteration");
    CHECK(rows[k + 1] == object["iteration"].dump() + "," + object["loss"].dump() + "," +
                             (object["accuracy"] == 1.0 ? "1" : object["accuracy"].dump()));
  }
}

TEST_CASE("a dash as a log or as predictions is refused: it would mix with the result") {
  for (const std::string flag : {"--log", "--predictions"}) {
    check_refusal({"--data", "data/or.csv", flag, "-"}, 2, {flag + " -", "standard output"});
  }
}

TEST_CASE("a log whose ending does not say its format is refused") {
  check_refusal({"--data", "data/or.csv", "--log", "log.json"}, 2, {"log.json", ".csv or .jsonl"});
}

TEST_CASE("a log of a regression has no accuracy") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("l.csv");
  const ProgramResult result = nntrain({"--data", "data/banknotes.txt", "--target", "entropy", "--iterations",
                                        "3", "--log", path, "-q", "--print", "loss"});
  REQUIRE(result.exit_code == 0);
  const std::vector<std::string> lines = lines_of(read_file(path));
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == "iteration,loss");
  CHECK(lines[4] + "\n" == "3," + result.out);
}

TEST_CASE("a log ends where a diverged training ended, and its lines stay valid") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,y\n1,10.5\n2,20.25\n3,31\n4,39\n");
  for (const std::string name : {"l.csv", "l.jsonl"}) {
    const ProgramResult result = nntrain(
        {"--data", data, "--lr", "1000", "--log", scratch.path(name), "--print", "iterations,loss", "-q"});
    CHECK(result.exit_code == 4);
    const std::vector<std::string> lines = lines_of(read_file(scratch.path(name)));
    if (name == "l.jsonl") {
      const nlohmann::json last = nlohmann::json::parse(lines.back());
      CHECK(last["iteration"].dump() + "\t" + last["loss"].dump() + "\n" == result.out);
    } else {
      std::string last = lines.back();
      std::replace(last.begin(), last.end(), ',', '\t');
      CHECK(last + "\n" == result.out);
    }
  }
}

TEST_CASE("a loss that is not finite is null in JSON lines") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,y\n1e300,0\n3e300,1.5\n1,2\n");
  const ProgramResult result =
      nntrain({"--data", data, "--hidden", "0", "--log", scratch.path("l.jsonl"), "--print", "stop", "-q"});
  CHECK(result.exit_code == 4);
  for (const std::string& line : lines_of(read_file(scratch.path("l.jsonl")))) {
    INFO(line);
    CHECK(nlohmann::json::accept(line));
  }
}

TEST_CASE("predictions list target, prediction and probability of every row in order") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("p.csv");
  const ProgramResult result = nntrain({"--data", "data/xnor.csv", "--lr", "1", "--iterations", "3000",
                                        "--predictions", path, "-q", "--print", "accuracy"});
  REQUIRE(result.out == "1\n");
  const std::vector<std::string> lines = lines_of(read_file(path));
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == "row,split,y,prediction,probability:0,probability:1");
  const Words starts = {"1,train,1,1,0.0", "2,train,0,0,0.9", "3,train,0,0,0.9", "4,train,1,1,0.0"};
  for (std::size_t i = 0; i < starts.size(); ++i) CHECK(lines[i + 1].substr(0, 15) == starts[i]);
}

TEST_CASE("as many predictions are right as the result counts") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("p.csv");
  const ProgramResult result =
      nntrain(with(kNotes, {"--iterations", "30", "--predictions", path, "--print", "correct"}));
  const Cells rows = cells_of(read_file(path));
  REQUIRE(rows.size() == 1373);
  const auto right =
      std::count_if(rows.begin() + 1, rows.end(), [](const Words& row) { return row[2] == row[3]; });
  CHECK(std::to_string(right) + "\n" == result.out);
}

TEST_CASE("predictions of a regression are numbers, and names are quoted where they must be") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,\"y, \"\"z\"\"\"\n1,10.5\n2,20.25\n");
  const std::string path = scratch.file("p.csv", "old");
  REQUIRE(nntrain({"--data", data, "--task", "regress", "--iterations", "2", "--predictions", path, "-q"})
              .exit_code == 0);
  const std::vector<std::string> lines = lines_of(read_file(path));
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "row,split,\"y, \"\"z\"\"\",prediction");
  CHECK(lines[1].substr(0, 13) == "1,train,10.5,");
  CHECK(lines[2].substr(0, 14) == "2,train,20.25,");
  CHECK(!std::filesystem::exists(path + ".nntrain-tmp"));
}

}  // namespace nntrain::test
