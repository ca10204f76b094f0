// The log of a run that goes on from a checkpoint: earlier rows stay, and later ones are replaced.

#include <filesystem>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// A run of 20 iterations with a log, and a checkpoint after 12.
struct Stopped {
  explicit Stopped(const std::string& log_name, const Words& more = {}) : name(log_name), flags(more) {
    REQUIRE(nntrain(with(job(), {"--iterations", "12", "--checkpoint", scratch.path("c.json")})).exit_code ==
            0);
    REQUIRE(nntrain(with(job(), {"--iterations", "20", "--log", log()})).exit_code == 0);
    whole = read_file(log());
  }
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
    result = run.go_on(head);
    CHECK(read_file(run.log()) == head + later);
    std::filesystem::remove(run.log());
    result = nntrain({"--resume", run.scratch.path("c.json"), "--iterations", "20", "--log", run.log()});
    CHECK(read_file(run.log()) == head + later);
    CHECK(contains(result.err, "begins at iteration 12"));

    const std::string early = first_lines(run.whole, header + 7);
    result = run.go_on(early);
    CHECK(read_file(run.log()) == early + later);
    CHECK(contains(result.err, "lacks the rows between iteration 6 and iteration 12"));
  }
}

TEST_CASE("a log that does not fit is refused and stays as it is") {
  for (const char* const name : {"l.csv", "l.jsonl"}) {
    const Stopped run(name);
    const std::size_t header = run.name == "l.csv" ? 1 : 0;
    const Stopped other(name, {"--seed", "2"});
    const Stopped with_validation(name, {"--validation", "data/or.csv"});
    std::string nul = run.whole;
    nul[nul.size() / 4] = '\0';
    const std::string row = first_lines(run.whole, header + 1).substr(first_lines(run.whole, header).size());
    for (const std::string& text : {other.whole, with_validation.whole, nul, std::string("a,b\n1,2\n"),
                                    std::string("{\"a\": 1}\n"), first_lines(run.whole, header + 1) + row,
                                    run.whole.substr(0, run.whole.size() / 4) + "\n" + run.whole}) {
      CAPTURE(name, text);
      check_refusal(run.go_on(text, {"-q"}), 3,
                    {"is not a log of the run in the checkpoint: line ", "--log FILE"});
      CHECK(read_file(run.log()) == text);
    }
  }
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

}  // namespace nntrain::test
