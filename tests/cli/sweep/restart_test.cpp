// A sweep that is stopped anyhow and started again, or cut into shards, gives the bytes of one that ran
// through, seconds aside.

#include <filesystem>
#include <random>
#include <regex>
#include <thread>

#include "cli/running.hpp"

namespace nntrain::test {
namespace {

/// A table with 60 rows, of which 20 are validation rows.
std::string table(const ScratchFolder& scratch) {
  std::mt19937 random(7);
  std::string text = "a,b,y\n";
  for (int row = 0; row < 60; ++row) {
    const auto a = static_cast<unsigned>(random() % 100);
    const auto b = static_cast<unsigned>(random() % 100);
    text += std::to_string(a) + "," + std::to_string(b) + "," + (a + random() % 30 > b ? "yes" : "no") + "\n";
  }
  return scratch.file("table.csv", text);
}

/// 24 runs; of each four, one is refused.
Words flags_of(const std::string& data) {
  return {"sweep",        "--data",
          data,           "--scale",
          "standard",     "--validation-fraction",
          "0.3",          "-q",
          "--grid",       "hidden=2;3",
          "--iterations", "2000",
          "--grid",       "seed=1..3",
          "--block",      "optimizer=gd",
          "--grid",       "momentum=0;0.5;0.9",
          "--block",      "optimizer=lbfgs momentum=0.5"};
}

/// The rows without their seconds: the last cell, or the last member.
std::string without_seconds(const std::string& text) {
  static const std::regex seconds(R"((,[^,\n]*|,"seconds":[^,\n]*\})\n)");
  return std::regex_replace(text, seconds, "\n");
}

std::size_t rows_in(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return 0;
  const std::string text = read_file(path);
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string result_of(const Words& words, const std::string& path) {
  const ProgramResult result = nntrain(words);
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return without_seconds(read_file(path));
}

}  // namespace

TEST_CASE("a sweep that is killed at 20 moments and started again gives the bytes of one run") {
  const ScratchFolder scratch;
  const Words flags = flags_of(table(scratch));
  std::mt19937 random(21);
  for (const std::string end : {".csv", ".jsonl"}) {
    INFO(end);
    const std::string through = scratch.path("through" + end);
    const std::string expected = result_of(with(flags, {"--results", through}), through);
    REQUIRE(rows_in(through) == (end == ".csv" ? 25U : 24U));
    CHECK(contains(expected, "refused"));

    const std::string path = scratch.path("killed" + end);
    int killed = 0;
    for (int round = 0; killed < 20 && round < 2000; ++round) {
      if (round % 5 == 4) std::filesystem::remove(path);
      RunningProgram run(with(flags, {"--results", path}));
      const std::size_t enough = rows_in(path) + random() % 6;
      const auto looks = random() % 300;
      for (unsigned look = 0; look < looks || rows_in(path) < enough; ++look) {
        if (run.has_ended()) break;
        std::this_thread::yield();
      }
      if (run.kill()) ++killed;
    }
    CHECK(killed == 20);
    CHECK(result_of(with(flags, {"--results", path}), path) == expected);
  }
}

TEST_CASE("shards of a sweep, merged, give the bytes of one run") {
  const ScratchFolder scratch;
  const Words flags = flags_of(table(scratch));
  const std::string through = scratch.path("through.csv");
  const std::string expected = result_of(with(flags, {"--results", through}), through);
  Words merge = {"sweep", "-q", "--results", scratch.path("all.csv"), "--merge"};
  for (int shard = 5; shard >= 1; --shard) {
    const std::string path = scratch.path("shard" + std::to_string(shard) + ".csv");
    const ProgramResult result =
        nntrain(with(flags, {"--results", path, "--shard", std::to_string(shard) + "/5"}));
    INFO(result.err);
    CHECK(result.exit_code == 0);
    CHECK(contains(result.out, "shard: " + std::to_string(shard) + "/5"));
    merge.push_back(path);
  }
  CHECK(result_of(merge, scratch.path("all.csv")) == expected);

  merge.pop_back();
  CHECK(result_of(merge, scratch.path("all.csv")) == expected);  // its rows stay
  merge[3] = scratch.path("some.csv");
  const ProgramResult without = nntrain(merge);
  CHECK(without.exit_code == 1);
  CHECK(contains(without.out, "missing: 1, 6, 11, 16, 21\n"));
}

TEST_CASE("--merge writes over nothing but results of its sweep") {
  const ScratchFolder scratch;
  const Words sweep = {"sweep", "--data", "data/xnor.csv", "--folds", "2", "--grid", "hidden=1..4", "-q"};
  const std::string shard = scratch.path("1.csv");
  CHECK(nntrain(with(sweep, {"--shard", "1/2", "--results", shard})).exit_code == 0);
  const std::string notes = scratch.file("notes.csv", "my notes\n");
  const Words merge = {"sweep", "--merge", shard, "--results"};
  check_refusal(with(merge, {notes}), 3,
                {"notes.csv is no results file", "name another file:  --results FILE"});
  CHECK(read_file(notes) == "my notes\n");
  const std::string whole = scratch.path("whole.csv");
  const std::string bytes = result_of(with(sweep, {"--results", whole}), whole);
  CHECK(result_of(with(merge, {whole, "-q"}), whole) == bytes);
}

TEST_CASE("any number of threads gives the same rows") {
  const ScratchFolder scratch;
  const Words flags = flags_of(table(scratch));
  std::string expected;
  for (const std::string threads : {"1", "2", "7"}) {
    const std::string path = scratch.path("by" + threads + ".csv");
    const std::string rows = result_of(with(flags, {"--results", path, "--threads", threads}), path);
    if (expected.empty()) expected = rows;
    CHECK(rows == expected);
  }
}

TEST_CASE("a signal ends a sweep with whole rows, and the same command goes on") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("r.csv");
  // The first three runs are short. The others would take years.
  const Words flags = {"sweep",     "--data",     table(scratch), "--folds",
                       "2",         "-q",         "--results",    path,
                       "--threads", "2",          "--grid",       "iterations=20;1000000000000",
                       "--grid",    "hidden=1..3"};
  for (int start = 0; start < 2; ++start) {
    RunningProgram run(flags);
    while ((start == 0 ? rows_in(path) < 4 : !run.is_running_for(0.3)) && !run.has_ended())
      std::this_thread::yield();
    const int status = run.end_by(SIGINT);
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGINT);
    const std::string text = read_file(path);
    CHECK(rows_in(path) == 4);
    CHECK(text.back() == '\n');
  }
}

TEST_CASE("a second sweep does not write the results of a first one") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("r.csv");
  Words longer = with(flags_of(table(scratch)), {"--results", path});
  *std::find(longer.begin(), longer.end(), "2000") = "1000000000";
  RunningProgram run(longer);
  while (rows_in(path) == 0 && !run.has_ended()) std::this_thread::yield();
  check_refusal(longer, 3, {"r.csv", "another"});
  CHECK(run.kill());
}

TEST_CASE("--extend keeps the rows of a smaller sweep") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("r.csv");
  const Words base = {"sweep",        "--data", table(scratch), "--folds", "3",
                      "--iterations", "50",     "--results",    path};
  CHECK(nntrain(with(base, {"--grid", "hidden=2;3"})).exit_code == 0);
  const std::string small = read_file(path);
  const Words larger = with(base, {"--grid", "hidden=1..3"});
  check_refusal(larger, 3, {"r.csv", "grid", "--extend"});
  CHECK(read_file(path) == small);
  const ProgramResult result = nntrain(with(larger, {"--extend"}));
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "has 2 of 3 runs already"));
  const std::string fresh = scratch.path("fresh.csv");
  Words anew = larger;
  *std::find(anew.begin(), anew.end(), path) = fresh;
  CHECK(without_seconds(read_file(path)) == result_of(anew, fresh));
}

TEST_CASE("--extend keeps the rows of a sweep with fewer axes, or in another order") {
  const ScratchFolder scratch;
  const std::string data = table(scratch);
  for (const std::string end : {".csv", ".jsonl"}) {
    INFO(end);
    const std::string path = scratch.path("r" + end);
    const Words base = {"sweep", "--data", data, "--folds", "3", "--iterations", "50", "--results"};
    CHECK(nntrain(with(base, {path, "--grid", "hidden=2;3"})).exit_code == 0);
    const Words seeds = {"--grid", "hidden=2;3", "--grid", "seed=1..3"};
    check_refusal(with(base, with({path}, seeds)), 3, {"another grid", "--extend"});
    const ProgramResult more = nntrain(with(base, with({path, "--extend"}, seeds)));
    INFO(more.err);
    CHECK(more.exit_code == 0);
    CHECK(contains(more.err, "has 2 of 6 runs already"));
    const std::string fresh = scratch.path("fresh" + end);
    CHECK(without_seconds(read_file(path)) == result_of(with(base, with({fresh}, seeds)), fresh));

    const Words swapped = {"--grid", "seed=1..3", "--grid", "hidden=2;3"};
    const ProgramResult other = nntrain(with(base, with({path, "--extend"}, swapped)));
    CHECK(contains(other.err, "has 6 of 6 runs already"));
    const std::string anew = scratch.path("anew" + end);
    CHECK(without_seconds(read_file(path)) == result_of(with(base, with({anew}, swapped)), anew));
  }
}

}  // namespace nntrain::test
