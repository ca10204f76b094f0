// --ensemble, --bag, --refit and --calibrate through the program: what they print, resume and refuse.

#include <filesystem>

#include "cli/models.hpp"
#include "cli/running.hpp"
#include "cli/tables.hpp"
#include "model/mutations.hpp"

namespace nntrain::test {
namespace {

namespace fs = std::filesystem;

const Words kFruit = {"--data",   "data/orchard.csv", "--missing",    "mean", "--scale",
                      "standard", "--optimizer",      "adam",         "--lr", "0.02",
                      "--loss",   "cross-entropy",    "--batch-size", "16"};
const Words kBagged = with(kFruit, {"--ensemble", "3", "--bag", "0.3", "--patience", "5", "--iterations",
                                    "60", "--test-fraction", "0.2"});

std::string fields_of(const Words& words, const std::string& fields) {
  const ProgramResult result = nntrain(with(words, {"--print", fields, "-q"}));
  INFO(result.err);
  CHECK(result.exit_code == 0);
  return result.out;
}

}  // namespace

TEST_CASE("the text result tells what an ensemble is and did") {
  const ProgramResult result = nntrain(with(kBagged, {"--refit", "--calibrate"}));
  INFO(result.out);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out,
                 ", mean of 3 networks that hold out 0.3333 of the training rows each, refit on all "
                 "rows, calibrated"));
  CHECK(contains(result.out, "stop: patience ("));
  CHECK(contains(result.out, "; then refit for as many)"));
  CHECK(contains(result.out, "weights of iteration "));
}

TEST_CASE("one network is the run without an ensemble, and --ensemble 1 is none") {
  const Words words = with(kFruit, {"--iterations", "5"});
  CHECK(fields_of(with(words, {"--ensemble", "1"}), "fingerprint") == fields_of(words, "fingerprint"));
  CHECK(fields_of(with(words, {"--ensemble", "2"}), "fingerprint") != fields_of(words, "fingerprint"));
}

TEST_CASE(
    "an ensemble with bags, refit and calibration has the same bits on any number of threads, and watched") {
  const ScratchFolder scratch;
  const Words words = with(kBagged, {"--refit", "--calibrate"});
  const std::string fields = "fingerprint,train.loss,test.log_loss,evaluations";
  const std::string expected = fields_of(with(words, {"--threads", "1"}), fields);
  CHECK(fields_of(with(words, {"--threads", "3"}), fields) == expected);
  CHECK(fields_of(with(words, {"--log", scratch.path("l.csv")}), fields) == expected);
  CHECK(fields_of(with(words, {"--checkpoint", scratch.path("c.json"), "--checkpoint-every", "7"}), fields) ==
        expected);
  CHECK(fields_of({"--resume", scratch.path("c.json")}, fields) == expected);
  // The log tells the search: a row for each iteration of each network.
  const std::string log = read_file(scratch.path("l.csv"));
  CHECK(log.starts_with("start,iteration,loss"));
  CHECK(contains(log, "\n3,0,"));
}

TEST_CASE("a run that was killed in its search or its refit goes on, with its log") {
  for (const bool in_refit : {false, true}) {
    const ScratchFolder straight;
    const ScratchFolder scratch;
    const auto job = [](const ScratchFolder& folder) {
      return with(kBagged, {"--refit", "--log", folder.path("l.csv"), "--checkpoint", folder.path("c.json"),
                            "--checkpoint-every", "1", "--continue"});
    };
    const std::string expected = fields_of(job(straight), "fingerprint");
    const std::string log = read_file(straight.path("l.csv"));
    RunningProgram running(job(scratch));
    while (!fs::exists(scratch.path("c.json")) && !running.has_ended()) {
    }
    if (in_refit) {
      const auto refits = [&] { return contains(read_file(scratch.path("c.json")), "\"refit\""); };
      while (!running.has_ended() && !refits()) {
      }
    }
    running.kill();
    CHECK(fields_of(job(scratch), "fingerprint") == expected);
    CHECK(read_file(scratch.path("l.csv")) == log);
  }
}

TEST_CASE("what would change earlier networks cannot be changed when a run goes on") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  REQUIRE(nntrain(with(kBagged, {"--checkpoint", checkpoint, "-q"})).exit_code == 0);
  check_refusal({"--resume", checkpoint, "--iterations", "90"}, 2, {"--ensemble", "--iterations 60"});
  check_refusal({"--resume", checkpoint, "--patience", "90"}, 2, {"earlier starts are already done"});
  check_refusal({"--resume", checkpoint, "--bag", "0.5"}, 2, {"--bag is '0.5'"});
  const ProgramResult again = nntrain({"--resume", checkpoint});
  CHECK(contains(again.err, "has all of its 3 networks"));
}

TEST_CASE("of fewer than 100 held-out rows no temperature is taken, and a warning says so") {
  const Words few = with(kFruit, {"--validation-fraction", "0.25", "--iterations", "5"});
  const ProgramResult result = nntrain(with(few, {"--calibrate", "--print", "fingerprint"}));
  CHECK(
      contains(result.err, "--calibrate is left out: it needs 100 held-out rows at least, and there are 60"));
  CHECK(result.out == fields_of(few, "fingerprint"));
  const ProgramResult folds = nntrain(with({"cv"}, with(few, {"--calibrate", "--folds", "3"})));
  CHECK(contains(folds.err, "--calibrate is left out"));
  const Words enough = with(kFruit, {"--validation-fraction", "0.5", "--iterations", "60"});
  CHECK(std::stod(fields_of(with(enough, {"--calibrate"}), "validation.log_loss")) <
        std::stod(fields_of(enough, "validation.log_loss")));
  CHECK(fields_of(with(enough, {"--calibrate"}), "validation.accuracy") ==
        fields_of(enough, "validation.accuracy"));
}

TEST_CASE("folds, seeds and sweeps train ensembles") {
  const Words words = with(kBagged, {"--refit", "--calibrate"});
  const std::string one =
      fields_of(with({"cv"}, with(words, {"--folds", "2", "--threads", "1"})), "fingerprint");
  CHECK(fields_of(with({"cv"}, with(words, {"--folds", "2", "--threads", "3"})), "fingerprint") == one);
  CHECK(fields_of(with(words, {"--seeds", "1,2"}), "runs") == "2\n");
  const ScratchFolder scratch;
  const ProgramResult sweep =
      nntrain(with(with({"sweep"}, words),
                   {"--folds", "2", "--grid", "hidden=3;5", "-q", "--results", scratch.path("r.csv")}));
  INFO(sweep.err);
  CHECK(sweep.exit_code == 0);
}

TEST_CASE("a column with validation rows contradicts bags, and one without is no help for --calibrate") {
  const ScratchFolder scratch;
  std::string table = "x,y,part\n";
  for (int row = 0; row < 40; ++row)
    table += std::to_string(row % 7) + "," + (row % 2 == 0 ? "a" : "b") + "," +
             (row < 30 ? "train" : "validation") + "\n";
  const std::string with_validation = scratch.file("v.csv", table);
  for (std::size_t at = 0; (at = table.find("validation", at)) != std::string::npos;)
    table.replace(at, 10, "test");
  const std::string without = scratch.file("t.csv", table);
  const Words flags = {"--target", "y", "--split-column", "part", "--iterations", "3"};
  const auto on = [&](const std::string& data, const Words& more) {
    return with(with({"--data", data}, flags), more);
  };
  check_refusal(on(with_validation, {"--ensemble", "4", "--bag", "0.25"}), 4, {"with --bag each network"});
  check_refusal(with({"cv"}, on(with_validation, {"--ensemble", "4", "--bag", "0.25"})), 4, {"--bag"});
  check_refusal(on(without, {"--calibrate"}), 4, {"which --calibrate needs"});
  check_refusal(on(without, {"--threshold", "recall=0.9"}), 4, {"on which --threshold is found"});
  CHECK(nntrain(on(without, {"--ensemble", "4", "--bag", "0.25", "--patience", "2"})).exit_code == 0);
}

TEST_CASE("an ensemble that time or a signal cut short tells how many networks it has") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const Words words = with(kFruit, {"--ensemble", "4", "--iterations", "100000000", "--save", model});
  const ProgramResult timed = nntrain(with(words, {"--max-seconds", "1e-9"}));
  CHECK(timed.exit_code == 0);
  CHECK(contains(timed.out, "network: 1 of 4 times "));
  CHECK(contains(timed.out, "stop: time ("));
  CHECK(contains(timed.err, "--max-seconds ended training with 1 of 4 networks"));
  CHECK(contains(nntrain({"show", model}).out, "networks: 1 of 4, whose outputs are averaged"));
  CHECK(nntrain({"replay", model}).exit_code == 0);
  const ProgramResult whole =
      nntrain(with(kFruit, {"--ensemble", "4", "--iterations", "2", "--save", model}));
  CHECK(contains(whole.out, "network: 4 times "));
  CHECK_FALSE(contains(whole.err, "--max-seconds"));
  CHECK(contains(nntrain({"show", model}).out, "networks: 4, whose outputs are averaged"));
}

TEST_CASE("an ensemble that a signal stops goes on from its checkpoint") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const Words words = with(kFruit, {"--ensemble", "3", "--iterations", "9000", "--refit",
                                    "--validation-fraction", "0.2", "--patience", "9000"});
  RunningProgram running(with(words, {"--checkpoint", checkpoint}));
  while (!running.is_running_for(0.3) && !running.has_ended()) {
  }
  running.end_by(SIGTERM);
  REQUIRE(fs::exists(checkpoint));
  CHECK(fields_of({"--resume", checkpoint}, "fingerprint") == fields_of(words, "fingerprint"));
}

TEST_CASE("a checkpoint or model that does not fit is refused with its name and a way out") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const std::string model = scratch.path("m.json");
  const Words words =
      with(kFruit, {"--ensemble", "3", "--iterations", "2", "-q", "--checkpoint", checkpoint});
  REQUIRE(nntrain(with(words, {"--save", model})).exit_code == 0);
  const ProgramResult resumed = nntrain({"--resume", model});
  CHECK(resumed.exit_code == 5);
  CHECK(contains(resumed.err, "--checkpoint FILE writes one"));
  CHECK_FALSE(contains(resumed.err, "--init-from"));
  nlohmann::ordered_json fewer = nlohmann::ordered_json::parse(read_file(checkpoint));
  fewer["networks"].erase(2);
  check_refusal({"--quiet", "--resume", scratch.file("d.json", sealed(fewer.dump(2) + "\n"))}, 5,
                {"d.json is no state of this run: ", "other networks than its number of starts",
                 "--checkpoint NEWFILE"});
}

TEST_CASE("what ensembles and --l2 need is told") {
  const Words words = {"--data", "data/or.csv"};
  check_refusal(with(words, {"--ensemble", "3", "--patience", "5"}), 2,
                {"--patience needs --bag", "--bag 0.2"});
  check_refusal(with(words, {"--l2", "foo"}), 2, {"--l2 'foo' is not auto, or a number from 0"});
  check_refusal(with(words, {"--validation-fraction", "0.2", "--calibrate", "--fixed-bias"}), 2,
                {"--calibrate contradicts --fixed-bias"});
  check_refusal(with(words, {"--validation-fraction", "0.2", "--calibrate", "--trace", "1"}), 2,
                {"--calibrate contradicts --trace"});
}

TEST_CASE("an ensemble diverges if one of its networks does") {
  const ProgramResult result = nntrain({"--data", "data/banknotes.txt", "--ensemble", "3", "--loss", "sse",
                                        "--output-activation", "identity", "--lr", "1e6"});
  CHECK(result.exit_code == 4);
}

}  // namespace nntrain::test
