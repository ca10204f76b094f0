// SIGINT and SIGTERM end a run, which writes the result so far.

#include <csignal>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// Runs `nntrain ARGUMENTS`, and sends it the signal when its log (log.csv in the folder) has some rows.
/// Without job control (set -m) bash would make it ignore SIGINT.
ProgramResult run_until_signal(const std::string& signal, const std::string& arguments,
                               const ScratchFolder& scratch) {
  const std::string script =
      "set -m; '" + program_under_test() + "' " + arguments +
      " --log log.csv >out 2>err & pid=$!\n"
      "for i in $(seq 3000); do [ -s log.csv ] && [ $(wc -l <log.csv) -ge 30 ] && break; sleep 0.01; done\n"
      "kill -" +
      signal + " $pid; wait $pid; code=$?; cat out; cat err >&2; exit $code";
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
      shell("trap '' TERM; nntrain --data '" NNTRAIN_SOURCE_DIR
            "/data/xnor.csv' --iterations 300000 --quiet "
            "--print stop,iterations & pid=$!; sleep 0.1; kill -TERM $pid; wait $pid",
            scratch.path(""));
  CHECK(result.exit_code == 0);
  CHECK(result.out == "iterations\t300000\n");
}

}  // namespace nntrain::test
