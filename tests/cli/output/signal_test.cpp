// SIGINT and SIGTERM end a run, which writes the result so far.

#include <csignal>

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

TEST_CASE("a signal stops training at the next iteration, and all that was asked for is written") {
  for (const auto& [signal, code] : std::vector<std::pair<std::string, int>>{{"TERM", 143}, {"INT", 130}}) {
    const ScratchFolder scratch;
    const ProgramResult result = run_until_signal(
        signal, kLongRun + "--save m.json --checkpoint c.json --predictions p.csv --format json", scratch);
    INFO(result.err);
    CHECK(result.exit_code == code);
    CHECK(contains(result.err, "stopped by a signal after "));
    CHECK(contains(result.err, "--resume c.json"));
    const nlohmann::json json = nlohmann::json::parse(result.out);
    CHECK(json["training"]["stop"] == "signal");
    const std::string iterations = json["training"]["iterations"].dump();
    CHECK(lines_of(read_file(scratch.path("p.csv"))).size() == 1373);

    const ProgramResult replay = nntrain({"replay", scratch.path("m.json")});
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
