#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a ragged row is named") {
  CHECK(Reading("a,b,c,d,y\n1,2,3,4,0\n1,2,3,1\n").message() == "t.csv:3: 4 fields, but the header has 5");
  CHECK(Reading("1,2,3\n\n1\n").message() == "t.csv:3: 1 field, but line 1 has 3");
  CHECK(Reading("\n1,2,3\n1,2,3,4\n").message() == "t.csv:3: 4 fields, but line 2 has 3");
  const Failure failure = Reading("a,b,y\n1,62,1,5,0\n").failure();
  CHECK(failure.code == ExitCode::kData);
  CHECK(failure.message == "t.csv:2: 5 fields, but the header has 3");
  CHECK(failure.remedy ==
        "if the numbers have decimal commas, separate the columns by another character (;)");
  CHECK(Reading("a,b,y\n1,62,1,5,0,5\n").failure().remedy == failure.remedy);  // in every field
  CHECK(Reading("a,b,y\n1,62,1,5,0,5,7\n").failure().remedy.empty());
  CHECK(Reading("a,b,y\n1,62\n").failure().remedy.empty());
  CHECK(contains(Reading("a,b,y\n1,2,0\n(1 row)\n").failure().remedy,
                 "if it is no row, to leave it out:  sed 3d < "));
}

TEST_CASE("a cell that is no number is named with its place and a remedy") {
  CHECK(Reading("a,curtosis,y\n1,2,0\n1,zz,1\n").message() ==
        "t.csv:3:2: column 'curtosis': 'zz' is not a number");
  CHECK(Reading("a,b,y\n1,2,0\n1,none at all,1\n").message() ==
        "t.csv:3:2: column 'b': 'none at all' is not a number");
  CHECK(Reading("a,b,y\n1,2,0\n1,\"x,\"\"y\",1\n").message() ==
        "t.csv:3:2: column 'b': 'x,\"y' is not a number");
  CHECK(contains(Reading("a,b,y\n1,2,0\n1,\"x,\"\"y\",1\n").failure().remedy,
                 "--na '+\"x,\"\"y\"' --missing mean"));
  CHECK(Reading("a,b,y\n1,2,0\n1,\x1B[2J\xFF,1\n").message() ==
        "t.csv:3:2: column 'b': '\\x1B[2J\\xFF' is neither a number nor UTF-8");
  CHECK(Reading("a,b,y\n1,2,0\n1,1 2,1\n").message().find("'1 2' is not a number") != std::string::npos);
  CHECK(Reading("1,2,0\n1,--3,1\n").message().find("t.csv:2:2: column 'col:2': '--3' is not a number") == 0);
}

TEST_CASE("an odd cell before the first number is odd too") {
  Reading reading("a,b,y\nzz,2,0\n4,2,1\n");
  CHECK(reading.message() == "t.csv:2:1: column 'a': 'zz' is not a number, but '4' in line 3 is one");
  CHECK(contains(reading.failure().remedy, "to read the column as text:  --categorical a"));
}

TEST_CASE("a column that mixes numbers and texts is refused at its first text") {
  const Failure later = Reading("kind,b,y\n1,2,0\nred,3,1\n2,3,1\nblue,3,1\n").failure();
  CHECK(later.message ==
        "t.csv:3:1: column 'kind': 'red' is not a number; it is one of 2 such cells of the column ('red', "
        "'blue')");
  CHECK(later.remedy ==
        "if they mean missing, to fill in the mean:  --na +red,blue --missing mean      or to read the "
        "column as text:  --categorical kind");
  const Failure earlier = Reading("a b,b,y\nred,2,0\nblue,3,1\n7,3,1\n").failure();
  CHECK(earlier.code == ExitCode::kData);
  CHECK(earlier.message.find("t.csv:2:1: column 'a b': 'red' is not a number, but '7' in line 4 is one") ==
        0);
  CHECK(earlier.remedy ==
        "to leave the column out:  --drop 'a b'      or to read the column as text:  --categorical 'a b'");
  CHECK(contains(Reading("e,c..d,y\n1,red,0\n2,3,1\n").failure().remedy,
                 "to read the column as text:  --categorical '\"c..d\"'"));
}

TEST_CASE("the odd cell is found in rows that are left out, too") {
  Reading reading("a,b,y\nred,,0\nblue,1,1\n7,3,1\n");
  reading.options.missing = MissingMode::kDrop;
  CHECK(reading.message().find("t.csv:2:1: column 'a': 'red' is not a number, but '7' in line 4") == 0);
}

TEST_CASE("a mixed target is refused unless its values are classes") {
  Reading reading("a,y\n1,2\n2,x\n3,1\n");
  CHECK(reading.message() == "t.csv:3:2: column 'y': 'x' is not a number");
  CHECK(reading.failure().remedy ==
        "if it means missing, to leave such rows out:  --na +x --missing drop      or if the target's values "
        "are classes:  --task classify");
  CHECK(Reading("a,y\n1,x\n2,z\n3,1\n")
            .message()
            .find("t.csv:2:2: column 'y': 'x' is not a number, but '1' in "
                  "line 4 is one") == 0);
  reading.options.task = Task::kRegress;
  CHECK(reading.message().find("t.csv:3:2: column 'y': 'x' is not a number") == 0);
  CHECK(reading.failure().remedy == "if it means missing, to leave such rows out:  --na +x --missing drop");
  reading.options.task = Task::kClassify;
  CHECK(reading.table().classes.size() == 3);
}

TEST_CASE("an error is not hidden by one that comes later") {
  CHECK(
      Reading("kind,b,y\nred,x,0\nred,2,0\nblue\n\"\n").message().find("t.csv:2:2: column 'b': 'x' is not") ==
      0);
  Reading regression("kind,y\nred,x\nblue\n");
  regression.options.task = Task::kRegress;
  regression.options.header = HeaderMode::kYes;
  CHECK(regression.message().find("t.csv:2:2: column 'y': 'x' is not a number") == 0);
}

TEST_CASE("what looks like a number and is none is named for what it is") {
  const auto message = [](const std::string& cell) {
    return Reading("a,b,y\n1,2,0\n1," + cell + ",1\n").message();
  };
  const std::string start = "t.csv:3:2: column 'b': ";
  CHECK(message("-nan") == start + "'-nan' is not a finite number");
  CHECK(message("-inf") == start + "'-inf' is not a finite number");
  CHECK(message("Infinity").find("'Infinity' is not a finite number") != std::string::npos);
  CHECK(message("1e400") == start + "'1e400' is too large for a double (at most 1.8e308)");
  CHECK(message("-1.8e308").find("too large") != std::string::npos);
  CHECK(message("0x10") == start + "'0x10' is hexadecimal, and nntrain reads decimal numbers");
  CHECK(message("\"3,62\"") == start + "'3,62' has a decimal comma");
  CHECK(message("NaN").find("the value is missing ('NaN')") != std::string::npos);
}

TEST_CASE("a decimal comma gets its remedy") {
  const Failure failure = Reading("a;b;y\n1;5;0\n3,62;2;1\n", "my data.csv").failure();
  CHECK(failure.message == "my data.csv:3:1: column 'a': '3,62' has a decimal comma");
  CHECK(failure.remedy.find("tr , . < ") == 0);
  CHECK(failure.remedy.find("my data.csv' | nntrain --data - --delimiter ';' ...") != std::string::npos);
  CHECK(Reading("a\tb\ty\n3,62\t2\t1\n").failure().remedy ==
        "tr , . < t.csv | nntrain --data - --delimiter tab ...");
  CHECK(Reading("a,b,y\n\"3,62\",2,1\n").failure().remedy == "write its numbers with a decimal point");
}

TEST_CASE("a decimal comma does not hide the delimiter and the header") {
  CHECK(Reading("a;b;y\n3,62;1,5;0\n2,4;2,5;1\n").message() ==
        "t.csv:2:1: column 'a': '3,62' has a decimal comma");
  CHECK(Reading("3,62;1,5;0\n2,4;2,5;1\n").message() ==
        "t.csv:1:1: column 'col:1': '3,62' has a decimal comma");
}

TEST_CASE("a comma between thousands is not taken for a decimal comma") {
  for (const char* const cell : {"1,000", "-12,345", "1,234,567", "1,234.5"}) {
    const std::string message = Reading("a,y\n1,0\n\"" + std::string(cell) + "\",1\n").message();
    INFO(message);
    CHECK(message.find("as decimal point or between thousands") != std::string::npos);
  }
  CHECK(Reading("a,y\n1,0\n\"1,5\",1\n").message().find("has a decimal comma") != std::string::npos);
}

TEST_CASE("the hint on missing spellings keeps those that were given") {
  Reading reading("a,y\n1,0\nn/a,1\n");
  reading.options.na = {"", "NA"};
  CHECK(contains(reading.failure().remedy, "--na ,NA,n/a --missing mean"));
}

TEST_CASE("a header line that was said not to be one is recognised") {
  Reading reading("a,b,y\n1,2,0\n2,3,1\n");
  reading.options.columns = "x,z,y";
  CHECK(reading.message().find("line 1 looks like a header line") != std::string::npos);
}

TEST_CASE("a header line is recognised by the numbers below it, whatever columns of text there are") {
  Reading reading("kind,b,y\nred,2,0\nblue,3,1\n");
  reading.options.header = HeaderMode::kNo;
  CHECK(
      reading.message() ==
      "t.csv:1:2: column 'col:2': 'b' is not a number, and numbers follow: line 1 looks like a header line");
  Reading target("kind,y\nred,2.5\nblue,3\n");
  target.options.header = HeaderMode::kNo;
  CHECK(target.message().find("t.csv:1:2: column 'col:2': 'y' is not a number, and numbers follow") == 0);
  target.options.task = Task::kRegress;
  CHECK(target.message().find("t.csv:1:2: column 'col:2': 'y' is not a number, and numbers follow") == 0);
}
