// Words for a shell: bash reads them as the text that they stand for, and a terminal gets no control
// character.

#include "base/quote.hpp"

#include <iterator>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

std::vector<std::string> texts(const std::string& list) {
  std::vector<std::string> result;
  const std::vector<ListItem> items = split_list(list).value();
  for (const ListItem& item : items) result.push_back(item.text);
  return result;
}

}  // namespace

TEST_CASE("lists are split at commas, quoted as in CSV") {
  CHECK(texts("a,b") == std::vector<std::string>{"a", "b"});
  CHECK(texts(" a , b ") == std::vector<std::string>{"a", "b"});
  CHECK(texts("\"a,b\",c") == std::vector<std::string>{"a,b", "c"});
  CHECK(texts("\"say \"\"x\"\"\"") == std::vector<std::string>{"say \"x\""});
  CHECK(texts("") == std::vector<std::string>{""});
  CHECK(texts("a,,b") == std::vector<std::string>{"a", "", "b"});
  CHECK(split_list("\"a\",b")->front().quoted);
  CHECK_FALSE(split_list("\"a").has_value());
  CHECK_FALSE(split_list("\"a\"b").has_value());
}

TEST_CASE("a word is quoted only if it must be") {
  CHECK(shell_word("data/a-1.csv") == "data/a-1.csv");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("two words") == "'two words'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("Größe") == "'Größe'");
  CHECK(shell_word("back\\slash") == "'back\\slash'");
}

TEST_CASE("control characters are escapes of a $'...' word") {
  CHECK(shell_word("e\x1b[31mX") == "$'e\\x1B[31mX'");
  CHECK(shell_word("it's\n\\") == "$'it\\'s\\x0A\\\\'");
  CHECK(shell_word("a\xe2\x80\xae"
                   "b") == "$'a\\xE2\\x80\\xAEb'");
  CHECK(shell_word("\xff") == "$'\\xFF'");
}

TEST_CASE("bash reads a word as the text it stands for") {
  const std::string pieces[] = {"a",
                                "'",
                                "\\",
                                "\"",
                                "$",
                                "`",
                                " ",
                                "\n",
                                "\x1b",
                                "\x7f",
                                "\xff",
                                "\xc2\x85",
                                "\xe2\x80\xae",
                                "\xc3\xa9",
                                "\xf0\x9f\x8d\x8e",
                                "!",
                                "*",
                                "0",
                                "x41"};
  const ScratchFolder scratch;
  RandomStream random(1, RandomPurpose::kStart);
  for (int round = 0; round < 100; ++round) {
    std::string text;
    for (int piece = 0; piece < 6; ++piece) text += pieces[random.below(std::size(pieces))];
    const std::string word = shell_word(text);
    INFO(word);
    CHECK(printable(word, std::string::npos) == word);
    CHECK(shell("bash '" + scratch.file("word.sh", "printf %s " + word) + "'").out == text);
  }
}

TEST_CASE("a CSV cell is quoted where it would be read as something else") {
  for (const char* const plain : {"", "a", "a b", "'", "a;b"}) CHECK(csv_cell(plain) == plain);
  for (const std::string text : {"a,b", "a\nb", "a\rb", " a", "a\t"})
    CHECK(csv_cell(text) == '"' + text + '"');
  CHECK(csv_cell("a\"b") == "\"a\"\"b\"");
}

TEST_CASE("an item of a list of columns is quoted where it would select others") {
  for (const char* const plain : {"a", "a b", "col", "a:1", "a.b"}) CHECK(list_item(plain) == plain);
  for (const std::string text : {"col:1", "a,b", "a*", "a..b", " a"})
    CHECK(list_item(text) == '"' + text + '"');
}
