// predict as a coprocess: another program writes a row, reads its prediction, and writes the next row.

#include "cli/models.hpp"

namespace nntrain::test {
namespace {

/// Runs `nntrain predict` with `flags` as a coprocess of bash. Writes each of `pieces`, and reads after it as
/// many lines as the numbers in `lines` say. Returns all lines; exit 9 if one does not come.
ProgramResult converse(const Trained& trained, const std::string& flags, const Words& pieces,
                       const std::vector<int>& lines) {
  std::string script = "coproc '" + program_under_test() + "' predict '" + trained.model + "' " + flags +
                       "\nexec 4<&${COPROC[0]} 5>&${COPROC[1]} 6>&${COPROC[1]}\n"
                       "hear() { IFS= read -r -t 60 -u 4 line || exit 9; printf '%s\\n' \"$line\"; }\n";
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    script += "printf '" + pieces[i] + "' >&5\n";
    for (int line = 0; line < lines[i]; ++line) script += "hear\n";
  }
  script += "eval \"exec 5>&- 6>&- ${COPROC[1]}>&-\"\ncat <&4\n";
  return run({.arguments = {"-c", script},
              .input = "",
              .directory = NNTRAIN_SOURCE_DIR,
              .environment = {},
              .program = "/bin/bash"});
}

}  // namespace

TEST_CASE("a prediction comes as soon as its row is written") {
  const Trained trained({"--data", "data/orchard.csv", "--preset", "modern", "--iterations", "5"});
  const Words table = lines_of(read_file(kOrchard));
  for (const std::string flags : {"--data -", "--data /dev/stdin --missing drop", "--data - --threads 2"}) {
    INFO(flags);
    Words pieces;
    std::string csv;
    for (std::size_t row = 0; row < 40; ++row) {
      pieces.push_back(table[row] + "\\n");
      csv += table[row] + "\n";
    }
    std::vector<int> lines(pieces.size(), 1);
    if (contains(flags, "drop")) {
      for (std::size_t row = 0; row < 40; ++row) {
        if (contains("," + table[row] + ",", ",,")) lines[row] = 0;  // a row that is left out
      }
    }
    const ProgramResult result = converse(trained, flags, pieces, lines);
    INFO(result.err);
    CHECK(result.exit_code == 0);
    const Words more = contains(flags, "drop") ? Words{"--missing", "drop"} : Words();
    CHECK(result.out == nntrain(with({"predict", trained.model, "--data", "-"}, more), csv).out);
  }
}

TEST_CASE("rows that are complete do not wait for one that is not") {
  const Trained trained({"--data", "data/xnor.csv", "--iterations", "5"});
  const Words pieces = {"x1,", "x2\\n", "0,1\\n1,", "1\\n\\n0,0\\n\"", "1\",0\\n", "1,1"};
  const ProgramResult result = converse(trained, "--data -", pieces, {0, 1, 1, 2, 1, 0});
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(result.out == trained.predict_text("x1,x2\n0,1\n1,1\n0,0\n1,0\n1,1\n"));
  CHECK(lines_of(result.out).size() == 6);
}

TEST_CASE("a file without a header line, and an error in a later row") {
  const Trained trained({"--data", "data/xnor.csv", "--iterations", "5"});
  const ProgramResult nameless =
      converse(trained, "--data - --header no --columns x1,x2", {"0,1\\n", "1,1\\n"}, {2, 1});
  INFO(nameless.err);
  CHECK(nameless.out == trained.predict_text("x1,x2\n0,1\n1,1\n"));
  const ProgramResult wrong = converse(trained, "--data -", {"x1,x2\\n", "0,1\\n", "a,b\\n"}, {1, 1, 0});
  CHECK(contains(wrong.err, "standard input:3:1: "));
  CHECK(lines_of(wrong.out).size() == 2);
}

TEST_CASE("the header line comes with a row that is left out, and a byte order mark is refused in any row") {
  const Trained trained({"--data", "data/xnor.csv", "--iterations", "5"});
  const ProgramResult result =
      converse(trained, "--data - --missing drop", {"x1,x2\\n,1\\n", "0,1\\n"}, {1, 1});
  INFO(result.err);
  CHECK(result.exit_code == 0);
  const ProgramResult marked =
      converse(trained, "--data -", {"x1,x2\\n", "0,1\\n", "\\xEF\\xBB\\xBF1,1\\n"}, {1, 1, 0});
  CHECK(contains(marked.err, "standard input:3:1: "));
}

}  // namespace nntrain::test
