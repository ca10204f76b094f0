// SIGHUP, SIGINT, SIGTERM and SIGXCPU end a run, which writes the result so far.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iterator>

#include "cli/models.hpp"

namespace nntrain::test {
namespace {

ProgramResult bash(const std::string& script, const ScratchFolder& scratch) {
  return run({.arguments = {"-c", script},
              .input = "",
              .directory = scratch.path(""),
              .environment = {},
              .program = "/bin/bash"});
}

/// Runs `nntrain ARGUMENTS` and sends it the signals one after the other, each when the condition of the
/// shell holds, or when the run has ended. Without job control (set -m) bash would make it ignore SIGINT.
ProgramResult run_until(const std::string& condition, const std::string& signals,
                        const std::string& arguments, const ScratchFolder& scratch,
                        const std::string& before = "") {
  const std::string script = "set -m; touch log.csv; rows=0; " + before + "'" + program_under_test() + "' " +
                             arguments +
                             " >out 2>err & pid=$!\n"
                             "for signal in " +
                             signals +
                             "; do\n"
                             "  until " +
                             condition +
                             " || ! kill -0 $pid; do sleep 0.01; done 2>/dev/null\n"
                             "  rows=$(wc -l <log.csv)\n"
                             "  kill -$signal $pid\n"
                             "done 2>/dev/null\n"
                             "wait $pid; code=$?; cat out; cat err >&2; exit $code";
  return bash(script, scratch);
}

/// The condition that the log (log.csv in the folder) has grown by some rows since the last signal.
std::string more_rows(int count) {
  return "[ $(wc -l <log.csv) -ge $((rows + " + std::to_string(count) + ")) ]";
}

/// From when training begins, a closed pipe is ignored (bit 12) if there are files to write.
const std::string kTraining = "grep -q '^SigIgn:.*[13579bdf]...$' /proc/$pid/status";

const std::string kBanknotes = "--data '" NNTRAIN_SOURCE_DIR "/data/banknotes.txt' ";
const std::string kLongRun = kBanknotes + "--iterations 100000000 --log log.csv ";

/// A table on whose rows this network works for minutes in one iteration, and for seconds to measure them.
constexpr std::size_t kManyRows = 60'000;
const std::string kWide = "--data t.csv --hidden 700,700 --threads 1 --log log.csv ";

void write_many_rows(const ScratchFolder& scratch) {
  std::string text = "a,y\n";
  for (std::size_t row = 0; row < kManyRows; ++row) text += row % 3 == 0 ? "1,u\n" : "2,v\n";
  scratch.file("t.csv", text);
}

}  // namespace

TEST_CASE("a signal stops training after a whole iteration, and what there is is written beside the files") {
  struct Case {
    std::string signal;
    int code;
    int rows;  ///< of the log, to wait for
    Words flags;
  };
  // The last two networks are so large that the signal comes in the middle of an iteration.
  for (const Case& one : std::vector<Case>{
           {"TERM", 143, 100, {}},
           {"INT", 130, 100, {"--validation-fraction", "0.3", "--patience", "90000000"}},
           {"HUP",
            129,
            4,
            {"--hidden", "300,300", "--batch-size", "8", "--optimizer", "adam", "--dropout", "0.3"}},
           {"TERM", 143, 4, {"--hidden", "200,200", "--optimizer", "lbfgs"}}}) {
    const ScratchFolder scratch;
    scratch.file("m.json", "an older model\n");
    std::string flags;
    for (const std::string& word : one.flags) flags += word + " ";
    INFO(flags);
    const ProgramResult result = run_until(
        more_rows(one.rows), one.signal,
        kLongRun + flags + "--save m.json --checkpoint c.json --predictions p.csv --format json", scratch);
    INFO(result.err);
    CHECK(result.exit_code == one.code);
    CHECK(contains(result.err, "nntrain: stopped by SIG" + one.signal + " after "));
    CHECK(contains(result.err, " of 100000000 iterations; "));
    CHECK(contains(result.err, "the model so far: m.json.part; "));
    CHECK(contains(result.err, "; to go on:  --resume c.json\n"));
    CHECK(read_file(scratch.path("m.json")) == "an older model\n");
    CHECK_FALSE(std::filesystem::exists(scratch.path("p.csv")));
    const nlohmann::json json = nlohmann::json::parse(result.out);
    CHECK(json["training"]["stop"] == "signal");
    // A busy machine may leave no time for them.
    if (!contains(result.err, "there was no time for the predictions")) {
      CHECK(contains(result.err, "; the predictions so far: p.csv.part; "));
      CHECK(lines_of(read_file(scratch.path("p.csv.part"))).size() == 1373);
    }

    const int done = json["training"]["iterations"];
    const auto whole = [&](int iterations) {
      return fingerprint_of(
          with({"--data", "data/banknotes.txt", "--iterations", std::to_string(iterations)}, one.flags));
    };
    CHECK(whole(done) == json["fingerprint"]);
    CHECK(nntrain({"replay", scratch.path("m.json.part")}).exit_code == 0);
    CHECK(fingerprint_of({"--resume", scratch.path("c.json"), "--iterations", std::to_string(done + 2)}) ==
          whole(done + 2));
  }
}

TEST_CASE("a signal does not wait for the end of an iteration, and before the first one there is no result") {
  for (const std::string flags : {"", "--batch-size 1", "--optimizer lbfgs", "--restarts 3 --iterations 2"}) {
    INFO(flags);
    const ScratchFolder scratch;
    write_many_rows(scratch);
    const auto begin = std::chrono::steady_clock::now();
    const ProgramResult result = run_until(
        kTraining, "TERM",
        kWide + flags + " --save m.json --predictions p.csv --format json --assert 'accuracy >= 0'", scratch);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(60));
    INFO(result.err);
    CHECK(result.exit_code == 143);
    CHECK(contains(result.err, "nntrain: stopped by SIGTERM after 0 of "));
    CHECK(contains(result.err, "there was no time for the metrics of the train rows"));
    CHECK(contains(result.err, "no iteration is done, so no .part is written"));
    CHECK(contains(result.err, "FAIL accuracy >= 0: it is not measured"));
    for (const char* const name : {"m.json", "m.json.part", "p.csv", "p.csv.part", "m.json.nntrain-tmp"})
      CHECK_FALSE(std::filesystem::exists(scratch.path(name)));
    const nlohmann::json json = nlohmann::json::parse(result.out);
    CHECK(json["training"]["stop"] == "signal");
    CHECK(json["metrics"]["train"]["rows"] == kManyRows);
    CHECK(json["metrics"]["train"]["accuracy"].is_null());
    CHECK(json["asserts"][0]["value"].is_null());
    CHECK(json["asserts"][0]["passed"] == false);
  }
}

TEST_CASE("a signal in measuring leaves the model of a training that ended by itself") {
  for (const std::string model : {"m.json", "m.json.part"}) {
    const ScratchFolder scratch;
    write_many_rows(scratch);
    const bool is_in_place = model == "m.json";  // else an assert cannot be checked
    const ProgramResult result =
        run_until(more_rows(2), "TERM",
                  kWide + "--iterations 0 --save m.json --predictions p.csv --print stop,recall[u],loss" +
                      (is_in_place ? "" : " --assert 'accuracy >= 0'"),
                  scratch);
    INFO(result.err);
    CHECK(result.exit_code == 143);
    CHECK(result.out.starts_with("iterations\tnan\t"));
    CHECK(!contains(result.out, "nan\n"));  // training knows the loss
    CHECK(contains(result.err,
                   "nntrain: SIGTERM came after training; there was no time for the predictions, "
                   "the metrics of the train rows"));
    CHECK(std::filesystem::exists(scratch.path("m.json")) == is_in_place);
    CHECK(std::filesystem::exists(scratch.path("m.json.part")) == !is_in_place);
    CHECK(contains(nntrain({"show", scratch.path(model)}).out, "train accuracy: undefined\n"));
    if (is_in_place) {
      const ProgramResult replay = nntrain({"replay", scratch.path(model), "--data", scratch.path("t.csv")});
      CHECK(replay.exit_code == 0);
    }
  }
}

TEST_CASE("a signal ends a long trace at a whole line, and the result follows") {
  // A whole trace of these rows takes half a minute. The signal comes once some of it is written.
  std::string text = "a,b,y\n";
  for (std::size_t row = 0; row < 400'000; ++row) text += row % 3 == 0 ? "0.25,1,u\n" : "0.5,2,v\n";
  for (const std::string flags : {"", "--trace-format markdown", "--print iterations"}) {
    INFO(flags);
    const ScratchFolder scratch;
    scratch.file("t.csv", text);
    const auto begin = std::chrono::steady_clock::now();
    const ProgramResult result =
        run_until("[ $(cat out err | wc -c) -ge 5000000 ]", "TERM",
                  "--data t.csv --iterations 9 --trace 9 --trace-rows all " + flags, scratch);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
    CHECK(result.exit_code == 143);
    CHECK(contains(result.err, "nntrain: stopped by SIGTERM after "));
    const std::string trace = flags.starts_with("--print") ? result.err : result.out;
    CHECK_FALSE(contains(trace, "new W1 = W1 + step1"));  // the end of the section
    CHECK_FALSE(contains(trace, "After iteration "));     // no other pass
    const Words lines = lines_of(trace);
    const auto last = std::find_if(lines.rbegin(), lines.rend(), [](const std::string& line) {
      return line.starts_with("  row ") || line.starts_with("| row ");
    });
    REQUIRE(last != lines.rend());
    CHECK(std::prev(last)->empty());
  }
}

TEST_CASE("a signal ends the wait for the reader of an output") {
  const ScratchFolder scratch;
  const ProgramResult result = run_until(more_rows(2), "INT",
                                         kBanknotes +
                                             "--iterations 0 --log log.csv --predictions p.csv --save "
                                             "pipe --print stop",
                                         scratch, "mkfifo pipe; ");
  INFO(result.err);
  CHECK(result.exit_code == 130);
  CHECK(result.out == "iterations\n");
  CHECK(contains(result.err, "cannot write pipe: "));
  CHECK(contains(result.err, "nntrain: SIGINT came after training\n"));
  CHECK(std::filesystem::exists(scratch.path("p.csv")));
}

TEST_CASE("a signal ends the wait for the reader of standard error") {
  const ScratchFolder scratch;
  const ProgramResult result =
      bash("set -m; mkfifo pipe; exec 3<>pipe; '" + program_under_test() + "' " + kLongRun +
               "--trace 100000000 --threads 1 --save m.json --print stop >out 2>pipe & pid=$!\n"
               "until [ -s log.csv ] && grep -q '^State:.S' /proc/$pid/status || ! kill -0 $pid\n"
               "do sleep 0.01; done 2>/dev/null\n"
               "kill -TERM $pid; wait $pid; code=$?; cat out; exit $code",
           scratch);
  CHECK(result.exit_code == 143);
  CHECK(result.out == "signal\n");
  CHECK(std::filesystem::exists(scratch.path("m.json.part")));
}

TEST_CASE("a signal stops starts that run side by side") {
  const ScratchFolder scratch;
  const ProgramResult result = run_until(
      kTraining, "TERM",
      kBanknotes + "--iterations 100000000 --restarts 7 --threads 3 --save m.json --print stop", scratch);
  CHECK(result.exit_code == 143);
  CHECK(result.out == "signal\n");
}

TEST_CASE("a second signal ends the program at once") {
  const ScratchFolder scratch;
  write_many_rows(scratch);
  const ProgramResult result =
      run_until(kTraining, "TERM INT", kWide + "--save m.json --print stop", scratch);
  CHECK((result.exit_code == 130 || result.exit_code == 143));  // the kernel may deliver SIGINT first
  CHECK(result.out.empty());
  CHECK(!contains(result.err, "nntrain: "));
}

TEST_CASE("a signal leaves a whole page of the result so far") {
  const std::string data = "-d '" NNTRAIN_SOURCE_DIR "/data/banknotes.txt' -q --report r.html ";
  for (const auto& [arguments, condition] : std::vector<std::pair<std::string, std::string>>{
           {data + "--iterations 100000000 --log log.csv", "[ $(wc -l <log.csv) -ge 3 ]"},
           {"sweep " + data + "--grid seed=1..5000 --folds 2 --iterations 300 --threads 1 --results s.csv",
            "[ $(wc -l <s.csv) -ge 3 ]"},
           {"cv " + data + "--folds 3 --iterations 100000000", "sleep 0.3"}}) {
    const ScratchFolder scratch;
    const ProgramResult result = run_until(condition, "TERM", arguments, scratch);
    INFO(arguments << "\n" << result.err);
    CHECK(result.exit_code == 128 + SIGTERM);
    const std::string page = read_file(scratch.path("r.html"));
    CHECK(page.starts_with("<!DOCTYPE html>"));
    CHECK(contains(page, "stopped by a signal; this is the result so far<small>exit code 143</small>"));
    CHECK(page.ends_with("</html>\n"));
  }
}

TEST_CASE("a limit of processor time stops training as a signal does, and its repetition is no second one") {
  const ScratchFolder scratch;
  const ProgramResult limited =
      bash("ulimit -St 1; exec '" + program_under_test() + "' " + kBanknotes +
               "--iterations 100000000 --threads 1 -q --checkpoint c.json --save s.json --print stop",
           scratch);
  INFO(limited.err);
  CHECK(limited.exit_code == 128 + SIGXCPU);
  CHECK(limited.out == "signal\n");
  CHECK(contains(limited.err, "nntrain: stopped by SIGXCPU after "));
  CHECK(contains(limited.err,
                 " of 100000000 iterations; the model so far: s.json.part; to go on:  --resume c.json; "
                 "to end before such a limit of processor time (ulimit -t):  --max-seconds F\n"));
  CHECK(nntrain({"replay", scratch.path("s.json.part")}).exit_code == 0);

  const ScratchFolder again;
  const ProgramResult repeated = run_until("[ $(wc -l <log.csv) -ge 2 ]", "XCPU XCPU XCPU",
                                           kLongRun + "--save m.json --print stop", again);
  INFO(repeated.err);
  CHECK(repeated.exit_code == 128 + SIGXCPU);
  CHECK(repeated.out == "signal\n");
  CHECK(std::filesystem::exists(again.path("m.json.part")));
}

TEST_CASE("a signal that is ignored stays ignored") {
  const ScratchFolder scratch;
  const ProgramResult result =
      run_until(more_rows(100), "TERM INT", kLongRun + "--print stop", scratch, "trap '' TERM; ");
  CHECK(result.exit_code == 130);  // SIGTERM's is 143
  CHECK(result.out == "signal\n");
}

TEST_CASE("a model whose threshold a signal left no time to find is not written") {
  const ScratchFolder scratch;
  write_many_rows(scratch);
  const ProgramResult result = run_until(
      more_rows(2), "TERM",
      kWide + "--iterations 0 --validation-fraction 0.9 --threshold recall=0.5 --save m.json --print stop",
      scratch);
  INFO(result.err);
  CHECK(result.exit_code == 143);
  CHECK(contains(result.err, "nntrain: SIGTERM came after training; there was no time for the model"));
  CHECK_FALSE(std::filesystem::exists(scratch.path("m.json")));
  CHECK_FALSE(std::filesystem::exists(scratch.path("m.json.part")));
}

TEST_CASE("a signal to a shell's loop and its program ends both") {
  const ScratchFolder scratch;
  for (const char* const signal : {"INT", "TERM"}) {
    scratch.file("log.csv", "");
    const std::string script = "set -m; bash -c '\"$0\" \"$@\"; echo on >went_on' '" + program_under_test() +
                               "' " + kLongRun +
                               "-q --save m.json & group=$!\n"
                               "until [ $(wc -l <log.csv) -ge 10 ]; do sleep 0.01; done 2>/dev/null\n"
                               "kill -" +
                               signal + " -$group; wait $group";
    bash(script, scratch);
    CHECK_FALSE(std::filesystem::exists(scratch.path("went_on")));
    CHECK(std::filesystem::exists(scratch.path("m.json.part")));
  }
}

TEST_CASE("a signal does not cut off a result that is being read") {
  const ScratchFolder scratch;
  write_many_rows(scratch);  // so many that there is no time for all metrics
  shell("touch log.csv; { '" + program_under_test() +
            "' --data t.csv --hidden 3000 --lr 1e-5 --log log.csv --format json -q & echo $! >pid; wait; } | "
            "cat >result & until [ $(wc -l <log.csv) -ge 2 ]; do sleep 0.01; done 2>/dev/null\n"
            "kill -TERM $(cat pid); wait",
        scratch.path(""));
  const std::string text = read_file(scratch.path("result"));
  CHECK(text.size() > 200'000);
  CHECK(nlohmann::json::parse(text)["training"]["stop"] == "signal");
  CHECK(nlohmann::json::parse(text)["status"] == "signal");
}

TEST_CASE("a signal that ends predict removes its temporary file") {
  const ScratchFolder scratch;
  output_of({"--data", "data/or.csv", "--iterations", "1", "-q", "--save", scratch.path("m.json")});
  const ProgramResult result =
      run_until("[ -e p.csv.nntrain-tmp ]", "HUP", "predict m.json --data pipe --output p.csv", scratch,
                "mkfifo pipe; { echo x1,x2; exec yes 0,1; } >pipe & ");
  CHECK(result.exit_code == 129);
  CHECK_FALSE(std::filesystem::exists(scratch.path("p.csv.nntrain-tmp")));
  CHECK_FALSE(std::filesystem::exists(scratch.path("p.csv")));
}

}  // namespace nntrain::test
