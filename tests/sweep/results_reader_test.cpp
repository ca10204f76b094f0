#include "sweep/results_reader.hpp"

#include <cmath>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"
#include "sweep/sample_results.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

constexpr const char* kHead = "number,runs,key,status,x\n";
constexpr const char* kKeyText = "0123456789abcdef";

std::string row_of(const std::string& rest, const std::string& number = "1") {
  return number + ",9," + kKeyText + ",done," + rest + "\n";
}

std::string error_of(const std::string& path) {
  try {
    ResultsReader reader(path);
    while (reader.next()) {
    }
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("both formats of a results file say the same") {
  const ScratchFolder scratch;
  const SampleSweep sweep;
  std::vector<std::vector<std::string>> texts[2];
  for (const int which : {0, 1}) {
    const std::string path = scratch.path(which == 0 ? "r.csv" : "r.jsonl");
    {
      ResultsFile file(path, sweep.plan(), false);
      for (std::uint64_t number = 1; number <= sweep.runs; ++number)
        append_run(file, sweep, number, number == 5 ? SweepStatus::kRefused : SweepStatus::kDone);
      file.finish();
    }
    ResultsReader reader(path);
    CHECK(reader.columns() == sweep.plan().columns);
    CHECK(field_that_selects(reader.columns()) == "cv.accuracy");
    std::uint64_t number = 0;
    while (reader.next()) {
      CHECK(reader.number() == ++number);
      CHECK(reader.runs() == 12);
      CHECK(reader.sweep() == sweep.sweep);
      CHECK(reader.key() == sweep.key(number));
      CHECK(reader.status() == (number == 5 ? SweepStatus::kRefused : SweepStatus::kDone));
      std::vector<std::string>& row = texts[which].emplace_back();
      for (std::size_t i = 0; i < reader.columns().size(); ++i) row.push_back(reader.text(i));
    }
    CHECK(number == 12);
  }
  CHECK(texts[0] == texts[1]);
  const std::vector<std::string>& refused = texts[0][4];
  CHECK(refused[4] == "refused");
  CHECK(refused[5] == "--hidden 0: \"no\", is\\x0Ano size");
  CHECK(refused[12].empty());
  const std::vector<std::string>& last = texts[0][11];
  CHECK(last[9] == "16,8");
  CHECK(last[10] == " a,\"b\"\\x80\\x0A");
  CHECK(last[11] == "1e-05");
  CHECK(last[13] == "0.12 0.5");
}

TEST_CASE("a value of a results file is a number or NaN") {
  const ScratchFolder scratch;
  ResultsReader reader(scratch.file("r.csv", kHead + row_of("0.5") + row_of("", "2") + row_of("nan", "3") +
                                                 row_of("1 2", "4") + row_of("1e999", "5")));
  const std::size_t x = *reader.find("x");
  CHECK_FALSE(reader.find("y"));
  REQUIRE(reader.next());
  CHECK(reader.value(x) == 0.5);
  CHECK(reader.text_in("x") == "0.5");
  CHECK(reader.text_in("y").empty());
  for (int row = 2; row <= 5; ++row) {
    REQUIRE(reader.next());
    CHECK(std::isnan(reader.value(x)));
  }
  CHECK_FALSE(reader.next());
}

TEST_CASE("a results file that an editor has saved is read") {
  const ScratchFolder scratch;
  for (const std::string text :
       {"\xEF\xBB\xBFnumber,runs,key,status,x\r\n1,9,0123456789abcdef,done,\"a,\"\"b\"\r\n\r\n2,9,"
        "0123456789abcdef,"
        "\"done\",c\r\n\r\n",
        "\xEF\xBB\xBF{\"number\":1,\"runs\":9,\"key\":\"0123456789abcdef\",\"status\":\"done\",\"x\":\"a,"
        "\\\"b\"}\r\n\r\n"
        "{\"number\":2,\"runs\":9,\"key\":\"0123456789abcdef\",\"status\":\"done\",\"x\":\"c\"}\r\n"}) {
    ResultsReader reader(scratch.file("r", text));
    CHECK(reader.columns() == std::vector<std::string>{"number", "runs", "key", "status", "x"});
    REQUIRE(reader.next());
    CHECK(reader.text(4) == "a,\"b");
    CHECK(reader.key() == 0x0123456789ABCDEFU);
    REQUIRE(reader.next());
    CHECK(reader.text(4) == "c");
    CHECK(reader.status() == SweepStatus::kDone);
    CHECK_FALSE(reader.next());
  }
}

TEST_CASE("a line without an end is no row") {
  const ScratchFolder scratch;
  const std::string torn = row_of("c", "2");
  ResultsReader reader(scratch.file("r.csv", kHead + row_of("b") + torn.substr(0, torn.size() - 1)));
  CHECK(reader.next());
  CHECK_FALSE(reader.next());
  CHECK(reader.lines().end() == (kHead + row_of("b")).size());
  CHECK(reader.lines().rest().size() + 1 == torn.size());
}

TEST_CASE("rows are read whole wherever the pieces of the file end") {
  const ScratchFolder scratch;
  constexpr std::size_t kPiece = 65536;
  const std::size_t others = (kHead + row_of("")).size();
  for (std::size_t size = kPiece - 3; size <= kPiece + 3; ++size) {
    const std::string x(size - others, 'a');
    const std::string longer(3 * kPiece, 'b');
    ResultsReader reader(scratch.file("r.csv", kHead + row_of(x) + row_of(longer, "2") + row_of("c", "3")));
    REQUIRE(reader.next());
    CHECK(reader.text(4) == x);
    REQUIRE(reader.next());
    CHECK(reader.lines().offset() == size);
    CHECK(reader.text(4) == longer);
    REQUIRE(reader.next());
    CHECK(reader.text(4) == "c");
    CHECK(reader.lines().line() == 4);
    CHECK_FALSE(reader.next());
  }
}

TEST_CASE("a row that is none is told with its line") {
  const ScratchFolder scratch;
  const std::string key = kKeyText;
  const auto refused = [&](const std::string& row, const std::string& why) {
    const std::string path = scratch.file("r.csv", kHead + row_of("a") + row + "\n");
    INFO(row);
    CHECK_THAT(error_of(path), ContainsSubstring("r.csv:3: this is not a row of a sweep: " + why));
  };
  refused("2,9," + key + ",done", "it has 4 cells, not 5");
  refused("2,9," + key + ",done,b,c", "it has 6 cells, not 5");
  refused("2,9," + key + ",done,\"b", "a quote is not closed");
  refused("2,9," + key + ",done,\"b\"c", "text follows a closing quote");
  refused("two,9," + key + ",done,b", "its number is 'two'");
  refused("2,," + key + ",done,b", "its runs is ''");
  refused("0,9," + key + ",done,b", "its sweep has the runs 1 to 9");
  refused("10,9," + key + ",done,b", "its sweep has the runs 1 to 9");
  refused("2,1000001," + key + ",done,b", "a sweep has at most 1000000 runs");
  refused("1,9," + key + ",done,b", "an earlier row has run 1, too");
  refused("2,9,0123456789abcde,done,b", "its key is '0123456789abcde'");
  refused("2,9,0123456789ABCDEF,done,b", "its key is '0123456789ABCDEF'");
  refused("2,9," + key + ",ready,b", "its status is 'ready'");
  refused("\x1B[31m", "it has 1 cell, not 5");
  const std::string row =
      "{\"number\": 1, \"runs\": 9, \"key\": \"" + key + "\", \"status\": \"done\", \"x\": 1}\n";
  const auto refused_json = [&](const std::string& second, const std::string& why) {
    INFO(second);
    CHECK_THAT(error_of(scratch.file("r.jsonl", row + second + "\n")),
               ContainsSubstring("r.jsonl:2: this is not a row of a sweep: " + why));
  };
  const std::string head = "{\"number\": 2, \"runs\": 9, \"key\": \"" + key + "\", \"status\": \"done\"";
  refused_json(head + ", \"y\": 1}", "it has 'y' where the first row has 'x'");
  refused_json(head + "}", "it has 4 cells, not 5");
  refused_json(head + ", \"x\": {}}", "x: it is an object, not a text");
  refused_json(head + ", \"x\": 1", "it is not valid JSON");
  refused_json("[1, 2]", "it is a list of numbers, not an object");
}

TEST_CASE("what is no results file is told") {
  const ScratchFolder scratch;
  CHECK_THAT(error_of(scratch.file("a", "")),
             ContainsSubstring("a is no results file of a sweep: it is empty"));
  CHECK_THAT(error_of(scratch.file("b", "number,runs,key,status,x")),
             ContainsSubstring("its first line has no end"));
  CHECK_THAT(error_of(scratch.file("c", "number,runs,key,x\n")),
             ContainsSubstring("its first line lacks one of number, runs, key, status"));
  CHECK_THAT(error_of(scratch.path("none")), ContainsSubstring("No such file"));
  CHECK_THAT(error_of(scratch.folder().string()), ContainsSubstring("directory"));
}

TEST_CASE("the first line tells a results file") {
  CHECK(is_results("x,status,key,runs,number\n"));
  CHECK(is_results("\xEF\xBB\xBFnumber,runs,\"key\",status\r\n1"));
  CHECK(is_results(R"({"number": 1, "runs": 2, "key": "", "status": ""})"));
  CHECK_FALSE(is_results("number,runs,key,state\n"));
  CHECK_FALSE(is_results("number;runs;key;status\n"));
  CHECK_FALSE(is_results("x\nnumber,runs,key,status\n"));
  CHECK_FALSE(is_results("number,runs,key,status,\"x\n"));
  CHECK_FALSE(is_results(R"({"number": 1, "runs": 2, "key": ""})"));
  CHECK_FALSE(is_results(R"({"number": 1, "runs": 2, "key": "", "status": "")"));
  CHECK_FALSE(is_results(""));
}

TEST_CASE("the name of a results file tells its format") {
  CHECK(results_format("a.jsonl/b.csv") == ResultsFormat::kCsv);
  CHECK(results_format("b.csv.jsonl") == ResultsFormat::kJsonl);
  CHECK_THROWS_AS(results_format("b.json"), UsageError);
  CHECK_THROWS_WITH(results_format("b"),
                    ContainsSubstring("--results 'b': its name does not tell the format"));
}

TEST_CASE("the field that selects is in the name of a column") {
  CHECK(values_column("cv.recall[(a)]") == "values(cv.recall[(a)])");
  CHECK(field_that_selects({"value(x)", "values(x", "values(cv.recall[(a)])"}) == "cv.recall[(a)]");
  CHECK(field_that_selects({"number"}).empty());
}
