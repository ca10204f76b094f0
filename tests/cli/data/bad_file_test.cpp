#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

struct BadFile {
  std::string what;
  std::string text;
  Words parts;
};

}  // namespace

TEST_CASE("a data file that is not there is named") {
  check_refusal({"--data", "no/such.csv"}, 3, {"no/such.csv", "No such file or directory"});
}

TEST_CASE("a folder in place of data is named") {
  check_refusal({"--data", "data"}, 3, {"data is a directory"});
}

TEST_CASE("a file that is no text table is recognised, and the message says what to do") {
  const std::string rows = "a,b,y\n1,2,0\n3,4,1\n";
  std::string utf16("\xFF\xFE", 2);
  std::string utf16_big("\xFE\xFF", 2);
  std::string utf16_bare;
  std::string cr_only = rows;
  std::replace(cr_only.begin(), cr_only.end(), '\n', '\r');
  for (const char c : rows) {
    utf16 += std::string({c, '\0'});
    utf16_big += std::string({'\0', c});
    utf16_bare += std::string({c, '\0'});
  }
  const std::vector<BadFile> files = {
      {"empty", "", {"t.csv is empty"}},
      {"byte order mark alone", "\xEF\xBB\xBF", {"t.csv is empty"}},
      {"blank lines", "\n \n\n", {"t.csv", "blank"}},
      {"header only", "a,b,y\n", {"t.csv has a header line but no rows"}},
      {"header only without newline", "a,b,y", {"t.csv has a header line but no rows"}},
      {"UTF-16, little end first", utf16, {"t.csv is UTF-16", "iconv -f UTF-16 -t UTF-8"}},
      {"UTF-16, big end first", utf16_big, {"t.csv is UTF-16", "iconv -f UTF-16 -t UTF-8"}},
      {"UTF-16 without a mark", utf16_bare, {"t.csv is UTF-16", "iconv -f UTF-16LE -t UTF-8"}},
      {"gzip", std::string("\x1F\x8B\x08\x00\x00\x00\x00\x00", 8), {"t.csv is cut off: ", "gzip"}},
      {"carriage returns", cr_only, {"t.csv end in carriage returns", "tr '\\r' '\\n'"}},
      {"NUL in line 3", std::string("a,b,y\n1,2,0\n3,\0004,1\n", 19), {"t.csv:3: a NUL byte"}},
      {"a column name that is not UTF-8",
       "a,\xE9,y\n1,2,0\n3,4,1\n",
       {"t.csv:1:2: ", "'\\xE9'", "UTF-8", "iconv"}},
      {"a cell that is not UTF-8", "a,b,y\n1,2,0\n3,\xE9,1\n", {"t.csv:3:2: column 'b'", "\\xE9", "UTF-8"}},
  };
  const ScratchFolder scratch;
  for (const BadFile& file : files) {
    INFO(file.what);
    const std::string path = scratch.file("t.csv", file.text);
    check_refusal({"--data", path}, 3, file.parts);
    ProgramCall from_pipe;
    from_pipe.arguments = {"--data", "-"};
    from_pipe.input = file.text;
    const ProgramResult result = run(from_pipe);
    check_refusal(result, 3, {"standard input"});
  }
}

TEST_CASE("a line over 2^24 bytes is refused with its number") {
  const ScratchFolder scratch;
  const std::string start = "a,b,y\n1,2,0\n";
  const std::string path =
      scratch.file("t.csv", start + std::string((1U << 24U) + 10, '1') + ",2,1\n5,6,0\n");
  check_refusal({"--data", path}, 3, {"t.csv:3: a line of more than 16777215 bytes"});
}

TEST_CASE("a NUL byte far into a file is found with its line") {
  const ScratchFolder scratch;
  std::string text = "a,b,y\n";
  for (int i = 0; i < 100000; ++i) text += "1,2,0\n";
  text += std::string("3,4\0,1\n", 7);
  check_refusal({"--data", scratch.file("t.csv", text)}, 3, {"t.csv:100002: a NUL byte"});
}

TEST_CASE("data without a header line is refused where names are asked for") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", "3.6216,8.6661,0\n4.5459,8.1674,1\n");
  const std::string why =
      "t.csv has no header line (line 1 is 3.6216,8.6661,0), so there is no column 'variance'";
  check_refusal({"--data", path, "--features", "variance"}, 3,
                {why, "name the columns:  --columns ", "use positions:  --features col:1"});
  check_refusal({"--data", path, "--target", "variance"}, 3,
                {why, "name the columns:  --columns ", "use positions:  --target col:"});
  const ProgramResult named = nntrain({"--data", path, "--columns", "variance,b,y", "--features", "variance",
                                       "--iterations", "1", "--quiet", "--print", "target"});
  CHECK(named.exit_code == 0);
  CHECK(named.out == "y\n");
}

TEST_CASE("standard input that is closed is an error of its own") {
  const ProgramResult closed = shell("nntrain --data - <&-");
  check_refusal(closed, 3, {"standard input"});
}

TEST_CASE("a misspelt file name gets the name of a neighbour") {
  check_refusal({"--data", "data/banknote.txt"}, 3,
                {"cannot open data/banknote.txt", "did you mean 'data/banknotes.txt'?"});
  check_refusal({"--data", "data/or.csv", "--init-from", "data/lecture_start.jso"}, 3,
                {"did you mean 'data/lecture_start.json'?"});
}

}  // namespace nntrain::test
