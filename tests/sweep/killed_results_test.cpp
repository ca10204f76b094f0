// What kills, restarts and shards must not change: the bytes of the finished file.

#include <filesystem>
#include <numeric>

#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/random.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"
#include "sweep/merge_results.hpp"
#include "sweep/sample_results.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

const char* const kFormats[] = {"r.csv", "r.jsonl"};

/// Appends some of the runs that are missing, in random order; perhaps tears a piece of the file off.
void run_for_a_while(const std::string& path, const SampleSweep& sweep, RandomStream& random) {
  const ResultsPlan plan = sweep.plan();
  {
    ResultsFile file(path, plan, random.below(2) == 0);
    std::vector<std::size_t> order(plan.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    random.shuffle(order);
    std::uint64_t left = random.below(plan.rows.size());
    for (const std::size_t row : order) {
      if (file.has(row) || left-- == 0) continue;
      if (left == UINT64_MAX) break;
      const bool failed = random.below(5) == 0;
      file.append(row, sample_cells(sweep, plan.rows[row].number,
                                    failed ? SweepStatus::kFailed : SweepStatus::kDone));
    }
    if (random.below(2) == 0) file.finish();
  }
  const std::uintmax_t size = std::filesystem::file_size(path);
  if (random.below(3) == 0)
    std::filesystem::resize_file(path, size - random.below(std::min<std::uintmax_t>(size, 900) + 1));
}

/// Runs some runs each time that no other process has the file, until all are there. Returns false if that
/// never comes.
bool take_turns(const std::string& path, const SampleSweep& sweep, bool extends) {
  int appended = 0;
  for (int tries = 0; tries < 20'000; ++tries) {
    try {
      ResultsFile file(path, sweep.plan(), extends);
      for (std::size_t row = 0; row < sweep.runs; ++row) {
        if (file.has(row)) continue;
        const bool fails = ++appended % 5 == 0 && appended < 50;
        append_run(file, sweep, row + 1, fails ? SweepStatus::kFailed : SweepStatus::kDone);
        if (appended % 3 == 0) break;
      }
      const bool is_complete = file.is_complete();
      file.finish();
      if (is_complete) return true;
    } catch (const DataError&) {
      ::usleep(100);
    }
  }
  return false;
}

}  // namespace

TEST_CASE("a file that was cut at any byte keeps its whole rows and goes on to the same bytes") {
  const ScratchFolder scratch;
  const SampleSweep sweep{4};
  const std::vector<std::uint64_t> order = {3, 1, 4, 2};
  for (const std::string name : kFormats) {
    complete(scratch.path("whole-" + name), sweep);
    const std::string whole = read_file(scratch.path("whole-" + name));
    std::string grown;
    {
      ResultsFile file(scratch.path(name), sweep.plan(), false);
      for (const std::uint64_t number : order) append_run(file, sweep, number);
      grown = read_file(scratch.path(name));
    }
    const std::size_t header = name == "r.csv" ? 1 : 0;
    for (std::size_t size = 0; size <= grown.size(); ++size) {
      INFO(name << " at byte " << size);
      const std::string text = grown.substr(0, size);
      std::filesystem::remove(scratch.path(name));  // quicker than to overwrite it
      const std::string path = scratch.file(name, text);
      const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
      const std::size_t rows = lines < header ? 0 : lines - header;
      ResultsFile file(path, sweep.plan(), size % 2 == 0);
      if (file.kept() != rows) FAIL(file.kept() << " rows are kept, not " << rows);
      for (const std::uint64_t number : order) {
        if (!file.has(number - 1)) append_run(file, sweep, number);
      }
      if (read_file(path) != grown) FAIL("other bytes");
      if (size % 50 != 0) continue;  // to replace the file takes long
      file.finish();
      if (read_file(path) != whole) FAIL("other bytes at the end");
    }
  }
}

TEST_CASE("any order of runs, restarts and shards gives the bytes of one sweep") {
  const ScratchFolder scratch;
  for (int round = 0; round < rounds(10, 30, 2000); ++round) {
    RandomStream random(static_cast<std::uint64_t>(round), RandomPurpose::kShuffle);
    for (const std::string name : kFormats) {
      const SampleSweep whole{1 + random.below(40)};
      const std::string wanted = scratch.path("whole-" + name);
      std::filesystem::remove(wanted);
      complete(wanted, whole);
      const std::uint64_t shards = 1 + random.below(std::min<std::uint64_t>(whole.runs, 5));
      std::vector<std::string> paths;
      for (std::uint64_t shard = 1; shard <= shards; ++shard) {
        SampleSweep part = whole;
        part.first = shard;
        part.step = shards;
        paths.push_back(scratch.path(std::to_string(shard) + name));
        for (std::uint64_t stay = random.below(4); stay > 0; --stay)
          run_for_a_while(paths.back(), part, random);
        complete(paths.back(), part);
      }
      if (shards == 1) CHECK(read_file(paths[0]) == read_file(wanted));
      if (shards > 1) std::rotate(paths.begin(), paths.begin() + 1, paths.end());
      std::filesystem::remove(scratch.path(name));
      const MergedResults merged = merge_results(paths, scratch.path(name));
      INFO("round " << round);
      CHECK(merged.rows == whole.runs);
      CHECK(merged.missing.empty());
      CHECK(read_file(scratch.path(name)) == read_file(wanted));
      for (const std::string& path : paths) std::filesystem::remove(path);
    }
  }
}

TEST_CASE("several processes that start and stop one sweep lose no row") {
  const ScratchFolder scratch;
  const SampleSweep sweep{60};
  const std::string path = scratch.path("r.csv");
  complete(scratch.path("whole.csv"), sweep);
  for (int round = 0; round < rounds(4, 15, 100); ++round) {
    constexpr int kProcesses = 4;
    for (int process = 0; process < kProcesses; ++process) {
      if (::fork() == 0) ::_exit(take_turns(path, sweep, process % 2 == 0) ? 0 : 1);
    }
    for (int process = 0; process < kProcesses; ++process) {
      int status = 0;
      REQUIRE(::wait(&status) > 0);
      CHECK(status == 0);
    }
    complete(path, sweep);
    CHECK(read_file(path) == read_file(scratch.path("whole.csv")));
    std::filesystem::remove(path);
  }
}
