// docs/lecture.md and docs/leccion.md: both have the same commands, and each number in their sentences comes
// from what a command prints, from R (tests/golden/lecture.txt), or from the slides.

#include <cmath>
#include <map>
#include <set>

#include "cli/examples.hpp"
#include "cli/expect.hpp"
#include "support/golden.hpp"

namespace nntrain::test {
namespace {

const std::string kEnglish = "docs/lecture.md";
const std::string kSpanish = "docs/leccion.md";

/// What no command prints.
const std::set<std::string> kElsewhere = {
    "0.8979592", ".26",    ".31",    ".569",   ".45", "0.18",  // on the slides
    "0.8988",    "0.0069", "0.8910", "0.0048",                 // of 40 starts in R
    "2.0",       "5.4",                                        // the lecture's title, gnuplot's version
};

/// Whole numbers that follow from the 1372 rows: updates of a pass in batches of 10, and 2n.
const std::set<std::string> kDerived = {std::to_string((1372 + 9) / 10), std::to_string((1098 + 9) / 10),
                                        std::to_string(2 * 1372)};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The numbers in a text as they are written, without signs: "12", ".26", "0.001".
std::vector<std::string> numbers_in(const std::string& text) {
  std::vector<std::string> numbers;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins =
        is_digit(text[at]) || (text[at] == '.' && at + 1 < text.size() && is_digit(text[at + 1]));
    std::size_t end = at;
    if (begins) {
      while (end < text.size() && is_digit(text[end])) ++end;
      if (end + 1 < text.size() && text[end] == '.' && is_digit(text[end + 1])) ++end;
      while (end < text.size() && is_digit(text[end])) ++end;
    }
    const bool is_word = at > 0 && (std::isalpha(static_cast<unsigned char>(text[at - 1])) != 0);  // "h1"
    if (begins && !is_word) numbers.push_back(text.substr(at, end - at));
    at = begins ? end : at + 1;
  }
  return numbers;
}

std::string joined_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// The numbers that the page's commands have or print, and those of R.
std::vector<double> known_numbers(const std::string& page) {
  std::string text;
  for (const Example& example : examples_of(page)) text += example.command + "\n" + example.output;
  std::vector<double> known;
  for (const std::string& number : numbers_in(text)) known.push_back(std::stod(number));
  for (const auto& [name, values] : read_golden("lecture.txt")) {
    for (const double value : values) known.push_back(std::abs(value));
  }
  return known;
}

/// Whether `shown`, with its digits, is one of the numbers rounded.
bool is_rounded_from(const std::string& shown, const std::vector<double>& known) {
  const std::size_t point = shown.find('.');
  const std::size_t digits = point == std::string::npos ? 0 : shown.size() - point - 1;
  const double half = digits == 0 ? 0 : 0.5000001 * std::pow(10.0, -static_cast<double>(digits));
  const double value = std::stod(shown);
  return std::any_of(known.begin(), known.end(), [&](double one) { return std::abs(one - value) <= half; });
}

/// The R in the fenced blocks of a document.
std::vector<std::string> r_blocks_of(const std::string& page) {
  std::istringstream lines(read_file(std::string(NNTRAIN_SOURCE_DIR) + "/" + page));
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("```", 0) == 0) {
      inside = line == "```r";
      if (inside) blocks.emplace_back();
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

void check_prose(const std::string& page) {
  const std::vector<double> known = known_numbers(page);
  std::size_t checked = 0;
  for (const std::string& number : numbers_in(joined_lines(prose_of(page)))) {
    const bool is_small = number.find('.') == std::string::npos && number.size() < 3;  // parts, units, rows
    if (is_small || kElsewhere.count(number) > 0 || kDerived.count(number) > 0) continue;
    INFO(page << ": " << number);
    CHECK(is_rounded_from(number, known));
    ++checked;
  }
  CHECK(checked > 40);
}

}  // namespace

TEST_CASE("the pages of the lecture: each number in a sentence is printed by a command") {
  CHECK(!is_rounded_from("0.873", {0.8721, 0.8741}));
  CHECK(is_rounded_from("0.873", {0.8734}));
  CHECK(numbers_in("h1 = .26 or 0.8848, in 10 rows.") == Words{".26", "0.8848", "10"});
  check_prose(kEnglish);
  check_prose(kSpanish);
}

TEST_CASE("the pages of the lecture have the same commands, outputs and numbers in both languages") {
  const std::vector<Example> english = examples_of(kEnglish);
  const std::vector<Example> spanish = examples_of(kSpanish);
  REQUIRE(english.size() > 40);
  REQUIRE(spanish.size() == english.size());
  for (std::size_t i = 0; i < english.size(); ++i) {
    CHECK(spanish[i].command == english[i].command);
    CHECK(spanish[i].output == english[i].output);
  }
  CHECK(r_blocks_of(kSpanish) == r_blocks_of(kEnglish));
  const auto decimals = [](const std::string& page) {
    std::multiset<std::string> found;
    for (const std::string& number : numbers_in(joined_lines(prose_of(page)))) {
      if (number.find('.') != std::string::npos) found.insert(number);
    }
    return found;
  };
  CHECK(decimals(kSpanish) == decimals(kEnglish));
}

TEST_CASE("the pages of the lecture credit it and need no program to cut what nntrain prints") {
  for (const std::string& page : {kEnglish, kSpanish}) {
    CHECK(contains(joined_lines(prose_of(page)), "Neural networks 2.0"));
    for (const Example& example : examples_of(page)) {
      INFO(page << ": " << example.command);
      CHECK(!contains(example.command, "awk"));
      CHECK(example.command.size() < 500);
    }
  }
}

}  // namespace nntrain::test
