#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <regex>
#include <string>

#include "cli/faults.hpp"

/// Commands whose calls of the system fail.
namespace nntrain::test::fault_jobs {
inline constexpr const char* kOld = "an old file\n";

/// A command in a folder that has what prepare() makes, and an old file for each output.
struct Job {
  std::string arguments;
  Words whole;         ///< its outputs that are whole or old after any fault
  Words growing = {};  ///< its other files
};

inline const Job kTrain = {
    "--config job.conf --test x.csv --save m.json --predictions p.csv --log l.csv --checkpoint c.json "
    "--checkpoint-every 1 --format json --assert 'loss < 100' --junit j.xml -q --threads 2",
    {"m.json", "p.csv", "c.json", "j.xml"},
    {"l.csv"}};

inline const std::vector<Job> kTrainingJobs = {
    kTrain,
    {"--config job.conf --save m.json --log l.jsonl --log-weights w.csv --plot pic.svg --trace 1 -q",
     {"m.json", "pic.svg"},
     {"l.jsonl", "w.csv"}},
    {"--config job.conf --plot-film film.svg -q", {"film.svg"}},
    {"--config job.conf --report r.html -q", {"r.html"}},
    {"--resume ck.json --iterations 6 --save m.json --predictions p.csv --checkpoint c.json -q",
     {"m.json", "p.csv", "c.json"}},
    {"--config job.conf --iterations 6 --checkpoint ck.json --checkpoint-every 1 --continue --log log.csv "
     "--save m.json -q",
     {"m.json", "ck.json"}},
};

inline const std::vector<Job> kOtherJobs = {
    {"predict model.json --data x.csv --output p.csv --threads 2 -q", {"p.csv"}},
    {"evaluate model.json --data x.csv --print accuracy --junit j.xml --threads 2 -q", {"j.xml"}},
    {"check x.csv --test x.csv --junit j.xml --threads 2", {"j.xml"}},
    {"check x.csv --report r.html", {"r.html"}},
    {"export model.json --to onnx --output m.onnx", {"m.onnx"}},
    {"export model.json --to c --output m.c", {"m.c"}},
    {"plot log.csv --output pic.svg", {"pic.svg"}},
    {"plot x.csv --output pic.svg", {"pic.svg"}},
    {"replay model.json -q", {}},
};

/// A sweep goes on with a file that has its last row, so that it is replaced in the end. The other files are
/// its shards.
inline const std::vector<Job> kSweepJobs = {
    {"sweep --config job.conf --folds 2 --grid 'seed=1..2' --results r.csv --save m.json --threads 2 -q",
     {"m.json"},
     {"r.csv"}},
    {"sweep --merge shard1.csv shard2.csv --results merged.csv -q", {"merged.csv"}},
};

inline void prepare(const ScratchFolder& scratch) {
  (void)scratch.file("x.csv", read_file(NNTRAIN_SOURCE_DIR "/data/xnor.csv"));
  (void)scratch.file("job.conf", "data = x.csv\niterations = 3\nhidden = 3\n");
  const ProgramResult result =
      shell("nntrain --config job.conf --save model.json --checkpoint ck.json --log log.csv -q",
            scratch.folder().string());
  REQUIRE(result.exit_code == 0);
  for (const std::string shard : {"1", "2"}) {
    const std::string sweep = "nntrain sweep --config job.conf --folds 2 --grid 'seed=1..2' -q --shard ";
    const std::string path = scratch.path("shard" + shard + ".csv");
    REQUIRE(shell(sweep + shard + "/2 --results " + path, scratch.folder().string()).exit_code == 0);
  }
  (void)scratch.file("r.csv", read_file(scratch.path("shard2.csv")));
}

/// What a job writes without a fault.
struct Expected {
  std::string out;
  std::map<std::string, std::string> files;
};

/// One run of a job. Its result is without the time and the threads, which may differ.
struct Run {
  ScratchFolder scratch;
  ProgramResult result;
  bool has_failed = false;

  Run(const Job& job, const ScratchFolder& prepared, const std::string& call, int k, const std::string& how) {
    for (const char* const name :
         {"x.csv", "job.conf", "model.json", "ck.json", "log.csv", "r.csv", "shard1.csv", "shard2.csv"})
      std::filesystem::copy_file(prepared.folder() / name, scratch.folder() / name);
    for (const Words& names : {job.whole, job.growing}) {
      for (const std::string& name : names) {
        if (!std::filesystem::exists(scratch.path(name))) (void)scratch.file(name, old_of(name));
      }
    }
    result = with_fault(call, k, how, job.arguments, scratch.folder().string());
    has_failed = std::filesystem::exists(scratch.path("seen"));
    for (const std::string name : {"\"seconds\": ", "\"peak_memory\": ", "\"threads\": ", " done in "}) {
      for (std::size_t at = result.out.find(name); at != std::string::npos; at = result.out.find(name, at)) {
        at += name.size();
        result.out.erase(at, result.out.find('\n', at) - at);
      }
    }
  }

  /// What is in an output before: a merge writes over nothing but results of the same sweep.
  std::string old_of(const std::string& name) const {
    return name == "merged.csv" ? read_file(scratch.path("shard1.csv")) : kOld;
  }

  /// An output; a test report and a page without their times, the rows of a sweep without their seconds.
  std::string content(const std::string& name) const {
    std::string text = read_file(scratch.path(name));
    if (name == "r.csv") return std::regex_replace(text, std::regex(",[^,\n]*\n"), "\n");
    if (name == "r.html")
      return std::regex_replace(text,
                                std::regex("(seconds|peak.memory|threads)(</code>)?(&quot;: |</th><td[^>]*>| "
                                           ")(<data[^>]*>)?[0-9.e+-]*(</data>)?"),
                                "");
    return name == "j.xml" ? std::regex_replace(text, std::regex(" time=\"[0-9.]+\""), "") : text;
  }

  /// The files that no job makes.
  Words stray() const {
    Words names;
    for (const auto& entry : std::filesystem::directory_iterator(scratch.folder())) {
      if (contains(entry.path().string(), "nntrain-tmp")) names.push_back(entry.path().filename().string());
    }
    return names;
  }
};

inline Expected expected_of(const Job& job, const ScratchFolder& prepared) {
  const Run run(job, prepared, "none", 1, "once");
  INFO(run.result.err);
  REQUIRE(run.result.exit_code == 0);
  REQUIRE(run.result.err.empty());
  Expected expected{run.result.out, {}};
  for (const Words& names : {job.whole, job.growing}) {
    for (const std::string& name : names) expected.files[name] = run.content(name);
  }
  return expected;
}

/// Whether a checkpoint is one of the run: it is written after each iteration.
inline bool is_checkpoint(const std::string& name, const std::string& text) {
  return (name == "c.json" || name == "ck.json") && text.ends_with("\"\n}\n");
}

/// Whether a test report or a page is whole: after a fault it tells an error.
inline bool is_report(const std::string& name, const std::string& text) {
  if (name == "r.html")
    return text.starts_with("<!DOCTYPE html>") && contains(text, "an error stopped the command") &&
           text.ends_with("</html>\n");
  return name == "j.xml" && text.starts_with("<?xml") && contains(text, "<error type=") &&
         text.ends_with("</testsuites>\n");
}

inline void check_files(const Job& job, const Run& run, const Expected& expected) {
  for (const std::string& name : job.whole) {
    const std::string text = run.content(name);
    const std::string& whole = expected.files.at(name);
    INFO(name << " is neither old nor whole");
    CHECK((text == run.old_of(name) || text == whole || is_checkpoint(name, text) || is_report(name, text)));
    if (run.result.exit_code == 0) CHECK(text == whole);
  }
}

inline void check_failure(const Job& job, const Run& run, const Expected& expected, const std::string& how) {
  const ProgramResult& result = run.result;
  CHECK((result.exit_code == 0 || result.exit_code == 3));
  CHECK((result.exit_code == 0) == result.err.empty());
  const Words lines = lines_of(result.err);
  const auto messages = std::count_if(lines.begin(), lines.end(),
                                      [](const std::string& line) { return line.starts_with("nntrain: "); });
  CHECK(messages <= (how == "once" ? 1 : 6));
  if (result.exit_code == 0) CHECK(result.out == expected.out);
  check_files(job, run, expected);
  CHECK(run.stray().empty());
}

/// A killed program may leave a temporary file; the next run of the same command takes it.
inline void check_kill(const Job& job, const Run& run, const Expected& expected) {
  CHECK(run.result.exit_code == 128 + 9);
  check_files(job, run, expected);
  for (const std::string& name : run.stray()) {
    const std::string output = name.substr(0, name.rfind(".nntrain-tmp"));
    CHECK(std::count(job.whole.begin(), job.whole.end(), output) + (output == "r.csv" ? 1 : 0) == 1);
  }
  CHECK(run.stray().size() <= 1);
  if (run.stray().empty()) return;
  const ProgramResult again = shell("nntrain " + job.arguments, run.scratch.folder().string());
  CHECK(again.exit_code == 0);
  CHECK(run.stray().empty());
}

/// Runs the job with a fault at its `k`-th call. Returns whether there is such a call.
inline bool check_fault(const Job& job, const ScratchFolder& prepared, const Expected& expected,
                        const std::string& call, int k, const std::string& how) {
  const Run run(job, prepared, call, k, how);
  INFO(job.arguments << ": " << call << " " << k << " " << how << ": exit " << run.result.exit_code << " "
                     << run.result.err);
  if (!run.has_failed) {
    CHECK(run.result.exit_code == 0);
    CHECK((call != "write" || k > 1));  // each job writes: else no fault reaches the program
  } else if (how == "kill") {
    check_kill(job, run, expected);
  } else {
    check_failure(job, run, expected, how);
  }
  if (run.has_failed && contains(job.arguments, "--continue")) {
    CHECK(shell("nntrain " + job.arguments, run.scratch.folder().string()).exit_code == 0);
    CHECK(read_file(run.scratch.path("m.json")) == expected.files.at("m.json"));
  }
  if (run.has_failed && contains(job.arguments, "--results r.csv")) {
    CHECK(shell("nntrain " + job.arguments, run.scratch.folder().string()).exit_code == 0);
    for (const char* const name : {"r.csv", "m.json"}) CHECK(run.content(name) == expected.files.at(name));
  }
  return run.has_failed;
}

/// The number of calls that the job makes: the largest k that fails.
inline int calls_of(const Job& job, const ScratchFolder& prepared, const std::string& call) {
  int most = 1;
  while (Run(job, prepared, call, most, "once").has_failed) most *= 2;
  int least = most / 2;
  while (most - least > 1) {
    const int middle = least + (most - least) / 2;
    (Run(job, prepared, call, middle, "once").has_failed ? least : most) = middle;
  }
  return least;
}

/// Calls `check` with each of the jobs, a folder with its inputs, and what it writes without a fault.
inline void with_jobs(const std::vector<Job>& jobs,
                      const std::function<void(const Job&, const ScratchFolder&, const Expected&)>& check) {
  if (!can_make_faults()) return;
  const ScratchFolder prepared;
  prepare(prepared);
  for (const Job& job : jobs) check(job, prepared, expected_of(job, prepared));
}

/// Runs the jobs with short memory: a sample of the calls of malloc fail, in a long run each of them.
inline void check_short_memory(const std::vector<Job>& jobs) {
  std::mt19937 random(1);
  with_jobs(jobs, [&random](const Job& job, const ScratchFolder& prepared, const Expected& expected) {
    const int calls = calls_of(job, prepared, "malloc");
    REQUIRE(calls > 100);
    for (const char* const how : {"once", "on"}) {
      for (int round = 0; round < (is_long_run() ? calls : 5); ++round) {
        const int k =
            is_long_run() ? round + 1 : 1 + static_cast<int>(random() % static_cast<unsigned>(calls));
        CHECK(check_fault(job, prepared, expected, "malloc", k, how));
      }
    }
  });
}

}  // namespace nntrain::test::fault_jobs
