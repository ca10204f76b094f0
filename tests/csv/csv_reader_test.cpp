#include "csv/csv_reader.hpp"

#include "csv/line_reader.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;
using Cells = std::vector<std::vector<std::string>>;

namespace {

struct Parsed {
  Cells cells;
  std::vector<std::size_t> lines;
  std::vector<bool> quoted;
};

Parsed parse(const std::string& text, char delimiter = ',') {
  const ScratchFolder scratch;
  LineReader lines(scratch.file("t.csv", text));
  CsvReader reader(lines, delimiter);
  Parsed parsed;
  Record record;
  while (reader.next(record)) {
    std::vector<std::string> cells;
    for (const Cell& cell : record.cells) {
      cells.emplace_back(cell.text);
      parsed.quoted.push_back(cell.quoted);
    }
    parsed.cells.push_back(cells);
    parsed.lines.push_back(record.line);
  }
  return parsed;
}

std::string failure(const std::string& text, char delimiter = ',') {
  try {
    parse(text, delimiter);
  } catch (const DataError& error) {
    const std::string message = error.what();
    return message.substr(message.rfind("t.csv"));
  }
  return "";
}

}  // namespace

TEST_CASE("fields between delimiters") {
  CHECK(parse("a,b\nc,d\n").cells == Cells{{"a", "b"}, {"c", "d"}});
  CHECK(parse("a,b\nc,d").cells == Cells{{"a", "b"}, {"c", "d"}});
  CHECK(parse(",\n,,\n").cells == Cells{{"", ""}, {"", "", ""}});
  CHECK(parse("x").cells == Cells{{"x"}});
  CHECK(parse("a;b,c", ';').cells == Cells{{"a", "b,c"}});
}

TEST_CASE("line ends of any kind") {
  CHECK(parse("a,b\r\nc,d\r\n").cells == Cells{{"a", "b"}, {"c", "d"}});
  CHECK(parse("a,\"b\"\r\nc,\"d\"\r\n").cells == Cells{{"a", "b"}, {"c", "d"}});
  CHECK(parse("a,\"b\"\r\nc,\"d\"\r").cells == Cells{{"a", "b"}, {"c", "d"}});
  CHECK(parse("a,b\r\r\nc,\"d\"\r\r\n").cells == Cells{{"a", "b"}, {"c", "d"}});
  CHECK(parse("\xEF\xBB\xBF"
              "a,b\n")
            .cells == Cells{{"a", "b"}});
  CHECK(parse("\xEF\xBB\xBF\"a\",b\n").cells == Cells{{"a", "b"}});
}

TEST_CASE("blanks around unquoted fields are cut, in quotes kept") {
  CHECK(parse(" a ,\tb\t, c d \n").cells == Cells{{"a", "b", "c d"}});
  CHECK(parse(" \" a \" ,b\n").cells == Cells{{" a ", "b"}});
  CHECK(parse(" a \t b\n", '\t').cells == Cells{{"a", "b"}});
  CHECK(parse("\t\n", '\t').cells == Cells{{"", ""}});
  CHECK(parse("1 2\n", ' ').cells == Cells{{"1", "2"}});
}

TEST_CASE("blank lines are skipped and counted") {
  const Parsed parsed = parse("\n  \na,b\n\r\n\t\nc,d\n\n");
  CHECK(parsed.cells == Cells{{"a", "b"}, {"c", "d"}});
  CHECK(parsed.lines == std::vector<std::size_t>{3, 6});
  CHECK(parse("\"\"\nx\n").cells == Cells{{""}, {"x"}});
}

TEST_CASE("quotes hold delimiters, line breaks and quotes") {
  CHECK(parse("\"a,b\",c\n").cells == Cells{{"a,b", "c"}});
  CHECK(parse("\"a\nb\",c\n").cells == Cells{{"a\nb", "c"}});
  CHECK(parse("\"a\r\nb\r\",c\r\n").cells == Cells{{"a\r\nb\r", "c"}});
  CHECK(parse("\"a\r\r\nb\",c\n").cells == Cells{{"a\r\r\nb", "c"}});
  CHECK(parse("\"\n\n\"\n").cells == Cells{{"\n\n"}});
  CHECK(parse("\"a \"\"b\"\" c\",\"\"\"\",\"\"\n").cells == Cells{{"a \"b\" c", "\"", ""}});
  CHECK(parse("\"a\"\"\nb\"\"\",\"\"\"c\"\n").cells == Cells{{"a\"\nb\"", "\"c"}});
  CHECK(parse("5\" pipe,6\"\n").cells == Cells{{"5\" pipe", "6\""}});
  CHECK(parse("\"a\",b,\"\"\n").quoted == std::vector<bool>{true, false, true});
  CHECK(parse("\"a\nb\"\nc\n").lines == std::vector<std::size_t>{1, 3});
}

TEST_CASE("quotes that go wrong are named with their place") {
  CHECK(failure("a,b\n\"c\"d,e\n") ==
        "t.csv:2:1: text after the closing quote of the field (a quote inside it is \"\")");
  CHECK(failure("a,\"b\n1,2\n3,4\n") == "t.csv:1:2: the quote that opens here is never closed");
  CHECK(failure("a,b\n\n\"x\ny\",z,\"1\n2\n") == "t.csv:4:3: the quote that opens here is never closed");
  CHECK(failure("\"\n").find("t.csv:1:1: the quote") == 0);
  CHECK(failure("\"a\"\"\n").find("t.csv:1:1: the quote") == 0);
}

TEST_CASE("what is too large is named") {
  const std::string long_line(kLongestLine + 1, '1');
  CHECK(failure("a\n" + long_line + "\n") == "t.csv:2: a line of more than 16777215 bytes");
  CHECK(failure("a\n" + long_line) == "t.csv:2: a line of more than 16777215 bytes");
  CHECK(parse("a\n" + long_line.substr(1) + "\n").cells.back().back().size() == kLongestLine);
  const std::string half = long_line.substr(0, kLongestLine / 2 + 10);
  CHECK(failure("a,\"" + half + "\n" + half + "\"\n") ==
        "t.csv:1:2: the quote that opens here is not closed within 16777215 bytes");
  CHECK(failure("a\n" + std::string(kMostFields, ',')) == "t.csv:2: more than 1048576 fields");
  CHECK(failure("a\n\"\"" + std::string(kMostFields, ',')) == "t.csv:2: more than 1048576 fields");
}

TEST_CASE("the first lines can be read again") {
  const ScratchFolder scratch;
  LineReader lines(scratch.file("t.csv", "a\nb\nc\nd\n"));
  CHECK(lines.next() == "a");
  CHECK(lines.next() == "b");
  lines.rewind();
  CHECK(lines.next() == "a");
  CHECK(lines.line() == 1);
  lines.rewind();
  lines.stop_keeping();
  for (const char* const line : {"a", "b", "c", "d"}) CHECK(lines.next() == line);
  CHECK(lines.line() == 4);
  CHECK_FALSE(lines.next());
}
