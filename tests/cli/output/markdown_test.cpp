// --format markdown: a page for the summary of a job.

#include <string>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// The number of cells of a line of a table: | is escaped in a cell.
std::ptrdiff_t cells_of(std::string line) {
  for (std::size_t at = line.find('\\'); at != std::string::npos; at = line.find('\\', at)) line.erase(at, 2);
  return std::count(line.begin(), line.end(), '|') - 1;
}

/// The page that a command prints, whose tables have as many cells in each row as in their head.
std::string page(const std::string& command, int exit_code) {
  const ProgramResult result = shell("nntrain " + command + " --format markdown");
  INFO(command << "\n" << result.out << result.err);
  CHECK(result.exit_code == exit_code);
  CHECK(result.out.starts_with("## nntrain "));
  std::ptrdiff_t cells = 0;
  for (const std::string& line : lines_of(result.out)) {
    if (!line.starts_with("|")) {
      cells = 0;
    } else {
      if (cells == 0) cells = cells_of(line);
      CHECK(cells_of(line) == cells);
      CHECK(line.ends_with(" |") == !line.starts_with("|---"));
    }
  }
  return result.out;
}

const std::string kGood = "\xE2\x9C\x85";
const std::string kBad = "\xE2\x9D\x8C";
const std::string kShort = "--data data/banknotes.txt --iterations 5 ";
const std::string kDiverging =
    "--data data/orchard.csv --target sugar --missing mean --learning-rate 1000000 ";

}  // namespace

TEST_CASE("a page of a run has its metrics, asserts, warnings and recipe") {
  const std::string run =
      page(kShort + "--test-fraction 0.2 --assert 'accuracy > 0.5' --assert 'auc > 2' --seed 3", 1);
  CHECK(run.starts_with("## nntrain train data/banknotes.txt: " + kBad +
                        " failed-assert\n\n| metric | train "));
  CHECK(contains(run, "| rows | 1098 | 274 |\n"));
  CHECK(contains(run, "| accuracy \\> 0.5 | " + kGood + " pass | "));
  CHECK(contains(run, "| auc \\> 2 | " + kBad + " **fail** | "));
  CHECK(contains(run, "\n- **training**: gradient descent over all rows"));
  CHECK(page(kShort, 0).starts_with("## nntrain train data/banknotes.txt: " + kGood + " done\n"));
  const std::string diverged = page(kDiverging, 4);
  CHECK(diverged.starts_with("## nntrain train data/orchard.csv: " + kBad + " diverged\n"));
  CHECK(contains(diverged, "### Warnings\n\n- training diverged"));
}

TEST_CASE("pages of several runs, of an evaluation and of a check") {
  const std::string folds = page("cv " + kShort + "--folds 3 --test-fraction 0.2 --assert 'accuracy > 0'", 0);
  CHECK(contains(folds, "| metric | mean | 95 % interval | sd | min | max | runs |\n|---|---:|---:|"));
  CHECK(contains(folds, "| cv accuracy | "));
  CHECK(contains(folds, "### Test rows, by the final model\n\n| metric | test |\n"));
  CHECK(contains(folds, "### Folds\n\n| fold | rows | accuracy | auc | stop | fingerprint |\n"));
  CHECK(contains(page(kShort + "--seeds 1..3", 0), "### Runs\n\n| seed | rows |"));
  CHECK(contains(page("cv " + kDiverging + "--folds 2", 4), "\n- 2 of 2 runs diverged"));

  const ScratchFolder scratch;
  const std::string model = "'" + scratch.path("m.json") + "' ";
  REQUIRE(shell("nntrain " + kShort + "-q --save " + model).exit_code == 0);
  const std::string evaluated = page("evaluate " + model + "--data data/banknotes.txt", 0);
  CHECK(contains(evaluated, "| metric | test |\n"));
  CHECK(contains(evaluated, "### Warnings\n\n- "));  // it was trained on these rows

  const std::string checked = page("check data/orchard.csv", 1);
  CHECK(checked.starts_with("## nntrain check data/orchard.csv: " + kBad + " 2 findings\n"));
  CHECK(contains(checked, "\n| missing-cells | " + kBad + " **fail** | values are missing"));
  CHECK(contains(checked, "\n| scales |  | the inputs need scaling"));
  CHECK(contains(page("check data/orchard.csv --missing mean --fail-on scales", 1), "| scales | " + kBad));
  CHECK(page("check data/xnor.csv", 0).starts_with("## nntrain check data/xnor.csv: " + kGood));
  CHECK(page("check data/banknotes.txt --model " + model, 0).find("- **model**: ") != std::string::npos);
}

TEST_CASE("no name in the data becomes markup") {
  const ScratchFolder scratch;
  (void)scratch.file("a|b*.csv", "x`1,<b>|[a](b)\n1,u_|_\n2,v\n3,u_|_\n4,v\n");
  const std::string data = "'" + scratch.path("a|b*.csv") + "' ";
  const std::string run = page("--data " + data + "--iterations 3 --assert 'recall[u_|_] > 2'", 1);
  CHECK(contains(run, "a\\|b\\*.csv: "));
  CHECK(contains(run, "| recall\\[u\\_\\|\\_\\] \\> 2 | "));
  CHECK(contains(run, "- **target**: \\<b\\>\\|\\[a\\](b) (classes u\\_\\|\\_ (2 rows)"));
  CHECK(contains(page("check " + data + "--fail-on rare-class", 0), "- **target**: \\<b\\>\\|\\[a\\](b)"));
}

TEST_CASE("--print makes a table, an error none; a trace goes to standard error") {
  const ProgramResult print = shell("nntrain " + kShort + "--format markdown --print 'stop,recall[1],seed'");
  CHECK(print.out ==
        "| stop | recall\\[1\\] | seed |\n|---|---:|---:|\n| iterations | 0.9245901639344263 | 1 |\n");
  check_refusal({"--data", "data/orchard.csv", "--format", "markdown"}, 3, {"weight"});
  check_refusal({"bench", "--format", "markdown"}, 2, {"text, json, jsonl"});
  const ProgramResult traced = shell("nntrain --data data/xnor.csv --iterations 2 --trace --format markdown");
  CHECK(traced.out.starts_with("## nntrain train"));
  CHECK(contains(traced.err, "=== Iteration 1 ==="));
}

}  // namespace nntrain::test
