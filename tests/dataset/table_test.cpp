#include <cmath>
#include <limits>

#include "dataset/read_table.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;
using Names = std::vector<std::string>;
using Rows = std::vector<std::vector<double>>;

TEST_CASE("the banknotes") {
  ReadOptions options;
  options.path = std::string(NNTRAIN_SOURCE_DIR) + "/data/banknotes.txt";
  options.features = "variance,entropy";
  options.sha256 = true;
  const Table table = read_table(options);
  CHECK(table.has_header);
  CHECK(table.delimiter == ',');
  CHECK(table.rows() == 1372);
  CHECK(table.rows_read == 1372);
  CHECK(table.rows_dropped() == 0);
  CHECK(table.feature_names() == Names{"variance", "entropy"});
  CHECK(table.target == "classification");
  CHECK(table.task == Task::kClassify);
  REQUIRE(table.classes.size() == 2);
  CHECK(table.classes[0].label == "0");
  CHECK(table.classes[0].count == 762);
  CHECK(table.classes[1].label == "1");
  CHECK(table.classes[1].count == 610);
  CHECK(table.cells.at(0, 0) == 3.6216);
  CHECK(table.cells.at(0, 1) == -0.44699);
  CHECK(table.targets.at(0, 0) == 0);
  CHECK(table.targets.at(1371, 0) == 1);
  const ProgramResult sum = shell("sha256sum data/banknotes.txt");
  CHECK(table.sha256 == sum.out.substr(0, 64));
}

TEST_CASE("by default every column but the last is a feature") {
  const Table table = Reading("a,b,y\n1,2,0.5\n3,4,1.5\n5,6,9\n").table();
  CHECK(table.feature_names() == Names{"a", "b"});
  CHECK(table.target == "y");
  CHECK(table.task == Task::kRegress);
  CHECK(table.classes.empty());
  CHECK(rows_of(table) == Rows{{1, 2}, {3, 4}, {5, 6}});
  CHECK(targets_of(table) == std::vector<double>{0.5, 1.5, 9});
  CHECK(table.sha256.empty());
}

TEST_CASE("features come in the order asked for, and other columns may hold anything") {
  Reading reading("name,a,y,b\nx,1,0,7\ny,2,1,8\n,3,1,9\n");
  reading.options.features = "b,a";
  reading.options.target = "y";
  const Table table = reading.table();
  CHECK(table.feature_names() == Names{"b", "a"});
  CHECK(rows_of(table) == Rows{{7, 1}, {8, 2}, {9, 3}});
  CHECK(targets_of(table) == std::vector<double>{0, 1, 1});
}

TEST_CASE("--drop takes columns out of the features") {
  Reading reading("id,a,b,y\nx,1,2,0\ny,3,4,1\n");
  reading.options.drop = "id";
  CHECK(reading.table().feature_names() == Names{"a", "b"});
  reading.options.features = "*";
  reading.options.drop = "id,b";
  CHECK(reading.table().feature_names() == Names{"a"});
  reading.options.drop = "id..b";
  CHECK(reading.message() == "--drop leaves no feature of t.csv");
  reading.options.drop = "y";
  CHECK(reading.message() == "column 'y' is the target, so it cannot be in --drop");
}

TEST_CASE("numbers are read to the last bit") {
  const std::string halfway = "9007199254740993";                              // 2^53 + 1: rounds to even
  const std::string above = "9007199254740993.00000000000000000000000000001";  // slightly above the middle
  const Table table =
      Reading("a,y\n" + halfway + ",1.5\n" + above +
              ",2\n4.9406564584124654e-324,3\n2.4703282292062327e-324,4\n"
              "2.4703282292062328e-324,5\n1e-400,6\n-1e-400,7\n"
              "1.7976931348623157e308,8\n2.2250738585072011e-308,9\n+.5,10\n-5.E+1,11\n"
              "0.1,12\n0e99999999999999999999,13\n000000000000000000000000000000000001e0,14\n")
          .table();
  const std::vector<double> expected = {9007199254740992.0,
                                        9007199254740994.0,
                                        std::numeric_limits<double>::denorm_min(),
                                        0,
                                        std::numeric_limits<double>::denorm_min(),
                                        0,
                                        -0.0,
                                        std::numeric_limits<double>::max(),
                                        0x0.fffffffffffffp-1022,
                                        0.5,
                                        -50,
                                        0.1,
                                        0,
                                        1};
  REQUIRE(table.rows() == expected.size());
  for (std::size_t r = 0; r < expected.size(); ++r) {
    INFO(r);
    CHECK(table.cells.at(r, 0) == expected[r]);
    CHECK(std::signbit(table.cells.at(r, 0)) == std::signbit(expected[r]));
  }
}

TEST_CASE("missing values are an error, or drop their row") {
  Reading reading("a,b,c,y\n1,NA,5,0\n1,2,,0\n3, ,6,1\n4,5,6,?\n7,8,9,1\n");
  CHECK(reading.failure().code == ExitCode::kData);
  CHECK(reading.message() ==
        "t.csv:2:2: column 'b': the value is missing ('NA') in 2 of 5 rows from here on");
  reading.options.missing = MissingMode::kDrop;
  reading.options.features = "a,b";
  const Table table = reading.table();
  CHECK(rows_of(table) == Rows{{1, 2}, {7, 8}});
  CHECK(table.rows_read == 5);
  CHECK(table.dropped == std::vector<std::size_t>{1, 3, 4});
  CHECK(table.row_number(0) == 2);
  CHECK(table.row_number(1) == 5);
  reading.options.features = "a,c";
  reading.options.missing = MissingMode::kError;
  CHECK(reading.message() == "t.csv:3:3: column 'c': the value is missing in 1 of 4 rows from here on");
}

TEST_CASE("--na replaces the spellings of a missing value, to the letter") {
  Reading reading("a,y\n-999,0\n-999.0,1\nna,0\n5,0\n");
  reading.options.missing = MissingMode::kDrop;
  reading.options.na = {"-999", "na"};
  CHECK(rows_of(reading.table()) == Rows{{-999}, {5}});
  reading.options.na = {"NA"};
  CHECK(reading.message() == "t.csv:4:1: column 'a': 'na' is not a number");
}

TEST_CASE("no rows") {
  CHECK(Reading("").message() == "t.csv is empty");
  CHECK(Reading("\xEF\xBB\xBF").message() == "t.csv is empty");
  CHECK(Reading("\n \r\n\t\n").message() == "t.csv has blank lines only");
  const Failure header_only = Reading("a,b,y\n").failure();
  CHECK(header_only.code == ExitCode::kData);
  CHECK(header_only.message == "t.csv has a header line but no rows");
  Reading reading("a,y\nNA,0\nNA,1\n");
  reading.options.missing = MissingMode::kDrop;
  reading.options.header = HeaderMode::kYes;
  CHECK(reading.failure().code == ExitCode::kTraining);
  CHECK(reading.message() == "t.csv has no complete row: of 2 rows, 2 lack 'a'");
}

TEST_CASE("a single column has no feature") {
  Reading reading("a:b:c\n1:2:3\n1:2:4\n");
  reading.options.header = HeaderMode::kYes;
  CHECK(reading.failure().code == ExitCode::kData);
  CHECK(reading.message() ==
        "t.csv has only one column (line 1 is a:b:c): there is no feature besides the target");
  CHECK(reading.failure().remedy == "if it separates the columns:  --delimiter :");
  reading.options.delimiter = ":";
  CHECK(rows_of(reading.table()) == Rows{{1, 2}, {1, 2}});
}

TEST_CASE("files that cannot be read") {
  Reading reading("a,y\n1,2\n");
  const std::string path = reading.options.path;
  reading.options.path = path + ".no";
  CHECK(reading.failure().code == ExitCode::kData);
  CHECK(reading.message() == "cannot open t.csv.no: No such file or directory");
  reading.options.path = path.substr(0, path.rfind('/'));
  CHECK(reading.message() == reading.options.path + " is a directory, not a file");
  reading.options.path = "/proc/self/mem";
  CHECK(reading.message() == "cannot read /proc/self/mem: Input/output error");
}
