#include "sweep/merge_results.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"
#include "sweep/sample_results.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// The results of some runs, in this order, with these seconds.
std::string results_of(const ScratchFolder& scratch, const std::string& name, const SampleSweep& sweep,
                       const std::vector<std::uint64_t>& numbers, const std::string& seconds = "0.25") {
  ResultsFile file(scratch.path(name), sweep.plan(), false);
  for (const std::uint64_t number : numbers) {
    std::vector<std::string> cells = sample_cells(sweep, number);
    cells.back() = seconds;
    file.append(number - 1, cells);
  }
  return scratch.path(name);
}

std::string error_of(const std::vector<std::string>& paths, const std::string& into) {
  try {
    (void)merge_results(paths, into);
  } catch (const DataError& error) {
    return error.what() + ("\n" + error.remedy().text());
  }
  return "";
}

}  // namespace

TEST_CASE("merged results are sorted, and the missing runs are listed") {
  const ScratchFolder scratch;
  const SampleSweep sweep{9};
  for (const std::string end : {".csv", ".jsonl"}) {
    const std::string into = scratch.path("all" + end);
    const MergedResults merged = merge_results(
        {results_of(scratch, "a" + end, sweep, {5, 2, 9}), results_of(scratch, "b" + end, sweep, {4, 1}),
         results_of(scratch, "c" + end, sweep, {}), scratch.file("d" + end, "")},
        into);
    CHECK(merged.runs == 9);
    CHECK(merged.rows == 5);
    CHECK(merged.missing == std::vector<std::uint64_t>{3, 6, 7, 8});
    CHECK(read_file(into) == read_file(results_of(scratch, "sorted" + end, sweep, {1, 2, 4, 5, 9})));
    CHECK(ResultsFile(into, sweep.plan(), false).kept() == 5);
  }
}

TEST_CASE("rows that two results files share are equal but for the seconds; the first is taken") {
  const ScratchFolder scratch;
  const SampleSweep sweep{4};
  const std::string a = results_of(scratch, "a.csv", sweep, {3, 1}, "1.5");
  const std::string b = results_of(scratch, "b.csv", sweep, {1, 2, 3}, "2.5");
  CHECK(merge_results({a, b}, scratch.path("ab.csv")).rows == 3);
  ResultsReader reader(scratch.path("ab.csv"));
  for (const std::string seconds : {"1.5", "2.5", "1.5"}) {
    REQUIRE(reader.next());
    CHECK(reader.text_in("seconds") == seconds);
  }
  std::string text = read_file(b);
  text.replace(text.find("0.3,"), 3, "0.4");
  const std::string before = read_file(scratch.path("ab.csv"));
  CHECK_THROWS_WITH(merge_results({a, scratch.file("b.csv", text)}, scratch.path("ab.csv")),
                    ContainsSubstring("run 3 differs in " + scratch.path("ab.csv")) &&
                        ContainsSubstring("its cv.accuracy is '0.3' and '0.4'"));
  CHECK(read_file(scratch.path("ab.csv")) == before);
  CHECK_THROWS_AS(merge_results({scratch.path("b.csv"), a}, scratch.path("ab.csv")), DataError);
}

TEST_CASE("options with one value in each of two files tell that their sweeps differ") {
  const ScratchFolder scratch;
  const std::string head = "number,runs,sweep,key,status,split_hash,data,hidden,options.loss,l2,train.loss\n";
  const auto row = [](const std::string& number, const std::string& sweep, const std::string& options) {
    return number + ",9,000000000000000" + sweep + ",0123456789abcdef,done,ab," + options + ",0.5\n";
  };
  const std::string a =
      scratch.file("a.csv", head + row("1", "1", "a.csv,5,sse,0") + row("2", "1", "a.csv,5,sse,0.1"));
  const std::string b =
      scratch.file("b.csv", head + row("3", "2", "b.csv,9,mae,0.2") + row("4", "2", "b.csv,9,mae,0.3"));
  CHECK_THAT(error_of({a, b}, scratch.path("all.csv")),
             ContainsSubstring("are of different sweeps: hidden is '5' and '9', loss is 'sse' and 'mae'\n"
                               "name the files of one sweep alone:  --merge FILES"));
}

TEST_CASE("shards without a run are merged with others") {
  const ScratchFolder scratch;
  const SampleSweep sweep{2};
  SampleSweep none = sweep;
  none.first = 3;
  for (const std::string end : {".csv", ".jsonl"}) {
    complete(scratch.path("none" + end), none);
    complete(scratch.path("all" + end), sweep);
    const std::string into = scratch.path("into" + end);
    CHECK(merge_results({scratch.path("none" + end), scratch.path("all" + end)}, into).missing.empty());
    CHECK(read_file(into) == read_file(scratch.path("all" + end)));
    CHECK(merge_results({scratch.path("none" + end)}, into).rows == 2);
    CHECK_THAT(error_of({scratch.path("none" + end)}, scratch.path("x" + end)),
               ContainsSubstring("have no row"));
  }
}

TEST_CASE("results are merged into one of the files, too") {
  const ScratchFolder scratch;
  const SampleSweep sweep{3};
  const std::string a = results_of(scratch, "a.csv", sweep, {3, 1});
  const std::string b = results_of(scratch, "b.csv", sweep, {2});
  CHECK(merge_results({a, b}, b).missing.empty());
  complete(scratch.path("whole.csv"), sweep);
  CHECK(read_file(b) == read_file(scratch.path("whole.csv")));
  CHECK(merge_results({b}, b).rows == 3);
  CHECK(read_file(b) == read_file(scratch.path("whole.csv")));
}

TEST_CASE("the file that a merge writes keeps the rows that it has") {
  const ScratchFolder scratch;
  const SampleSweep sweep{4};
  for (const std::string end : {".csv", ".jsonl"}) {
    const std::string into = results_of(scratch, "all" + end, sweep, {4, 1}, "1.5");
    const std::string a = results_of(scratch, "a" + end, sweep, {1, 2}, "2.5");
    CHECK(merge_results({a}, into).missing == std::vector<std::uint64_t>{3});
    CHECK(merge_results({a, into}, into).rows == 3);
    ResultsReader reader(into);
    for (const std::string seconds : {"1.5", "2.5", "1.5"}) {
      REQUIRE(reader.next());
      CHECK(reader.text_in("seconds") == seconds);
    }
    const std::string bytes = read_file(into);
    SampleSweep other = sweep;
    other.sweep = 7;
    const std::string b = results_of(scratch, "b" + end, other, {3});
    CHECK_THAT(error_of({b}, into),
               ContainsSubstring("all" + end + " and " + b + " are of different sweeps") &&
                   ContainsSubstring("\nname another file:  --results FILE"));
    CHECK(read_file(into) == bytes);
    for (const std::string text : {"dear diary\n", "a,b\n1,2\n", "{\"a\": 1}\n"}) {
      const std::string file = scratch.file("text" + end, text);
      CHECK_THAT(error_of({a}, file), ContainsSubstring("text" + end + " is no results file of a sweep") &&
                                          ContainsSubstring("\nname another file:  --results FILE"));
      CHECK(read_file(file) == text);
    }
    CHECK(merge_results({a}, scratch.file("empty" + end, "")).rows == 2);
    std::filesystem::rename(into, scratch.path("wrong.csv"));
    if (end == ".jsonl")
      CHECK_THAT(error_of({scratch.path("a.csv")}, scratch.path("wrong.csv")),
                 ContainsSubstring("wrong.csv has results in the other format"));
  }
}

TEST_CASE("a run that failed in one file is taken from another one") {
  const ScratchFolder scratch;
  const SampleSweep sweep{2};
  for (const std::string name : {"a.csv", "b.csv", "c.csv"}) {
    ResultsFile file(scratch.path(name), sweep.plan(), false);
    append_run(file, sweep, 1, name == "b.csv" ? SweepStatus::kDone : SweepStatus::kFailed);
    append_run(file, sweep, 2, SweepStatus::kFailed);
  }
  CHECK(merge_results({scratch.path("b.csv"), scratch.path("c.csv")}, scratch.path("a.csv")).rows == 2);
  ResultsReader reader(scratch.path("a.csv"));
  REQUIRE(reader.next());
  CHECK(reader.status() == SweepStatus::kDone);
  REQUIRE(reader.next());
  CHECK(reader.status() == SweepStatus::kFailed);
}

TEST_CASE("a run that a signal has ended is missing in merged results") {
  const ScratchFolder scratch;
  const SampleSweep sweep{2};
  {
    ResultsFile file(scratch.path("a.csv"), sweep.plan(), false);
    append_run(file, sweep, 1, SweepStatus::kSignal);
    append_run(file, sweep, 2, SweepStatus::kFailed);
  }
  const MergedResults merged = merge_results({scratch.path("a.csv")}, scratch.path("b.csv"));
  CHECK(merged.rows == 1);
  CHECK(merged.missing == std::vector<std::uint64_t>{1});
}

TEST_CASE("results of different sweeps are not merged") {
  const ScratchFolder scratch;
  const SampleSweep sweep{4};
  const std::string a = results_of(scratch, "a.csv", sweep, {1});
  const auto refused = [&](const std::string& path, const std::string& why) {
    CHECK_THAT(error_of({a, path}, scratch.path("all.csv")), ContainsSubstring(why));
    CHECK_FALSE(std::filesystem::exists(scratch.path("all.csv")));
    std::filesystem::remove(scratch.path("b.csv"));
  };
  SampleSweep other = sweep;
  other.runs = 5;
  refused(results_of(scratch, "b.csv", other, {2}),
          "a.csv and " + scratch.path("b.csv") + " are of different sweeps: 4 and 5 runs");
  other = sweep;
  other.version = "0.2.0";
  refused(results_of(scratch, "b.csv", other, {2}), "nntrain 0.1.0 and 0.2.0");
  other = sweep;
  other.sha256 = std::string(64, 'c');
  refused(results_of(scratch, "b.csv", other, {2}),
          "tables with SHA-256 " + sweep.sha256 + " and " + other.sha256);
  other = sweep;
  other.sweep = 7;
  refused(results_of(scratch, "b.csv", other, {2}),
          "are of different sweeps: some of their runs have other flags");
  refused(results_of(scratch, "b.csv", other, {3}), "are of different sweeps: hidden is '5' and '16,8'\n");
  refused(results_of(scratch, "b.csv", other, {2, 3}), "some of their runs have other flags");
  other = sweep;
  other.key_of_first = 5;
  refused(results_of(scratch, "b.csv", other, {1}), "run 1 differs");
  ResultsPlan plan = sweep.plan();
  plan.columns[12] = "cv.loss";
  { const ResultsFile file(scratch.path("b.csv"), plan, false); }
  refused(scratch.path("b.csv"), "their columns differ");
  refused(results_of(scratch, "b.jsonl", sweep, {2}), "b.jsonl has another format than the file to write");
  refused(scratch.path("none.csv"), "No such file");
  refused(scratch.file("b.csv", "a,b\n"), "is no results file of a sweep");
  CHECK_THROWS_WITH(merge_results({scratch.file("b.csv", "")}, scratch.path("all.csv")),
                    ContainsSubstring("have no row"));
  CHECK_THROWS_AS(merge_results({a}, scratch.path("all.txt")), UsageError);
}

TEST_CASE("results are not merged into a file that a sweep writes") {
  const ScratchFolder scratch;
  const SampleSweep sweep{2};
  const std::string a = results_of(scratch, "a.csv", sweep, {1});
  ResultsFile running(scratch.path("b.csv"), sweep.plan(), false);
  append_run(running, sweep, 2);
  CHECK_THROWS_WITH(merge_results({a}, scratch.path("b.csv")), ContainsSubstring("another run writes it"));
  CHECK(merge_results({a, scratch.path("b.csv")}, scratch.path("c.csv")).rows == 2);  // reading is fine
}
