#include "base/error.hpp"
#include "dataset/read_table.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;
using Names = std::vector<std::string>;
using Rows = std::vector<std::vector<double>>;

namespace {

const std::string kFirst = "color,x,y\nred,1,yes\nblue,2,no\n";

/// A table, and another file to read like it.
struct Pair {
  Reading first;
  ScratchFolder scratch;
  std::string path;

  Pair(const std::string& text, const std::string& other)
      : first(text), path(scratch.file("other.csv", other)) {}

  Table table() const { return read_table_like(first.options, first.table(), path); }

  Failure failure() const {
    const Table known = first.table();
    try {
      read_table_like(first.options, known, path);
    } catch (const Error& error) {
      const std::string what = error.what();
      const std::size_t name = what.find("other.csv");
      return {error.code(), name == std::string::npos ? what : what.substr(name), error.remedy().text()};
    }
    return {};
  }
  std::string message() const { return failure().message; }
};

}  // namespace

TEST_CASE("another file is read by the first one's columns, kinds and classes") {
  const Table table = Pair(kFirst, "y;extra;x;color\nno;1;5;7\nno;x;6;red\n").table();
  CHECK(table.delimiter == ';');
  CHECK(table.feature_names() == Names{"color", "x"});
  CHECK(table.features[0].is_text);
  CHECK(table.features[0].levels == Names{"7", "red"});
  CHECK(rows_of(table) == Rows{{0, 5}, {1, 6}});
  CHECK(table.task == Task::kClassify);
  REQUIRE(table.classes.size() == 2);
  CHECK(table.classes[0].label == "no");
  CHECK(table.classes[0].count == 2);
  CHECK(table.classes[1].count == 0);
  CHECK(targets_of(table) == std::vector<double>{0, 0});
}

TEST_CASE("a regression stays one, whatever the other file's values are") {
  const Table table = Pair("x,y\n1,0.5\n2,1.5\n3,2\n", "x,y\n1,0\n2,1\n").table();
  CHECK(table.task == Task::kRegress);
  CHECK(table.classes.empty());
  CHECK(targets_of(table) == std::vector<double>{0, 1});
}

TEST_CASE("classes that are numbers keep their numbers") {
  const Table table = Pair("x,y\n1,9\n2,10\n", "x,y\n1,10\n2,10\n").table();
  CHECK(targets_of(table) == std::vector<double>{1, 1});
}

TEST_CASE("what does not fit the first file is named") {
  CHECK(Pair(kFirst, "color,x,y\nred,1,no\nred,2,maybe\n")
            .message()
            .find("other.csv:3:3: column 'y': 'maybe' is not one of the classes of ") == 0);
  CHECK(Pair(kFirst, "color,x,y\nred,1,maybe\n").message().find("(no, yes)") != std::string::npos);
  CHECK(Pair(kFirst, "color,x,y\nred,tall,no\n")
            .message()
            .find("other.csv:2:2: column 'x': 'tall' is not a number, and the column has numbers in ") == 0);
  CHECK(Pair(kFirst, "colour,x,y\nred,1,no\n").message().find("did you mean 'colour'?") != std::string::npos);
  CHECK(Pair(kFirst, "color,x\nred,1\n").message().find("other.csv (color, x); ") == 0);
  CHECK(Pair("a,x,y\n1,1,yes\n2,2,no\n", "3,4,no\n").message() ==
        "other.csv has no header line (line 1 is 3,4,no), so there is no column 'a'");
  CHECK(Pair("1,2,0\n2,3,1\n", "a,b,y\n1,2,0\n").message().find("line 1 looks like a header line") !=
        std::string::npos);
}

TEST_CASE("without header lines columns are found by position or by --columns") {
  Pair pair("1,2,0\n2,3,1\n", "5,6,1\n");
  CHECK(rows_of(pair.table()) == Rows{{5, 6}});
  pair.first.options.columns = "a,b,y";
  pair.first.options.features = "b";
  CHECK(rows_of(pair.table()) == Rows{{6}});
}

TEST_CASE("the other file has the first one's weights column, too") {
  Pair pair("x,w,y\n1,2,0\n2,3,1\n", "w,x,y\n5,6,1\n");
  pair.first.options.weights_column = "w";
  CHECK(pair.table().weights == std::vector<double>{5});
  CHECK(rows_of(pair.table()) == Rows{{6}});
}
