// Lines: their numbers in messages, lines without an end, blank lines, and input that never ends.

#include "cli/models.hpp"

namespace nntrain::test {
namespace {

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

constexpr std::size_t kManyRows = 100'000;  // read in ranges

}  // namespace

TEST_CASE("messages count all lines, also those that are no rows") {
  const ScratchFolder scratch;
  struct Case {
    std::string before;  ///< the names of a and y, in line `names`
    std::size_t names;
    Words flags;
  };
  const std::vector<Case> cases = {
      {"a,y\n", 1, {}},
      {"\n\na,y\n", 3, {}},
      {"sep=,\na,y\n", 2, {}},
      {"a title\n\na,y\n", 3, {"--skip-lines", "2"}},
      {"a title\n# c\n\na,y\n# c\n\n", 4, {"--skip-lines", "1", "--comment", "#"}},
      {"\"a\",\"y\"\r\n", 1, {}},
      {"\xEF\xBB\xBF\na,y\n", 2, {}},
  };
  for (const std::size_t rows : {std::size_t{3}, kManyRows}) {
    for (const Case& one : cases) {
      INFO(one.before << " " << rows);
      const std::string good = one.before + repeated("1.5,0.5\n2.5,1.25\n", rows);
      const std::size_t line = static_cast<std::size_t>(std::count(good.begin(), good.end(), '\n')) + 1;
      const Words words = with({"--iterations", "1", "-q", "--data"}, {scratch.file("t.csv", good)});
      const ProgramResult result = nntrain(with(words, one.flags));
      CHECK(contains(result.out, " rows; names in line " + std::to_string(one.names) + ", separated by"));
      for (const std::string bad : {"x,1\n", "1,2,3\n", "1,\"2\n"}) {
        scratch.file("t.csv", good + bad);
        check_refusal(with(words, one.flags), 3, {"t.csv:" + std::to_string(line) + ":"});
      }
    }
  }
  scratch.file("t.csv", "a title\n\n1,0.5\n2,1.5\n3\n");
  check_refusal({"--data", scratch.path("t.csv"), "--skip-lines", "1"}, 3,
                {"t.csv:5: 1 field, but line 3 has 2"});
}

TEST_CASE("a quote that is never closed is told by the line that opens it") {
  const ScratchFolder scratch;
  const std::string never = ": the quote that opens here is never closed";
  check_refusal({"--data", scratch.file("t.csv", "a,y\n1,0\n2,\"1\n3,0\n4,1\n")}, 3, {"t.csv:3:2" + never});
  check_refusal({"--data", scratch.file("t.csv", "a,y\n1,0\n2,1\n3,\"")}, 3, {"t.csv:4:2" + never});
  check_refusal({"--data", scratch.file("t.csv", "\"a,y\n1,0\n2,1\n")}, 3, {"t.csv:1:1" + never});
  const std::string rows = "a,y\n" + repeated("1.5,0.5\n", kManyRows);
  check_refusal({"--data", scratch.file("t.csv", rows + "2,\"1\n" + repeated("1.5,0.5\n", kManyRows))}, 3,
                {"t.csv:" + std::to_string(kManyRows + 2) + ":2" + never});
  check_refusal(
      {"--data", scratch.file("t.csv", rows + "2,\"1\n" + repeated("1.5,0.5\n", kManyRows) + "2,\"1\n")}, 3,
      {"t.csv:" + std::to_string(kManyRows + 2) + ":2: text after the closing quote"});
}

TEST_CASE("blank lines take no memory") {
  const ScratchFolder scratch;
  const std::string blank = repeated("\n", 1'000'000);
  const std::string blank_of_windows = repeated("\r\n", 1'000'000);
  const std::string rows = repeated("1,0.5\n2,1.5\n3,2.25\n", 40);
  for (const std::string& text :
       {blank + "a,y\n" + rows, "a,y\n" + blank + rows, "a,y\n1,0.5\n" + blank + rows, "a,y\n" + rows + blank,
        "a,y\n1,0.5\n" + blank_of_windows + rows}) {
    const std::string path = scratch.file("t.csv", text);
    for (const bool is_piped : {false, true}) {
      const std::string more = "--iterations 1 -q --print resources.peak_memory";
      const ProgramResult result =
          shell(is_piped ? "cat t.csv | nntrain --data - " + more : "nntrain --data t.csv " + more,
                scratch.folder().string());
      INFO(text.size() << " " << is_piped << result.err);
      REQUIRE(result.exit_code == 0);
      if (is_release_build()) CHECK(std::stod(result.out) < 40e6);
    }
  }
  check_refusal(
      shell("{ echo a,y; cat t.csv | tr -d 'ay,.0-9\\r'; } | nntrain --data -", scratch.folder().string()), 3,
      {"standard input has a header line but no rows"});
  check_refusal(shell("tr -d 'ay,.0-9\\r' <t.csv | nntrain --data -", scratch.folder().string()), 3,
                {"standard input has blank lines only"});
}

TEST_CASE("what never ends is told by what ended it") {
  check_refusal(shell("yes 2>/dev/null | nntrain --data -"), 3, {"standard input has only one column"});
  check_refusal(shell("</dev/zero 2>/dev/null tr '\\0' x | nntrain --data -"), 3,
                {"standard input:1: a line of more than 16777215 bytes"});
  check_refusal(shell("{ echo a,y; </dev/zero 2>/dev/null tr '\\0' 1; } | nntrain --data -"), 3,
                {"standard input:2: a line of more than 16777215 bytes"});
  check_refusal(shell("{ echo a,y; echo '1,\"'; yes 2>/dev/null; } | nntrain --data -"), 3,
                {"standard input:2:2: the quote that opens here is not closed within 16777215 bytes"});
  if (!is_release_build()) return;  // sanitizers need more memory
  const ProgramResult result = shell(
      "ulimit -v 150000; { echo a,y; yes 1,0.5 2>/dev/null; } | nntrain --data - --threads 1 --iterations 1");
  check_refusal(result, 3,
                {"standard input has too many rows for the memory: ",
                 " GiB of text, were read until it was full; ulimit -v allows 0.",
                 "raise this limit, or read fewer columns (--features), or fewer rows:  ... | head -n ",
                 "| nntrain --data - ..."});
}

}  // namespace nntrain::test
