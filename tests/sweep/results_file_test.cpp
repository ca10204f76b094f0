#include "sweep/results_file.hpp"

#include <csignal>
#include <filesystem>
#include <optional>

#include <sys/resource.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"
#include "sweep/sample_results.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

std::string error_of(const std::string& path, const SampleSweep& sweep, bool extends = false) {
  try {
    const ResultsFile file(path, sweep.plan(), extends);
  } catch (const DataError& error) {
    return error.what() + ("\n" + error.remedy().text());
  }
  return "";
}

std::size_t files_in(const ScratchFolder& scratch) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(scratch.folder()), {}));
}

const char* const kFormats[] = {"r.csv", "r.jsonl"};

}  // namespace

TEST_CASE("a results file has a line for each run") {
  const ScratchFolder scratch;
  const SampleSweep sweep{3};
  complete(scratch.path("r.csv"), sweep);
  const std::string same = "0.1.0," + std::string(64, 'a') + ",0123456789abcdef,";
  CHECK(read_file(scratch.path("r.csv")) ==
        "number,runs,sweep,key,status,reason,version,data.sha256,split_hash,hidden,label,\"recall[a,b]\",cv."
        "accuracy,"
        "values(cv.accuracy),held_out,fingerprint,seconds\n"
        "1,3,fedcba9876543210,9e3779b97f4a7c15,done,," +
            same + "5,caf\xC3\xA9,1e-05,0.1,0.1 0.5,10 9,0000000000000001,0.25\n" +
            "2,3,fedcba9876543210,3c6ef372fe94f82a,done,," + same +
            "5,caf\xC3\xA9,1e-05,0.2,0.2 0.5,10 9,0000000000000002,0.25\n" +
            "3,3,fedcba9876543210,daa66d2c7ddf743f,done,," + same +
            "\"16,8\",caf\xC3\xA9,1e-05,0.3,0.3 0.5,10 9,0000000000000003,0.25\n");
  complete(scratch.path("r.jsonl"), SampleSweep{1});
  CHECK(read_file(scratch.path("r.jsonl")) ==
        "{\"number\": 1, \"runs\": 1, \"sweep\": \"fedcba9876543210\", \"key\": \"9e3779b97f4a7c15\", "
        "\"status\": \"done\", \"reason\": null, "
        "\"version\": \"0.1.0\", \"data.sha256\": \"" +
            std::string(64, 'a') +
            "\", \"split_hash\": \"0123456789abcdef\", \"hidden\": 5, \"label\": \"caf\xC3\xA9\", "
            "\"recall[a,b]\": 1e-05, \"cv.accuracy\": 0.1, \"values(cv.accuracy)\": \"0.1 0.5\", "
            "\"held_out\": \"10 9\", \"fingerprint\": \"0000000000000001\", \"seconds\": 0.25}\n");
  CHECK(files_in(scratch) == 2);
}

TEST_CASE("a row is in the file once it is appended") {
  const ScratchFolder scratch;
  const SampleSweep sweep;
  ResultsFile file(scratch.path("r.csv"), sweep.plan(), false);
  CHECK(file.count() == 0);
  const std::string header = read_file(scratch.path("r.csv"));
  CHECK(is_results(header));
  append_run(file, sweep, 7);
  CHECK(file.has(6));
  CHECK_FALSE(file.has(5));
  CHECK(file.count() == 1);
  CHECK(file.kept() == 0);
  CHECK_FALSE(file.is_complete());
  CHECK(read_file(scratch.path("r.csv")).starts_with(header + "7,12,"));
  CHECK(read_file(scratch.path("r.csv")).ends_with(",0.25\n"));
}

TEST_CASE("a started sweep goes on, and a finished one is left alone") {
  const ScratchFolder scratch;
  const SampleSweep sweep;
  for (const std::string name : kFormats) {
    complete(scratch.path("whole-" + name), sweep);
    const std::string whole = read_file(scratch.path("whole-" + name));
    const std::string path = scratch.path(name);
    {
      ResultsFile file(path, sweep.plan(), false);
      append_run(file, sweep, 9);
      append_run(file, sweep, 2);
      file.finish();  // a signal has stopped the sweep
    }
    {
      ResultsFile file(path, sweep.plan(), false);
      CHECK(file.kept() == 2);
      CHECK(file.count() == 2);
      CHECK(file.has(8));
      CHECK(file.has(1));
      CHECK_FALSE(file.has(0));
    }
    complete(path, sweep);
    CHECK(read_file(path) == whole);
    struct stat before {};
    struct stat after {};
    REQUIRE(::stat(path.c_str(), &before) == 0);
    ResultsFile file(path, sweep.plan(), false);
    CHECK(file.is_complete());
    CHECK(file.kept() == 12);
    file.finish();
    file.finish();
    REQUIRE(::stat(path.c_str(), &after) == 0);
    CHECK(before.st_ino == after.st_ino);
    CHECK(read_file(path) == whole);
  }
}

TEST_CASE("nothing stays behind the rows of a finished results file") {
  const ScratchFolder scratch;
  const SampleSweep sweep{2};
  for (const std::string name : kFormats) {
    complete(scratch.path(name), sweep);
    const std::string whole = read_file(scratch.path(name));
    for (const std::string rest : {"3,2", "\n", "\r\n\n{", "\n1"}) {
      complete(scratch.file(name, whole + rest), sweep);
      CHECK(read_file(scratch.path(name)) == whole);
    }
  }
}

TEST_CASE("a results file with many rows is sorted") {
  const ScratchFolder scratch;
  const SampleSweep sweep{1000};
  complete(scratch.path("whole.csv"), sweep);
  ResultsFile file(scratch.path("r.csv"), sweep.plan(), false);
  for (std::uint64_t number = 1000; number > 0; --number) append_run(file, sweep, number);
  CHECK(read_file(scratch.path("r.csv")) != read_file(scratch.path("whole.csv")));
  file.finish();
  CHECK(read_file(scratch.path("r.csv")) == read_file(scratch.path("whole.csv")));
}

TEST_CASE("runs that failed, or that a signal ended, are made again") {
  const ScratchFolder scratch;
  const SampleSweep sweep{4};
  for (const std::string name : kFormats) {
    const std::string path = scratch.path(name);
    {
      ResultsFile file(path, sweep.plan(), false);
      append_run(file, sweep, 1, SweepStatus::kFailed);
      append_run(file, sweep, 2, SweepStatus::kDiverged);
      append_run(file, sweep, 3, SweepStatus::kSignal);
      append_run(file, sweep, 4, SweepStatus::kRefused);
      file.finish();
    }
    {
      ResultsFile file(path, sweep.plan(), false);
      CHECK(file.kept() == 2);
      CHECK(file.dropped() == 0);
      CHECK_FALSE(file.has(0));
      CHECK(file.has(1));
      CHECK_FALSE(file.has(2));
      CHECK(file.has(3));
      append_run(file, sweep, 3, SweepStatus::kTime);
    }
    ResultsFile file(path, sweep.plan(), false);  // no number is there twice
    CHECK(file.kept() == 3);
    CHECK(file.has(2));
  }
}

TEST_CASE("rows of another sweep are refused, and the message tells what differs") {
  const ScratchFolder scratch;
  const SampleSweep sweep;
  for (const std::string name : kFormats) {
    const std::string path = scratch.path(name);
    complete(path, sweep);
    const std::string bytes = read_file(path) + "torn";
    (void)scratch.file(name, bytes);
    const auto refused = [&](const SampleSweep& other, const std::string& difference, bool some_fit) {
      const std::string message = error_of(path, other);
      CHECK_THAT(message, ContainsSubstring(name + " has " + difference));
      CHECK((message.find("\nto keep only the rows that fit:  --extend") != std::string::npos) == some_fit);
      CHECK_THAT(message, ContainsSubstring("name another file:  --results FILE"));
      CHECK(error_of(path, other, true).empty() == some_fit);
      (void)scratch.file(name, bytes);
      CHECK(read_file(path) == bytes);
    };
    SampleSweep other = sweep;
    other.version = "0.2.0";
    other.sha256 = std::string(64, 'b');
    other.key_of_first = 7;
    refused(other, "rows of nntrain 0.1.0", false);
    other.version = sweep.version;
    refused(other, "rows of another table (SHA-256 " + sweep.sha256 + ")", false);
    other.sha256 = sweep.sha256;
    refused(other, "rows of another grid: run 1 has other flags there", false);
    other.sweep = 7;
    refused(other, "rows of another grid: run 1 has other flags there", false);
    other.key_of_first = sweep.key_of_first;
    refused(other, "rows of another grid: other runs of it have other flags", true);
    other.first = 2;
    refused(other, "rows of another grid: other runs of it have other flags", true);
    other.first = 1;
    other.sweep = sweep.sweep;
    other.runs = 20;
    refused(other, "rows of another grid: it has 12 runs, this one 20", true);
    other.runs = 12;
    other.first = 2;
    other.step = 3;
    refused(other, "rows of another shard: run 1 is not in this one", true);
    ResultsPlan plan = sweep.plan();
    plan.columns[12] = "cv.loss";
    CHECK_THROWS_WITH(ResultsFile(path, plan, false),
                      ContainsSubstring(name + " has other columns: there is no 'cv.loss'"));
    plan.columns.erase(plan.columns.begin() + 12);
    CHECK_THROWS_WITH(ResultsFile(path, plan, false),
                      ContainsSubstring(name + " has other columns: there is also 'cv.accuracy'"));
    plan = sweep.plan();
    std::swap(plan.columns[11], plan.columns[12]);
    CHECK_THROWS_WITH(ResultsFile(path, plan, false),
                      ContainsSubstring(name + " has other columns: they are in another order"));
    {
      const ResultsFile reordered(path, plan, true);
      CHECK(reordered.kept() == 12);
    }
    CHECK(error_of(path, sweep, true).empty());  // and back again
    CHECK(read_file(path) + "torn" == bytes);
    (void)scratch.file(name, bytes);
    plan.version = "9";
    CHECK_THROWS_WITH(ResultsFile(path, plan, false), ContainsSubstring(name + " has rows of nntrain 0.1.0"));
    CHECK(read_file(path) == bytes);
    CHECK(error_of(path, sweep).empty());
  }
}

TEST_CASE("an extended sweep keeps the rows that fit, with their new numbers") {
  const ScratchFolder scratch;
  const SampleSweep old{6};
  for (const std::string name : kFormats) {
    const std::string path = scratch.path(name);
    complete(path, old);
    const std::string before = read_file(path);
    // The new grid has a run before each of the first four, and lacks the last two.
    SampleSweep grown{10};
    grown.sweep = 7;
    ResultsPlan plan = grown.plan();
    for (PlannedRow& row : plan.rows)
      row.key = row.number % 2 == 0 && row.number <= 8 ? old.key(row.number / 2) : 1000 + row.number;
    {
      ResultsFile file(path, plan, true);
      CHECK(file.kept() == 4);
      CHECK(file.dropped() == 2);
      for (std::size_t row = 0; row < 10; ++row) CHECK(file.has(row) == (row % 2 == 1 && row < 8));
    }
    CHECK(files_in(scratch) == 1);
    ResultsReader reader(path);
    std::size_t line = before.find('\n') * (name == "r.csv" ? 1 : 0);
    if (name == "r.csv") ++line;
    for (std::uint64_t number = 2; number <= 8; number += 2) {
      REQUIRE(reader.next());
      CHECK(reader.number() == number);
      CHECK(reader.runs() == 10);
      CHECK(reader.sweep() == 7);
      CHECK(reader.key() == old.key(number / 2));
      const std::string was = before.substr(line, before.find('\n', line) - line);
      CHECK(reader.bytes().substr(reader.bytes().find(old.sha256)) == was.substr(was.find(old.sha256)));
      line += was.size() + 1;
    }
    CHECK_FALSE(reader.next());
    CHECK(ResultsFile(path, plan, false).kept() == 4);
    std::filesystem::remove(path);
  }
}

TEST_CASE("an extended sweep keeps a row in its place if several have its key") {
  const ScratchFolder scratch;
  const SampleSweep sweep{4};
  ResultsPlan plan = sweep.plan();
  for (PlannedRow& row : plan.rows) row.key = 5;
  const std::string path = scratch.path("r.csv");
  {
    ResultsFile file(path, plan, false);
    for (const std::size_t row : {std::size_t{2}, std::size_t{0}}) {
      std::vector<std::string> cells = sample_cells(sweep, row + 1);
      cells[3] = "\"0000000000000005\"";
      file.append(row, cells);
    }
  }
  plan.runs = 5;
  plan.rows.push_back({5, 5});
  ResultsFile file(path, plan, true);
  CHECK(file.kept() == 2);
  CHECK(file.has(0));
  CHECK(file.has(2));
}

TEST_CASE("an extended sweep keeps a file of which no row fits as it is") {
  const ScratchFolder scratch;
  const SampleSweep sweep{3};
  SampleSweep table = sweep;
  table.sha256 = std::string(64, 'b');
  SampleSweep version = sweep;
  version.version = "0.2.0";
  SampleSweep grid = sweep;
  grid.key_of_first = 3;
  for (const std::string name : kFormats) {
    const std::string path = scratch.path(name);
    complete(path, sweep);
    const std::string bytes = read_file(path);
    const std::string start = "no row of " + path + " fits this sweep: it has ";
    const std::string end = "\nname another file:  --results FILE";
    CHECK(error_of(path, table, true) ==
          start + "rows of another table (SHA-256 " + sweep.sha256 + ")" + end);
    CHECK(error_of(path, version, true) == start + "rows of nntrain 0.1.0" + end);
    CHECK(error_of(path, grid, true) == start + "rows of another grid: run 1 has other flags there" + end);
    CHECK(read_file(path) == bytes);
    {
      std::filesystem::remove(path);
      ResultsFile file(path, grid.plan(), false);
      append_run(file, grid, 2, SweepStatus::kFailed);
    }
    grid.runs = 4;
    CHECK(error_of(path, grid, true).empty());  // it fits, and is made again
    grid.runs = 3;
  }
}

TEST_CASE("an extended sweep drops a row with its key that tells another version or table") {
  const ScratchFolder scratch;
  const SampleSweep sweep{3};
  complete(scratch.path("r.csv"), sweep);
  std::string text = read_file(scratch.path("r.csv"));
  text.replace(text.find("0.1.0"), 5, "0.0.9");
  text.replace(text.rfind("aaaa"), 4, "bbbb");
  {
    const ResultsFile file(scratch.file("r.csv", text), sweep.plan(), true);
    CHECK(file.dropped() == 2);
    CHECK(file.kept() == 1);
    CHECK(file.has(1));
  }
  CHECK(error_of(scratch.path("r.csv"), sweep).empty());
}

TEST_CASE("without rows the columns of a results file do not matter") {
  const ScratchFolder scratch;
  const SampleSweep sweep{2};
  ResultsPlan plan = sweep.plan();
  plan.columns[12] = "cv.loss";
  { const ResultsFile file(scratch.path("r.csv"), plan, false); }
  complete(scratch.path("r.csv"), sweep);
  complete(scratch.path("s.csv"), sweep);
  CHECK(read_file(scratch.path("r.csv")) == read_file(scratch.path("s.csv")));
}

TEST_CASE("two sweeps do not write one file") {
  const ScratchFolder scratch;
  const SampleSweep sweep{2};
  const std::string path = scratch.path("r.csv");
  ResultsFile first(path, sweep.plan(), false);
  CHECK_THAT(error_of(path, sweep), ContainsSubstring("another run writes it"));
  CHECK_THAT(error_of(path, sweep, true), ContainsSubstring("another run writes it"));
  append_run(first, sweep, 2);
  append_run(first, sweep, 1);
  CHECK_THAT(error_of(path, sweep), ContainsSubstring("another run writes it"));
  first.finish();
  CHECK(ResultsFile(path, sweep.plan(), false).is_complete());
}

TEST_CASE("a results file that is moved away is told at its end") {
  const ScratchFolder scratch;
  const SampleSweep sweep{1};
  ResultsFile file(scratch.path("r.csv"), sweep.plan(), false);
  std::filesystem::rename(scratch.path("r.csv"), scratch.path("s.csv"));
  append_run(file, sweep, 1);
  try {
    file.finish();
    FAIL("it ends");
  } catch (const DataError& error) {
    CHECK_THAT(error.what(), ContainsSubstring("r.csv has been moved or removed by another program"));
    CHECK(error.remedy().text() ==
          "move it back, and the same command goes on; without it, the sweep begins again");
  }
  CHECK_FALSE(std::filesystem::exists(scratch.path("r.csv")));
  CHECK_THAT(read_file(scratch.path("s.csv")), ContainsSubstring("\n1,1,"));
}

TEST_CASE("somebody's file is never taken for results") {
  const ScratchFolder scratch;
  const SampleSweep sweep{2};
  for (const bool extends : {false, true}) {
    for (const std::string name : kFormats) {
      for (const std::string text :
           {"a,b\n1,2\n", "\n", "number,a\n1,2", "number,runs,keys", "{\"a\": 1}\n",
            "{\"number\": 1, \"name\": 2}", "{\"number\": 1, \"runs\": 2, \"name\": 3}\n",
            "\xFF\xFE"
            "a",
            "{\"number\": -1", "1"}) {
        const std::string path = scratch.file(name, text);
        INFO(text);
        CHECK_THAT(error_of(path, sweep, extends),
                   ContainsSubstring(name + " is no results file of a sweep"));
        CHECK(read_file(path) == text);
      }
    }
    complete(scratch.path("x.csv"), sweep);
    std::filesystem::rename(scratch.path("x.csv"), scratch.path("r.jsonl"));
    CHECK_THAT(error_of(scratch.path("r.jsonl"), sweep, extends), ContainsSubstring("in the other format"));
  }
}

TEST_CASE("results go to a regular file that can be written") {
  const ScratchFolder scratch;
  const SampleSweep sweep{2};
  REQUIRE(::mkfifo(scratch.path("pipe.csv").c_str(), 0600) == 0);
  CHECK_THAT(error_of(scratch.path("pipe.csv"), sweep), ContainsSubstring("it is no regular file"));
  std::filesystem::create_symlink("/dev/null", scratch.path("null.csv"));
  CHECK_THAT(error_of(scratch.path("null.csv"), sweep), ContainsSubstring("it is no regular file"));
  std::filesystem::create_directory(scratch.path("folder.csv"));
  CHECK_THAT(error_of(scratch.path("folder.csv"), sweep), ContainsSubstring("Is a directory"));
  CHECK_THAT(error_of(scratch.path("none/r.csv"), sweep), ContainsSubstring("No such file or directory"));
  CHECK_THROWS_AS(ResultsFile(scratch.path("r.txt"), sweep.plan(), false), UsageError);
  (void)scratch.file("empty.csv", "");
  CHECK(error_of(scratch.path("empty.csv"), sweep).empty());
  std::filesystem::create_symlink("real.csv", scratch.path("link.csv"));
  complete(scratch.path("link.csv"), sweep);
  CHECK(std::filesystem::is_symlink(scratch.path("link.csv")));
  CHECK(is_results(read_file(scratch.path("real.csv"))));
}

TEST_CASE("a piece of a row that could not be written is cut before the next one") {
  const ScratchFolder scratch;
  const SampleSweep sweep{2};
  const std::string path = scratch.path("r.csv");
  complete(scratch.path("whole.csv"), sweep);
  ResultsFile file(path, sweep.plan(), false);
  append_run(file, sweep, 1);
  const std::string bytes = read_file(path);
  std::filesystem::resize_file(path, bytes.size() + 5);  // as a full disk leaves it
  append_run(file, sweep, 2);
  CHECK(read_file(path) == read_file(scratch.path("whole.csv")));
}

TEST_CASE("a row that cannot be written is told with the way on") {
  const ScratchFolder scratch;
  const SampleSweep sweep{3};
  const std::string path = scratch.path("r.csv");
  ResultsFile file(path, sweep.plan(), false);
  append_run(file, sweep, 1);
  const std::string bytes = read_file(path);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const rlimit tight{bytes.size() + 7, before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
  std::string message;
  try {
    append_run(file, sweep, 2);
  } catch (const DataError& error) {
    message = error.what() + ("\n" + error.remedy().text());
  }
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK_THAT(message,
             ContainsSubstring("r.csv: File too large\nthe rows in it are safe: once it can be written, "
                               "the same command goes on"));
  CHECK(read_file(path).starts_with(bytes));
  append_run(file, sweep, 2);
  CHECK(read_file(path).starts_with(bytes + "2,3,"));
}

TEST_CASE("a sweep or a shard without a run has a results file without rows") {
  const ScratchFolder scratch;
  SampleSweep sweep{2};
  sweep.first = 5;
  for (const std::string name : kFormats) {
    for (const bool extends : {false, true}) {
      ResultsFile file(scratch.path(name), sweep.plan(), extends);
      CHECK(file.is_complete());
      CHECK(file.kept() == 0);
      file.finish();
    }
  }
  CHECK(read_file(scratch.path("r.csv")) == header_line(ResultsFormat::kCsv, sweep.plan().columns));
  CHECK(read_file(scratch.path("r.jsonl")).empty());
}

TEST_CASE("a results file with the ends of lines of Windows is finished as any other") {
  const ScratchFolder scratch;
  const SampleSweep sweep;
  for (const std::string name : kFormats) {
    complete(scratch.path(name), sweep);
    const std::string whole = read_file(scratch.path(name));
    std::string text = "\xEF\xBB\xBF";
    for (const char c : whole) {
      if (c == '\n') text += '\r';
      text += c;
    }
    (void)scratch.file(name, text + "\r\n");
    CHECK(ResultsFile(scratch.path(name), sweep.plan(), false).kept() == 12);
    complete(scratch.path(name), sweep);
    CHECK(read_file(scratch.path(name)) == whole);
  }
}
