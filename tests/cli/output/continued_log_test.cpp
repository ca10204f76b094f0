// The log of a run that goes on from a checkpoint: earlier rows stay, and later ones are replaced.

#include <filesystem>

#include "cli/faults.hpp"

namespace nntrain::test {
namespace {

/// A run of 20 iterations with a log, and a checkpoint of it after 12.
struct Stopped {
  explicit Stopped(const std::string& log_name, const Words& more = {}) : name(log_name), flags(more) {
    train({"--iterations", "20", "--log", log()});
    whole = read_file(log());
    train({"--iterations", "12", "--log", log(), "--checkpoint", scratch.path("c.json")});
  }
  void train(const Words& more) const { REQUIRE(nntrain(with(job(), more)).exit_code == 0); }
  Words job() const { return with({"--data", "data/xnor.csv", "-q", "--print", "stop"}, flags); }
  std::string log() const { return scratch.path(name); }
  /// Goes on with the log `text`, up to 20 iterations.
  ProgramResult go_on(const std::string& text, const Words& more = {}) const {
    scratch.file(name, text);
    return nntrain(with(
        {"--resume", scratch.path("c.json"), "--iterations", "20", "--log", log(), "--print", "stop"}, more));
  }

  ScratchFolder scratch;
  std::string name;
  Words flags;
  std::string whole;
};

std::string first_lines(const std::string& text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += lines_of(text).at(i) + "\n";
  return result;
}

}  // namespace

TEST_CASE("a log goes on after the checkpoint's iteration, wherever the run was stopped") {
  for (const Words& more : std::vector<Words>{{}, {"--validation", "data/or.csv"}}) {
    for (const char* const name : {"l.csv", "l.jsonl"}) {
      const Stopped run(name, more);
      const std::size_t header = run.name == "l.csv" ? 1 : 0;
      CAPTURE(name, more);
      // Stopped just before or after row 12 was written, later, and in the middle of a line.
      for (const std::size_t rows : std::vector<std::size_t>{12, 13, 16, 21}) {
        const std::string text = first_lines(run.whole, header + rows);
        for (const std::string& torn : {std::string(), run.whole.substr(text.size(), 5)}) {
          const ProgramResult result = run.go_on(text + torn);
          INFO(result.err);
          CHECK(result.exit_code == 0);
          CHECK(read_file(run.log()) == run.whole);
          CHECK_FALSE(contains(result.err, "l."));
        }
      }
    }
  }
}

TEST_CASE("a log of several starts goes on in the start that was stopped, and after the last one stays") {
  const ScratchFolder scratch;
  const Words job = {"--data", "data/xnor.csv", "--restarts", "3", "--iterations", "4", "-q"};
  for (const std::string name : {"l.csv", "l.jsonl"}) {
    const std::string log = scratch.path(name);
    const std::string checkpoint = scratch.path("c.json");
    REQUIRE(nntrain(with(job, {"--log", log, "--checkpoint", checkpoint})).exit_code == 0);
    const std::string whole = read_file(log);
    scratch.file(name, whole + "{\"start");
    CHECK(nntrain({"--resume", checkpoint, "--log", log, "-q"}).exit_code == 0);
    CHECK(read_file(log) == whole);
  }
}

TEST_CASE("a log without the rows before the checkpoint begins there, with one warning") {
  for (const char* const name : {"l.csv", "l.jsonl"}) {
    const Stopped run(name);
    const std::size_t header = run.name == "l.csv" ? 1 : 0;
    const std::string head = first_lines(run.whole, header);
    const std::string later = run.whole.substr(first_lines(run.whole, header + 12).size());
    ProgramResult result = run.go_on("");
    CHECK(read_file(run.log()) == head + later);
    CHECK(contains(result.err, "nntrain: warning: " + run.log() +
                                   " begins at iteration 12: there are no rows from before\n"));
    std::filesystem::remove(run.log());
    result = nntrain({"--resume", run.scratch.path("c.json"), "--iterations", "20", "--log", run.log()});
    CHECK(read_file(run.log()) == head + later);
    CHECK(contains(result.err, "begins at iteration 12"));
  }
}

TEST_CASE("a log that a run went on without keeps its rows, and lacks the others, with one warning") {
  const Stopped run("l.csv");
  const std::string checkpoint = run.scratch.path("c.json");
  CHECK(nntrain({"--resume", checkpoint, "--iterations", "15", "--checkpoint", checkpoint, "-q"}).exit_code ==
        0);
  const ProgramResult result = run.go_on(run.whole);
  CHECK(contains(result.err, "nntrain: warning: " + run.log() + " lacks rows before iteration 15\n"));
  CHECK(read_file(run.log()) ==
        first_lines(run.whole, 1 + 12) + run.whole.substr(first_lines(run.whole, 1 + 15).size()));
}

TEST_CASE("a log that begins anew goes on, too, if the run is killed before its next checkpoint") {
  if (!can_make_faults()) return;
  const Stopped run("l.csv");
  const std::string saved = read_file(run.scratch.path("c.json"));
  const std::string command = "--data " NNTRAIN_SOURCE_DIR
                              "/data/xnor.csv --iterations 20 --checkpoint c.json --checkpoint-every 0 "
                              "--continue --log l.csv -q --print stop";
  for (int k = 1; k < 10; ++k) {
    CAPTURE(k);
    (void)run.scratch.file("c.json", saved);
    std::filesystem::remove(run.log());
    CHECK(with_fault("write", k, "kill", command, run.scratch.path("")).exit_code == 128 + 9);
    const ProgramResult result = shell("nntrain " + command, run.scratch.path(""));
    INFO(result.err);
    CHECK(result.exit_code == 0);
    CHECK(read_file(run.log()) ==
          first_lines(run.whole, 1) + run.whole.substr(first_lines(run.whole, 1 + 12).size()));
  }
}

TEST_CASE("a log that does not begin with the rows of before is refused and stays as it is") {
  for (const char* const name : {"l.csv", "l.jsonl"}) {
    const Stopped run(name);
    const Stopped other(name, {"--seed", "2"});
    const Stopped with_validation(name, {"--validation", "data/or.csv"});
    std::string changed = run.whole;
    changed[run.whole.size() / 4] = '\0';
    for (const std::string& text : {other.whole, with_validation.whole, changed, std::string("a,b\n1,2\n"),
                                    first_lines(run.whole, 9), first_lines(other.whole, 9)}) {
      CAPTURE(name, text);
      check_refusal(run.go_on(text, {"-q"}), 3,
                    {" is not the log of the run in " + run.scratch.path("c.json") + ": ", "--log FILE"});
      CHECK(read_file(run.log()) == text);
    }
  }
}

TEST_CASE("a log is not taken for that of a run that had none") {
  const Stopped run("l.csv");
  run.train({"--iterations", "12", "--checkpoint", run.scratch.path("c.json")});
  check_refusal(run.go_on(run.whole), 3, {"that run had none", "--log FILE"});
}

TEST_CASE("a log that is no regular file has nothing to keep") {
  const Stopped run("l.csv");
  const ProgramResult result = nntrain({"--resume", run.scratch.path("c.json"), "--iterations", "14", "--log",
                                        "/dev/stdout", "--print", "stop", "-q"});
  CHECK(result.exit_code == 0);
  const std::vector<std::string> lines = lines_of(result.out);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] == "iteration,loss,accuracy");
  CHECK(lines[1].substr(0, 3) == "12,");
}

TEST_CASE(
    "a log that does not go to a regular file for once keeps its rows, and so does one with nothing to do") {
  const Stopped run("l.csv");
  const std::string checkpoint = run.scratch.path("c.json");
  const Words resume = {"--resume", checkpoint, "--checkpoint", checkpoint, "-q", "--print", "stop"};
  const std::string text = read_file(run.log());
  CHECK(nntrain(resume).exit_code == 0);
  ProgramResult result = run.go_on(text);
  CHECK_FALSE(contains(result.err, "lacks rows"));
  CHECK(read_file(run.log()) == run.whole);
  CHECK(nntrain(with(resume, {"--log", "/dev/stderr"})).exit_code == 0);
  result = run.go_on(text);
  CHECK(result.exit_code == 0);
}

TEST_CASE("what a new run replaces is told before it begins") {
  const Stopped run("l.csv");
  const Words job = {"--data", "data/xnor.csv", "--iterations", "2", "--log", run.log(), "--print", "stop"};
  const std::string checkpoint = run.scratch.path("c.json");
  CHECK(contains(
      nntrain(with(job, {"--checkpoint", checkpoint})).err,
      checkpoint +
          " has the checkpoint of an earlier run, which this run replaces; to go on with it:  --continue"));
  CHECK(contains(nntrain(with(job, {"--checkpoint", run.scratch.path("d.json"), "--continue"})).err,
                 "d.json is not there: a new run begins, which replaces the log " + run.log()));
}

}  // namespace nntrain::test
