// The file of --log-weights: what it keeps of an earlier run, and what cannot be written or is refused.

#include <filesystem>

#include "cli/faults.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {

TEST_CASE("both logs of a run that was killed and goes on have the bytes of one run") {
  if (!can_make_faults()) return;
  for (const std::string ending : {".csv", ".jsonl"}) {
    for (const std::string more : {"--optimizer adam", "--average 0.9", "--restarts 3", "--ensemble 2"}) {
      const ScratchFolder scratch;
      const std::string logs = "--log l" + ending + " --log-weights w" + ending;
      const std::string command =
          "--data " NNTRAIN_SOURCE_DIR "/data/xnor.csv --iterations 12 -q --print stop " + more + " " + logs;
      REQUIRE(shell("nntrain " + command, scratch.path("")).exit_code == 0);
      const std::string log = read_file(scratch.path("l" + ending));
      const std::string weights = read_file(scratch.path("w" + ending));
      const std::string resumed = command + " --checkpoint c.json --continue --checkpoint-every 2";
      for (const int k : {8, 9, 10, 31}) {
        CAPTURE(ending, more, k);
        std::filesystem::remove(scratch.path("c.json"));
        CHECK(with_fault("write", k, "kill", resumed, scratch.path("")).exit_code == 128 + 9);
        const std::string some = read_file(scratch.path("w" + ending));
        CHECK(some.size() < weights.size());
        CHECK(some == weights.substr(0, some.size()));
        const ProgramResult result = shell("nntrain " + resumed, scratch.path(""));
        INFO(result.err);
        CHECK(result.exit_code == 0);
        CHECK(result.err.empty());
        CHECK(read_file(scratch.path("l" + ending)) == log);
        CHECK(read_file(scratch.path("w" + ending)) == weights);
      }
    }
  }
}

TEST_CASE("rows of weights that are not this run's are refused, and missing ones are told") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const std::string log = scratch.path("l.csv");
  const std::string weights = scratch.path("w.csv");
  const Words words = {"--data",       "data/xnor.csv", "--print",   "stop",
                       "--checkpoint", checkpoint,      "--continue"};
  const Words first = with(words, {"--iterations", "4"});
  const Words second = with(words, {"--iterations", "6", "--log-weights", weights});
  REQUIRE(nntrain(with(first, {"--log", log})).exit_code == 0);
  // The rows of the other log are no rows of weights.
  (void)scratch.file("w.csv", read_file(log));
  check_refusal(nntrain(second), 3,
                {"w.csv is not the log of the weights of the run in " + checkpoint + ": that run had none",
                 "name another file:  --log-weights FILE"});
  CHECK(read_file(weights) == read_file(log));
  std::filesystem::remove(weights);
  CHECK(contains(nntrain(second).err, weights + " begins at iteration 4: there are no rows from before\n"));
  const Cells rows = cells_of(read_file(weights));
  REQUIRE(rows.size() == 4);
  CHECK(rows[1][0] == "4");
  // The log that this run did not write lacks the rows of 4 and 5.
  CHECK(contains(nntrain(with(words, {"--iterations", "7", "--log-weights", weights, "--log", log})).err,
                 log + " lacks rows before iteration 6\n"));
  // And so do the weights, after a run that did not write them.
  REQUIRE(nntrain(with(words, {"--iterations", "9"})).exit_code == 0);
  CHECK(contains(nntrain(with(words, {"--iterations", "10", "--log-weights", weights})).err,
                 weights + " lacks rows before iteration 9\n"));
  // Other rows than the checkpoint knows.
  std::string changed = read_file(weights);
  changed[changed.size() / 2] ^= 1;
  (void)scratch.file("w.csv", changed);
  check_refusal(nntrain(with(words, {"--iterations", "12", "--log-weights", weights})), 3,
                {"w.csv is not the log of the weights of the run in ", "it has other rows"});
  CHECK(read_file(weights) == changed);
}

TEST_CASE("a log of the weights on a full disk does not end training") {
  const ScratchFolder scratch;
  const Words words = {"--data", "data/or.csv", "--iterations", "3", "-q", "--print", "fingerprint"};
  const std::string model = scratch.path("m.json");
  const std::string log = scratch.path("l.csv");
  const ProgramResult full =
      nntrain(with(words, {"--log-weights", "/dev/full", "--log", log, "--save", model}));
  check_lost(full, {"/dev/full", "No space left on device"});
  CHECK(full.out == nntrain(words).out);
  CHECK(lines_of(read_file(log)).size() == 5);
  CHECK(std::filesystem::exists(model));
  check_refusal(with(words, {"--log-weights", scratch.path("none/w.csv")}), 3, {"none/w.csv"});
}

TEST_CASE("a log of the weights does not change the result") {
  const ScratchFolder scratch;
  for (const Words& more : std::vector<Words>{{}, {"--batch-size", "9"}, {"--optimizer", "lbfgs"}}) {
    const Words words =
        with({"--data", "data/banknotes.txt", "--iterations", "9", "-q", "--print", "fingerprint"}, more);
    CHECK(nntrain(words).out == nntrain(with(words, {"--log-weights", scratch.path("w.csv")})).out);
  }
}

TEST_CASE("a log of the weights is refused where it could not be one") {
  const ScratchFolder scratch;
  const Words words = {"--data", "data/or.csv", "--iterations", "1", "-q"};
  check_refusal(with(words, {"--log-weights", "w.txt"}), 2,
                {"--log-weights w.txt does not end in .csv or .jsonl", "--log-weights weights.csv"});
  check_refusal(with(words, {"--log-weights", "-"}), 2, {"--log-weights -", "standard output"});
  const std::string both = scratch.path("both.csv");
  check_refusal(with(words, {"--log", both, "--log-weights", both}), 2, {"both.csv"});
  check_refusal(with(words, {"--check-gradients", "--log-weights", both}), 2, {"--check-gradients"});
  CHECK_FALSE(std::filesystem::exists(both));
}

}  // namespace nntrain::test
