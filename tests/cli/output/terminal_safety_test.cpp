// Nothing that comes from a file reaches a terminal as a control: results for people, errors, and their
// remedies.

#include "base/text.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// Controls of each kind: C0, C1, of the direction of text, a separator of lines, and a byte that is not
/// UTF-8.
const Words kControls = {"\x1b[31m",     "\x7f",         "\xc2\x9b", "\xe2\x80\xae",
                         "\xe2\x81\xa6", "\xe2\x80\xa8", "\xff"};

void check_safe(const Words& arguments) {
  const ProgramResult result = nntrain(arguments);
  for (const std::string& text : {result.out, result.err}) {
    for (const std::string& line : lines_of(text)) {
      INFO(printable(line, std::string::npos));
      CHECK(printable(line, std::string::npos) == line);
    }
  }
}

}  // namespace

TEST_CASE("controls in names, labels and cells are escaped in results, errors and remedies") {
  for (const std::string& control : kControls) {
    const ScratchFolder scratch;
    const std::string evil = "e" + control + "X";
    const auto table = [&](const std::string& name, const std::string& text) {
      return scratch.file(name + control + ".csv", text);
    };
    const std::string good =
        table("good", evil + ",t,y\n1,a" + control + "," + evil + "\n2,b,no\n3,b," + evil + "\n4,b,no\n");
    const std::string model = scratch.path("m" + control + ".json");
    check_safe({"--data", good, "--iterations", "3", "--save", model, "--trace", "1"});
    check_safe({"--data", good, "--iterations", "3", "--format", "json"});
    check_safe({"show", model});
    const bool is_saved = control != "\xff";  // a column's name must be UTF-8
    for (const std::string& line : lines_of(is_saved ? read_file(model) : ""))
      CHECK(printable(line, std::string::npos) == line);
    check_safe({"evaluate", model, "--data", good});
    for (const char* const query : {"--print", "--assert"}) {
      check_safe({"evaluate", model, "--data", good, "--importance", "1", query, "zz > 0"});
      check_safe({"evaluate", model, "--data", good, "--importance", "1", query,
                  "low(importance[\"" + evil + "\"]) > 0"});
    }
    check_safe({"predict", model, "--data", table("other", evil + ",t\n1," + control + "\n")});
    check_safe({"predict", model, "--data", table("lacks", "a,t\n1,b\n")});
    check_safe({"replay", model, "--data", table("none", "")});
    check_safe({"--data", good, "--features", evil + "?"});
    check_safe({"--data", good, "--target", control});
    check_safe({"--data", good, "--class-weights", control + "=2"});
    check_safe({"--data", good, "--print", control});
    check_safe({"--data", good, "--assert", control});
    check_safe({"--data", good, "--" + control});
    check_safe({"--data", good + "x"});
    // a text in a column of numbers, a missing cell, one value only: the remedies name column and cell
    check_safe({"--data", table("text", evil + ",y\nq" + control + ",1.5\n2,2\n1,2.5\n")});
    check_safe({"--data", table("missing", evil + ",y\n,1.5\n2,2.5\n"), "--task", "regress"});
    check_safe({"--data", table("empty", evil + ",b,y\n,1,1.5\n,2,2.5\n"), "--task", "regress", "--missing",
                "mean"});
    check_safe({"--data", table("wide", evil + ",y\n1,2,3\n")});
    check_safe({"--data", table("twice", evil + "," + evil + ",y\n1,2,3\n")});
  }
}

TEST_CASE("a remedy with a control is a word that bash reads as the text") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "\"e\x1b[31mX\",t\nq,1.5\nzz,2\n1,2.5\n");
  const ProgramResult result = nntrain({"--data", data});
  check_refusal({"--data", data}, 3, {"--categorical $'e\\x1B[31mX'"});
  CHECK(nntrain({"--data", data, "--categorical", "e\x1b[31mX", "--task", "regress", "-q"}).exit_code == 0);
}

}  // namespace nntrain::test
