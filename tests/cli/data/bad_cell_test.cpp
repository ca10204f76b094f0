#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

struct BadTable {
  std::string what;
  std::string text;
  int exit_code;
  Words parts;
};

}  // namespace

TEST_CASE("a bad cell or row is named with file, line, column and value") {
  const std::vector<BadTable> tables = {
      {"too few fields", "a,b,y\n1,2,0\n3,4\n", 3, {"t.csv:3: 2 fields, but the header has 3"}},
      {"too many fields", "a,b,y\n1,2,0\n\n3,4,1,5\n", 3, {"t.csv:4: 4 fields, but the header has 3"}},
      {"too few fields without a header", "1,2,0\n3,4\n", 3, {"t.csv:2: 2 fields, but line 1 has 3"}},
      {"text among numbers",
       "a,b,y\n1,2,0\n3,zz,1\n",
       3,
       {"t.csv:3:2: column 'b': 'zz' is not a number", "if it means missing, ", "--na +zz --missing "}},
      {"text above numbers", "a,b,y\n1,foo,0\n3,4,1\n", 3, {"t.csv:2:2: column 'b': 'foo' is not a number"}},
      {"numbers below a text",
       "a,b,y\n1,foo,0\n3,bar,1\n3,4,1\n",
       3,
       {"t.csv:2:2: column 'b': 'foo' is not a number, but '4' in line 4 is one", "--categorical b"}},
      {"nan", "a,b,y\n1,2,0\n3,nan,1\n", 3, {"t.csv:3:2: ", "missing ('nan')"}},
      {"-nan", "a,b,y\n1,2,0\n3,-nan,1\n", 3, {"t.csv:3:2: column 'b': '-nan' is not a finite number"}},
      {"inf", "a,b,y\n1,2,0\n3,inf,1\n", 3, {"t.csv:3:2: column 'b': 'inf' is not a finite number"}},
      {"-Infinity",
       "a,b,y\n1,2,0\n3,-Infinity,1\n",
       3,
       {"t.csv:3:2: ", "'-Infinity' is not a finite number"}},
      {"NaN means missing",
       "a,b,y\n1,2,0\n3,NaN,1\n",
       3,
       {"t.csv:3:2: ", "missing ('NaN')", "--missing drop"}},
      {"an empty cell",
       "a,b,y\n1,2,0\n3,,1\n",
       3,
       {"t.csv:3:2: column 'b': the value is missing", "--missing drop"}},
      {"overflow", "a,b,y\n1,2,0\n3,1e400,1\n", 3, {"t.csv:3:2: column 'b': '1e400' is too large"}},
      {"hexadecimal", "a,b,y\n1,2,0\n3,0x10,1\n", 3, {"t.csv:3:2: column 'b': '0x10' is hexadecimal"}},
      {"decimal comma",
       "a;b;y\n1,5;2;0\n3;4;1\n",
       3,
       {"t.csv:2:1: column 'a': '1,5' has a decimal comma", "tr , ."}},
      {"decimal commas between commas",
       "a,b,y\n1,5,2,0\n3,5,4,1\n",
       3,
       {"t.csv:2: ", "decimal comma", "another character"}},
      {"unclosed quote",
       "a,b,y\n1,2,0\n3,\"4,1\n5,6,0\n7,8,1\n",
       3,
       {"t.csv:3:2: the quote that opens here is never closed"}},
      {"text behind a quote", "a,b,y\n1,2,0\n3,\"4\"x,1\n", 3, {"t.csv:3:2: text after the closing quote"}},
      {"one class", "a,b,y\n1,2,0\n3,4,0\n", 4, {"t.csv: the target 'y' has only one class: '0'"}},
      {"one class in one row", "a,b,y\n1,2,0\n", 4, {"t.csv: the target 'y' has only one class: '0'"}},
      {"many whole numbers",
       "a,y\n1,0\n3,1\n4,2\n",
       2,
       {"the target 'y' has 3 different whole numbers (0, 1, 2)", "--task"}},
      {"one class in two spellings",
       "a,y\n1,0\n3,1\n4,1.0\n",
       3,
       {"has two spellings of one class: '1' in line 3 and '1.0' in line 4"}},
      {"unclear header",
       "a,b\nc,d\n",
       2,
       {"not clear whether", "t.csv", "(line 1 is a,b)", "--header yes", "--header no"}},
      {"one column", "y\n0\n1\n", 3, {"t.csv has only one column"}},
  };
  const ScratchFolder scratch;
  for (const BadTable& table : tables) {
    INFO(table.what);
    check_refusal({"--data", scratch.file("t.csv", table.text)}, table.exit_code, table.parts);
  }
}

TEST_CASE("no usable row is a failed training") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", "a,b,y\n1,,0\n3,NA,1\n");
  check_refusal({"--data", path, "--missing", "drop"}, 4, {"has no complete row", "t.csv", "of 2 rows, "});
}

TEST_CASE("a missing cell proposes to leave rows out only if some are left") {
  const ScratchFolder scratch;
  const auto told = [&](const std::string& text) {
    const ProgramResult result = nntrain({"--data", scratch.file("t.csv", text)});
    CHECK(result.exit_code == 3);
    return result.err;
  };
  const std::string all_lack = told("x,z,y\n1,,a\n,2,b\n3,,a\n");
  CHECK(contains(all_lack, "--missing mean"));
  CHECK(!contains(all_lack, "--missing drop"));
  CHECK(contains(told("x,z,y\n1,,a\n,2,b\n3,4,a\n"), "--missing drop"));
  const std::string no_target = told("x,z,y\n1,2,\n1,2,\n");
  CHECK(contains(no_target, "the target has no value"));
  CHECK(contains(no_target, "--target NAME"));
}

TEST_CASE("one class after dropped rows is a failed training") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", "a,b,y\n1,2,0\n3,NA,1\n5,6,0\n");
  check_refusal({"--data", path, "--missing", "drop"}, 4, {"only one class: '0'"});
}

TEST_CASE("the remedies that the messages name do work") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", "a,b,y\n1,2,0\n3,n/a,1\n5,6,1\n7,8,0\n");
  const ProgramResult result = nntrain({"--data", path, "--na", "n/a", "--missing", "drop", "--iterations",
                                        "1", "--quiet", "--print", "rows_read,rows_used,rows_dropped"});
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(result.out == "4\t3\t1\n");

  scratch.file("comma.csv", "a;b;y\n1,5;2;0\n3;4;1\n");
  const ProgramResult piped =
      shell("tr , . < comma.csv | nntrain --data - --delimiter ';' --iterations 1 --quiet --print rows_used",
            scratch.folder().string());
  CHECK(piped.out == "2\n");

  scratch.file("cr.csv", "a,b,y\r1,2,0\r3,4,1\r");
  const ProgramResult turned =
      shell("tr '\\r' '\\n' < cr.csv | nntrain --data - --iterations 1 --quiet --print rows_used",
            scratch.folder().string());
  CHECK(turned.out == "2\n");
}

TEST_CASE("cells of columns that are not asked for may hold anything") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", "id,a,note,y\nx1,1,\"a, b\n\"\"c\"\"\",0\nx2,2,inf,1\n");
  const ProgramResult result =
      nntrain({"--data", path, "--features", "a", "--iterations", "1", "--quiet", "--print", "rows_used"});
  INFO(result.err);
  CHECK(result.out == "2\n");
}

}  // namespace nntrain::test
