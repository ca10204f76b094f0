// --junit FILE: how a run, its asserts and its findings ended, in the XML that CI systems read.

#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include "cli/expect.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

namespace nntrain::test {
namespace {

/// The file, which is as tests/golden/junit.xsd says, with # for each time.
std::string report(const std::string& path) {
  const ProgramResult checked = shell(
      "xmllint --nonet --noout --schema '" NNTRAIN_SOURCE_DIR "/tests/golden/junit.xsd' '" + path + "' 2>&1");
  INFO(checked.out << read_file(path));
  REQUIRE(checked.exit_code == 0);
  return std::regex_replace(read_file(path), std::regex("time=\"[0-9.]+\""), "time=\"#\"");
}

struct Ended {
  int exit_code;
  std::string report;
};

/// Runs `nntrain COMMAND --junit FILE`.
Ended end_of(const std::string& command, const ScratchFolder& scratch) {
  const std::string path = scratch.path("junit.xml");
  const ProgramResult result = shell("nntrain " + command + " --junit '" + path + "'");
  INFO(command << "\n" << result.out << result.err);
  return {result.exit_code, report(path)};
}

std::string counts(int tests, int failures, int errors) {
  return "tests=\"" + std::to_string(tests) + "\" failures=\"" + std::to_string(failures) + "\" errors=\"" +
         std::to_string(errors) + "\"";
}

const std::string kShort = "-d data/banknotes.txt --iterations 5 ";

}  // namespace

TEST_CASE("a test report has a case for the run and one for each assert") {
  const ScratchFolder scratch;
  const Ended ended =
      end_of(kShort + "--assert 'accuracy >= 0.1' --assert 'iterations < 5' --assert 'auc>2'", scratch);
  CHECK(ended.exit_code == 1);
  CHECK(
      ended.report ==
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"nntrain train\" tests=\"4\" failures=\"2\" errors=\"0\" time=\"#\">\n"
      "  <testsuite name=\"nntrain train\" tests=\"4\" failures=\"2\" errors=\"0\" time=\"#\">\n"
      "    <testcase classname=\"data/banknotes.txt\" name=\"run\" time=\"#\"/>\n"
      "    <testcase classname=\"data/banknotes.txt\" name=\"accuracy &gt;= 0.1\" time=\"#\">\n"
      "      <system-out>it is 0.9467930029154519 (n = 1372); 95 % interval: 0.93362 to 0.957471"
      "</system-out>\n"
      "    </testcase>\n"
      "    <testcase classname=\"data/banknotes.txt\" name=\"iterations &lt; 5\" time=\"#\">\n"
      "      <failure type=\"assert\" message=\"iterations &lt; 5: it is 5 (n = 1372)\"></failure>\n"
      "    </testcase>\n"
      "    <testcase classname=\"data/banknotes.txt\" name=\"auc&gt;2\" time=\"#\">\n"
      "      <failure type=\"assert\" message=\"auc&gt;2: it is 0.9883718428639043 (n = 1372)\"></failure>\n"
      "    </testcase>\n"
      "  </testsuite>\n"
      "</testsuites>\n");
}

TEST_CASE("cv, --seeds, evaluate and check write test reports") {
  const ScratchFolder scratch;
  const Ended cv = end_of("cv " + kShort + "--folds 2 --assert 'low(accuracy) > 2'", scratch);
  CHECK(cv.exit_code == 1);
  CHECK(contains(cv.report, "<testsuite name=\"nntrain cv\" " + counts(2, 1, 0)));
  CHECK(contains(cv.report, "n = 1372, 2 runs); 95 % interval: "));
  CHECK(contains(end_of(kShort + "--seeds 1,2", scratch).report, "\"nntrain train\" " + counts(1, 0, 0)));

  REQUIRE(nntrain({"-d", "data/banknotes.txt", "--iterations", "2", "--save", scratch.path("m.json")})
              .exit_code == 0);
  const std::string model = "'" + scratch.path("m.json") + "' ";
  const Ended evaluated = end_of("evaluate " + model + "-d data/banknotes.txt --assert 'loss < 0'", scratch);
  CHECK(evaluated.exit_code == 1);
  CHECK(contains(evaluated.report, "\"nntrain evaluate\" " + counts(2, 1, 0)));

  const Ended checked = end_of("check data/orchard.csv --fail-on rare-class,constant-column", scratch);
  CHECK(checked.exit_code == 1);  // missing cells stop training
  CHECK(contains(checked.report, "name=\"missing-cells (weight, colour, firmness"));
  CHECK(contains(checked.report, "<failure type=\"missing-cells\" message=\""));
  CHECK(contains(checked.report, "name=\"constant-column\" time=\"#\"/>"));
  const Ended listed = end_of("check data/orchard.csv --missing mean --fail-on scales", scratch);
  CHECK(listed.exit_code == 1);
  CHECK(contains(listed.report, "<failure type=\"scales\" message=\"the inputs need scaling"));
  const Ended passed = end_of("check data/xnor.csv --model " + model, scratch);
  CHECK(contains(passed.report, "\"nntrain check\""));
}

TEST_CASE("a test report of a run that fails has an error") {
  const ScratchFolder scratch;
  const Ended diverged = end_of(
      "-d data/orchard.csv --target sugar --missing mean --learning-rate 1000000 --assert 'loss<1'", scratch);
  CHECK(diverged.exit_code == 4);
  CHECK(contains(diverged.report, counts(2, 1, 1)));
  CHECK(contains(diverged.report, "<error type=\"diverged\" message=\"training diverged"));
  const Ended runs = end_of(
      "cv -d data/orchard.csv --target sugar --missing mean --learning-rate 1000000 --folds 2", scratch);
  CHECK(runs.exit_code == 4);
  CHECK(contains(runs.report, "<error type=\"diverged\" message=\"2 of 2 runs diverged"));

  const Ended data = end_of("-d data/orchard.csv", scratch);
  CHECK(data.exit_code == 3);
  CHECK(contains(data.report, counts(1, 0, 1)));
  CHECK(contains(data.report, "<error type=\"data\" message=\"data/orchard.csv:6:1: column 'weight'"));
  CHECK(contains(data.report, "--missing mean"));  // the remedy
  CHECK(contains(end_of(kShort + "--assert 'acuracy>1'", scratch).report, "<error type=\"usage\""));
  CHECK(contains(end_of("evaluate data/xnor.csv -d data/xnor.csv", scratch).report, "<error type=\"model\""));
  const Ended lost = end_of(kShort + "--save /dev/full", scratch);
  CHECK(lost.exit_code == 3);
  CHECK(contains(lost.report, "<error type=\"output\" message=\"cannot write /dev/full"));
}

TEST_CASE("a run that a signal stops is an error in the test report") {
  const ScratchFolder scratch;
  const ProgramResult stopped = shell("mkfifo go; nntrain -d '" NNTRAIN_SOURCE_DIR
                                      "/data/xnor.csv' --iterations 100000000 --log /dev/stdout "
                                      "--junit j.xml >go &\n"
                                      "{ read line; kill $!; cat >/dev/null; } <go; wait $!",
                                      scratch.path(""));
  INFO(stopped.err);
  CHECK(stopped.exit_code == 128 + 15);
  CHECK(contains(report(scratch.path("j.xml")), "<error type=\"signal\" message=\"stopped by SIGTERM\">"));
}

TEST_CASE("an error before the data are read replaces the test report of an earlier run") {
  const ScratchFolder scratch;
  const std::string other = "'" + scratch.file("o.json", "{}") + "'";
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"-d", "data/xnor.csv", "--iterations", "1", "--save", model, "-q"}).exit_code == 0);
  struct Case {
    std::string command;
    int exit_code;
    std::string type;
  };
  for (const Case& one : std::vector<Case>{
           {kShort + "--like " + other, 5, "model"},
           {kShort + "--like no-such", 3, "data"},
           {"cv " + kShort + "--like no-such", 3, "data"},
           {"--resume no-such", 3, "data"},
           {"--resume " + other, 5, "model"},
           {kShort + "--checkpoint " + other + " --continue", 5, "model"},
           {kShort + "--save no-such/m.json", 3, "data"},
           {"evaluate '" + model + "' -d data/xnor.csv --plot no-such/p.svg", 3, "data"},
       }) {
    scratch.file("junit.xml", "that of an earlier run");
    const Ended ended = end_of(one.command, scratch);
    INFO(one.command << "\n" << ended.report);
    CHECK(ended.exit_code == one.exit_code);
    CHECK(contains(ended.report, counts(1, 0, 1)));
    CHECK(contains(ended.report, "<error type=\"" + one.type + "\" message=\""));
  }
}

TEST_CASE("an error before the data are read leaves the file of another flag as it is") {
  const ScratchFolder scratch;
  const std::string other = scratch.file("o.json", "{}");
  const std::string data = scratch.file("d.csv", "a,b\n1,x\n2,y\n");
  check_refusal({"-d", data, "--like", other, "--junit", other}, 5, {"o.json"});
  check_refusal({"-d", data, "--like", "no-such", "--junit", data}, 3, {"no-such"});
  check_refusal({"-d", data, "--save", "no-such/m.json", "--junit", data}, 3, {"no-such"});
  check_refusal({"-d", data, "--like", "no-such", "--junit", "no-such/j.xml"}, 3, {"no-such"});
  CHECK(read_file(other) == "{}");
  CHECK(read_file(data) == "a,b\n1,x\n2,y\n");
}

TEST_CASE("a wrong command line leaves the file of --junit as it is") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("d.csv", "a,b\n1,x\n2,y\n");
  CHECK(nntrain({"-d", data, "--junit", data}).exit_code == 2);
  CHECK(nntrain({"check", data, "--junit", data}).exit_code == 2);
  CHECK(nntrain({"-d", data, "--hiden", "3", "--junit", scratch.path("j.xml")}).exit_code == 2);
  CHECK(read_file(data) == "a,b\n1,x\n2,y\n");
  CHECK(!std::filesystem::exists(scratch.path("j.xml")));
  check_refusal({"-d", data, "--check-gradients", "--junit", scratch.path("j.xml")}, 2,
                {"--check-gradients contradicts --junit"});
}

TEST_CASE("a test report that cannot be written is an error") {
  const ProgramResult result =
      shell("nntrain " + kShort + "--format json --assert 'loss<0' --junit /dev/full");
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "/dev/full"));
  CHECK(result.out.find("nntrain.error") == std::string::npos);  // the result is whole
}

TEST_CASE("a test report escapes what XML cannot have") {
  const ScratchFolder scratch;
  const std::string label = "<b>&\x01\xEF\xBF\xBF]]>\xC3\xA4";
  const std::string data = scratch.file("a&b\xFF\x0A.csv", "x,y\n1,u\n2," + label + "\n");
  const std::string path = scratch.path("j.xml");
  const ProgramResult result = nntrain(
      {"-d", data, "--iterations", "2", "--junit", path, "--assert", "recall[\"" + label + "\"] > 2"});
  INFO(result.err);
  CHECK(result.exit_code == 1);
  CHECK(contains(report(path),
                 "name=\"recall[&quot;&lt;b&gt;&amp;\\x01\\xEF\\xBF\\xBF]]&gt;\xC3\xA4&quot;] "
                 "&gt; 2\""));
  CHECK(contains(report(path), "/a&amp;b\\xFF\\x0A.csv\""));
}

}  // namespace nntrain::test
