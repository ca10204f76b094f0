// --report FILE.html: what a command says besides its numbers is on the page, too.

#include <filesystem>
#include <string>
#include <vector>

#include "cli/expect.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

namespace nntrain::test {
namespace {

const std::string kTable = "-d data/banknotes.txt --iterations 5 ";
const std::string kDiverging =
    "-d data/banknotes.txt --target entropy --learning-rate 1000 --iterations 100 ";

struct Told {
  ProgramResult result;
  std::string page;    ///< without the command line, the recipe and the JSON
  std::string warned;  ///< its section "Warnings and advice"
};

/// Runs a command with --report.
Told told_by(const std::string& command, const ScratchFolder& scratch) {
  const std::string path = scratch.path("page.html");
  Told told{shell("nntrain " + command + " --report '" + path + "'"), "", ""};
  INFO(command << "\n" << told.result.err);
  REQUIRE(std::filesystem::exists(path));
  const std::string page = read_file(path);
  told.page = page.substr(0, page.find("<section id=\"recipe\">"));
  const std::size_t start = page.find("<section id=\"warnings\">");
  if (start != std::string::npos) told.warned = page.substr(start, page.find("</section>", start) - start);
  return told;
}

/// The text of a line that begins so, without its start.
std::string after(const std::string& text, const std::string& start) {
  for (const std::string& line : lines_of(text)) {
    if (line.rfind(start, 0) == 0) return line.substr(start.size());
  }
  return "nothing begins with " + start;
}

}  // namespace

TEST_CASE("a report has the hints of train") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const Told hinted = told_by(kTable + "--save " + model, scratch);
  CHECK(contains(hinted.result.err, "hint: these numbers are from training rows only"));
  CHECK(contains(hinted.warned, "<li>these numbers are from training rows only; to measure on other rows:"));
  CHECK(contains(hinted.warned, "<li>to predict new rows:  nntrain predict "));
  // A threshold in the interval of the accuracy: the value itself, with two digits.
  const std::string accuracy =
      shell("nntrain " + kTable + "-q --test-fraction 0.2 --print test.accuracy").out.substr(0, 4);
  const Told held_out =
      told_by(kTable + "--test-fraction 0.2 --assert 'test.accuracy > " + accuracy + "'", scratch);
  CHECK(!contains(held_out.warned, "training rows only"));
  const std::string gate = after(held_out.result.err, "nntrain: hint: the 95 % interval");
  CHECK(contains(held_out.warned, "<li>the 95 % interval" + gate.substr(0, 40)));
  const Told diverged = told_by(kDiverging + "-q --save " + model + "2", scratch);
  CHECK(contains(diverged.warned, "m.json2 is not written: training diverged"));
}

TEST_CASE("a report tells that runs are left out of the numbers, and why there is none") {
  const ScratchFolder scratch;
  for (const std::string more : {"--seeds 1..3 -q", "--seeds 1..3"}) {
    const Told told = told_by(kDiverging + more, scratch);
    CHECK(told.result.exit_code == 4);
    CHECK(contains(told.warned, "<li>3 of 3 runs diverged, and are left out of the numbers: try"));
    CHECK(contains(told.page, "<strong>No number</strong>"));
    CHECK(contains(told.page, "<p class=\"more\">3 of 3 runs diverged</p>"));
    CHECK(!contains(told.page, "<strong></strong>"));
  }
  const Told folds = told_by("cv " + kDiverging + "--folds 3", scratch);
  CHECK(contains(folds.warned, "<li>3 of 3 runs diverged"));
}

TEST_CASE("a report tells what makes the best of a sweep look too good, and where there is no best") {
  const ScratchFolder scratch;
  const std::string sweep = "sweep -d data/banknotes.txt --folds 3 --results " + scratch.path("s.csv");
  const Told told = told_by(sweep + " --iterations 5 --max-seconds 100 --grid 'hidden=2;3'", scratch);
  const std::string about = after(told.result.out, "about: ");
  CHECK(contains(about, "the best of 2 candidates looks better than it is"));
  CHECK(contains(told.warned, "<li>" + about + "</li>"));
  CHECK(contains(told.warned, "<li>with --max-seconds the speed of the machine decides"));
  std::filesystem::remove(scratch.path("s.csv"));
  const Told none = told_by(sweep + " --target entropy --iterations 100 --grid 'lr=1000;2000'", scratch);
  CHECK(none.result.exit_code == 4);
  CHECK(contains(none.page, "<strong>No number</strong> of the best settings"));
  CHECK(contains(none.page, "<p class=\"more\">no candidate has results of all its runs</p>"));
  CHECK(!contains(none.page, "<strong></strong>"));
}

TEST_CASE("a report has the reasons of a verdict, and warns of models that are not finished") {
  const ScratchFolder scratch;
  const std::string a = scratch.path("a.json");
  const std::string b = scratch.path("b.json");
  REQUIRE(shell("nntrain " + kTable + "--test-fraction 0.3 --format json >" + a + " && nntrain " + kTable +
                "--test-fraction 0.3 --hidden 2 --format json >" + b)
              .exit_code == 0);
  const Told told = told_by("compare " + a + " " + b + " --margin accuracy=0.5", scratch);
  CHECK(contains(told.warned, "<li>" + after(told.result.out, "verdict: ") + "</li>"));
  CHECK(contains(told.warned, "<li>decided by: accuracy; the other metrics inform</li>"));
  CHECK(contains(told.warned, "<li>about: " + after(told.result.out, "about: ") + "</li>"));
  CHECK(contains(told.warned, "<li>margin: " + after(told.result.out, "margin: ") + "</li>"));
  const std::string model = scratch.path("m.json");
  REQUIRE(shell("nntrain -d data/banknotes.txt --max-seconds 1e-9 -q --save " + model).exit_code == 0);
  const Told evaluated = told_by("evaluate " + model + " -d data/banknotes.txt", scratch);
  CHECK(contains(evaluated.warned, "<li>--max-seconds ended the training of "));
  const Told compared = told_by("compare " + model + " " + model + " -d data/banknotes.txt", scratch);
  CHECK(contains(compared.warned, "<li>--max-seconds ended the training of "));
}

TEST_CASE("the curves of an ensemble say that they are of its first network") {
  const ScratchFolder scratch;
  const Told told = told_by(kTable + "--ensemble 3", scratch);
  CHECK(contains(told.page, "network 1 of 3; sse divided by 1372 train rows"));
  CHECK(!contains(told_by(kTable, scratch).page, "network 1 of"));
}

}  // namespace nntrain::test
