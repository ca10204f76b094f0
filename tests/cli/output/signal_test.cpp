// SIGINT and SIGTERM end a run, which writes the result so far.

#include <csignal>
#include <filesystem>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// Runs `nntrain ARGUMENTS` and sends it the signals one after the other, each when its log (log.csv in the
/// folder) has grown by some rows, or when the run has ended. Without job control (set -m) bash would make
/// it ignore SIGINT.
ProgramResult run_until_signal(const std::string& signals, const std::string& arguments,
                               const ScratchFolder& scratch, const std::string& before = "") {
  const std::string script =
      "set -m; " + before + "'" + program_under_test() + "' " + arguments +
      " --log log.csv >out 2>err & pid=$!; touch log.csv\n"
      "for signal in " +
      signals +
      "; do\n"
      "  enough=$(($(wc -l <log.csv) + 100))\n"
      "  while kill -0 $pid && [ $(wc -l <log.csv) -lt $enough ]; do sleep 0.01; done 2>/dev/null\n"
      "  kill -$signal $pid\n"
      "done 2>/dev/null\n"
      "wait $pid; code=$?; cat out; cat err >&2; exit $code";
  return run({.arguments = {"-c", script},
              .input = "",
              .directory = scratch.path(""),
              .environment = {},
              .program = "/bin/bash"});
}

const std::string kLongRun = "--data '" NNTRAIN_SOURCE_DIR "/data/banknotes.txt' --iterations 100000000 ";

}  // namespace

TEST_CASE("a signal stops training at the next iteration, and what there is is written beside the files") {
  for (const auto& [signal, code] : std::vector<std::pair<std::string, int>>{{"TERM", 143}, {"INT", 130}}) {
    const ScratchFolder scratch;
    scratch.file("m.json", "an older model\n");
    const ProgramResult result = run_until_signal(
        signal, kLongRun + "--save m.json --checkpoint c.json --predictions p.csv --format json", scratch);
    INFO(result.err);
    CHECK(result.exit_code == code);
    CHECK(contains(result.err, "nntrain: stopped by SIG" + signal + " after "));
    CHECK(contains(result.err,
                   " of 100000000 iterations; the model so far: m.json.part; the predictions so far: "
                   "p.csv.part; to go on:  --resume c.json\n"));
    CHECK(read_file(scratch.path("m.json")) == "an older model\n");
    CHECK_FALSE(std::filesystem::exists(scratch.path("p.csv")));
    CHECK(contains(result.err, "--resume c.json"));
    const nlohmann::json json = nlohmann::json::parse(result.out);
    CHECK(json["training"]["stop"] == "signal");
    const std::string iterations = json["training"]["iterations"].dump();
    CHECK(lines_of(read_file(scratch.path("p.csv.part"))).size() == 1373);

    const ProgramResult replay = nntrain({"replay", scratch.path("m.json.part")});
    CHECK(replay.exit_code == 0);
    const std::string more = std::to_string(std::stoi(iterations) + 10);
    const auto fingerprint_of = [](const Words& words) {
      return nntrain(with(words, {"--print", "fingerprint", "-q"})).out;
    };
    CHECK(fingerprint_of({"--resume", scratch.path("c.json"), "--iterations", more}) ==
          fingerprint_of({"--data", "data/banknotes.txt", "--iterations", more}));
    CHECK(fingerprint_of({"--data", "data/banknotes.txt", "--iterations", iterations}) ==
          json["fingerprint"].get<std::string>() + "\n");
  }
}

TEST_CASE("a signal that is ignored stays ignored") {
  const ScratchFolder scratch;
  const ProgramResult result =
      run_until_signal("TERM INT", kLongRun + "--print stop", scratch, "trap '' TERM; ");
  CHECK(result.exit_code == 130);  // SIGTERM's is 143
  CHECK(result.out == "signal\n");
}

}  // namespace nntrain::test
