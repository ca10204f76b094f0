#include "dataset/guess.hpp"

#include "base/error.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

char delimiter_of(const std::string& text) {
  const ScratchFolder scratch;
  LineReader lines(scratch.file("t.csv", text));
  const char guess = guess_delimiter(lines);
  CHECK(lines.next() == text.substr(0, text.find('\n')));
  return guess;
}

/// "yes", "no" or "unclear".
std::string header_of(const std::string& text, const std::vector<std::string>& asked = {}) {
  const ScratchFolder scratch;
  LineReader lines(scratch.file("t.csv", text));
  const Opening opening = read_opening(lines, ',');
  const std::optional<bool> guess = guess_header(opening, MissingTexts(ReadOptions().na), asked);
  if (!guess) return "unclear";
  return *guess ? "yes" : "no";
}

}  // namespace

TEST_CASE("the delimiter is guessed from the first lines") {
  CHECK(delimiter_of("a,b\n1,2\n") == ',');
  CHECK(delimiter_of("a;b\n1;2\n") == ';');
  CHECK(delimiter_of("a\tb\n1\t2\n") == '\t');
  CHECK(delimiter_of("a|b\n1|2\n") == '|');
  CHECK(delimiter_of("a\n1\n") == ',');
  CHECK(delimiter_of("a b\n1 2\n") == kBlanks);
  CHECK(delimiter_of("\"a\" \"b\"\n\"1\" 1.5 2\n\"2\" 2.5 3\n") == kBlanks);  // R names the rows
  CHECK(delimiter_of("a,b\n  \r\n1,2\n\r\n3,4\n") == ',');
  const std::string rows = "u;v,1,2\nu;w,1,2\nu;v,3,4\nu;w,3,4\n";
  CHECK(delimiter_of("a title\na,b,y\n" + rows + "u,5,6\n") == ',');  // rows of ; agree less
  CHECK(delimiter_of("\"a;b;c\",d\n\"1;2;3\",4\n") == ',');
  CHECK(delimiter_of("\"a\n;b\";d\n\"1,2\n\";4\n") == ';');
  CHECK(delimiter_of("1,5;2,5\n3,5;4,5\n") == ';');
  CHECK(delimiter_of("a;y\n1,5;2,5\n3,5;4,5\n3,5;\"4,5\"x\n3,5;4,5\n") == ';');  // all have a comma or two
  CHECK(delimiter_of("price   y\n$1,500   1\n$2,500   0\n") == kBlanks);
  CHECK(delimiter_of("a,b;c\n1,2\n3,4\n") == ',');
  CHECK(delimiter_of("a,b,c\n1,2,3\n1,2\n3,4,5\n") == ',');
  CHECK(delimiter_of("\"a\",\"b;\"\n\"1\",\"2\"\n") == ',');
  CHECK(delimiter_of("a,\"b\n1,2\n") == ',');
  CHECK(delimiter_of("a;b,c\n1;2,3\n4,5\n6,7\n") == ',');  // the first two lines fit ; as well
  CHECK(delimiter_of("a;b,c\n1;2,3\n4;5,6\n") == ';');     // all lines fit both
}

TEST_CASE("the delimiter can be said") {
  Reading reading("a,5:b,5:y,5\n1:2:0\n1:2:1\n");
  reading.options.delimiter = std::string(1, ':');
  CHECK(reading.table().feature_names() == std::vector<std::string>{"a,5", "b,5"});
  CHECK(parse_delimiter("auto") == '\0');
  CHECK(parse_delimiter("tab") == '\t');
  CHECK(parse_delimiter("\\t") == '\t');
  CHECK(parse_delimiter(";") == ';');
  for (const std::string bad : {"", "ab", "\"", "\n", "\r", "1", "x", ".", "-", "\xC2\xA7", "\xFF"}) {
    INFO(bad);
    CHECK_THROWS_AS(parse_delimiter(bad), UsageError);
  }
}

TEST_CASE("a header line is told from numbers") {
  CHECK(header_of("1,2,0\n3,4,1\n") == "no");
  CHECK(header_of("1,NA,0\n3,4,1\n") == "no");
  CHECK(header_of("1,2,0\n") == "no");
  CHECK(header_of("a,b,y\n1,2,0\n") == "yes");
  CHECK(header_of("a,b,y\nred,2,\n") == "yes");
  CHECK(header_of(",b,y\n1,2,0\n") == "yes");
  CHECK(header_of("a,b,y\n") == "yes");
  CHECK(header_of("5.1,3.5,Iris-setosa\n4.9,3.0,Iris-setosa\n") == "no");
  CHECK(header_of("5.1,?,Iris-setosa\nNA,3.0,Iris-setosa\n") == "no");
  CHECK(header_of("price,color\n$5,red\n$7,blue\n") == "yes");
  CHECK(header_of("$5,red\n$7,blue\n") == "no");
  CHECK(header_of("a,y\nx,p\n5,q\n7,p\n") == "yes");  // most records have a number
  CHECK(header_of("5 km,10 km\n1,2\n") == "yes");
  CHECK(header_of(",0,1\n0,5,7\n1,6,8\n") == "yes");
  CHECK(header_of("0,1\n1,2\n2,4\n") == "no");
  CHECK(header_of("a,b\na,b\n1,2\n") == "yes");
}

TEST_CASE("what is not clear is not guessed") {
  CHECK(header_of("a,2019,2020\n1,2,3\n") == "unclear");
  CHECK(header_of("a,2019\n") == "unclear");
  CHECK(header_of("0,1\n0.5,0.25\n1.5,2\n") == "unclear");
  CHECK(header_of("1,2\n0.5,0.25\n1.5,2\n") == "unclear");
  CHECK(header_of("0,1\n5,red\n7,blue\n") == "unclear");
  CHECK(header_of("red,big\nblue,small\n") == "unclear");
  CHECK(header_of("NA,?\n1,2\n") == "unclear");
  CHECK(header_of("a,1\nb,2,3\n") == "unclear");
  CHECK(header_of("color,size\nblue,small\n", {"size"}) == "yes");
  CHECK(header_of("color,size\nblue,small\n", {"col:1"}) == "unclear");

  Reading reading("a,2019,2020\n1,2,3\n4,5,6.5\n9,8,7\n");
  const Failure failure = reading.failure();
  CHECK(failure.code == ExitCode::kUsage);
  CHECK(failure.message == "it is not clear whether t.csv starts with a header line (line 1 is a,2019,2020)");
  CHECK(failure.remedy == "choose one:  --header yes   or   --header no");
  reading.options.header = HeaderMode::kYes;
  CHECK(reading.table().target == "2020");
  reading.options.header = HeaderMode::kNo;
  CHECK(
      reading.message() ==
      "t.csv:1:1: column 'col:1': 'a' is not a number, and numbers follow: line 1 looks like a header line");
}

TEST_CASE("names asked of a file without a header line") {
  Reading reading("3.6216,8.6661,0\n4.5459,8.1674,1\n", "banknotes.csv");
  reading.options.features = "variance";
  const Failure failure = reading.failure();
  CHECK(failure.code == ExitCode::kData);
  CHECK(failure.message ==
        "banknotes.csv has no header line (line 1 is 3.6216,8.6661,0), so there is no column 'variance'");
  CHECK(failure.remedy ==
        "name the columns:  --columns NAME,NAME,NAME      or use positions:  --features col:1,...");
  reading.options.features = "col:2";
  CHECK(reading.table().feature_names() == std::vector<std::string>{"col:2"});
}

TEST_CASE("a header line that is not UTF-8") {
  const Failure failure = Reading(
                              "a,Gr\xF6\xDF"
                              "e,y\n1,2,0\n")
                              .failure();
  CHECK(failure.code == ExitCode::kData);
  CHECK(failure.message == "t.csv:1:2: the column name 'Gr\\xF6\\xDFe' is not UTF-8");
  CHECK(failure.remedy == "iconv -f ISO-8859-1 -t UTF-8 < t.csv | nntrain --data - ...");
  CHECK(Reading("a,Gr\xC3\xB6\xC3\x9F"
                "e,y\n1,2,0\n1,2,1\n")
            .table()
            .features[1]
            .name ==
        "Gr\xC3\xB6\xC3\x9F"
        "e");
}
