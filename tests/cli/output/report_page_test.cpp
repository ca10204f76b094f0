// --report FILE.html: one page with the whole result.

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "cli/expect.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

namespace nntrain::test {
namespace {

const std::string kShort = "-d data/banknotes.txt --iterations 5 ";

/// The names of the elements in `html` that are not closed in their order; none in a sound page.
std::vector<std::string> unclosed(std::string html) {
  html = std::regex_replace(html, std::regex("<script>[^]*?</script>|<style>[^<]*</style>"), "");
  static const std::set<std::string> kVoid = {"meta", "br", "!DOCTYPE"};
  std::vector<std::string> open;
  const std::regex tag("<(/?)([!A-Za-z][A-Za-z0-9]*)([^<>]*)>");
  for (std::sregex_iterator at(html.begin(), html.end(), tag), end; at != end; ++at) {
    const std::string name = (*at)[2];
    const std::string rest = (*at)[3];
    if (kVoid.count(name) > 0 || (!rest.empty() && rest.back() == '/')) continue;
    if ((*at)[1].length() == 0) {
      open.push_back(name);
    } else if (!open.empty() && open.back() == name) {
      open.pop_back();
    } else {
      open.push_back("/" + name);
    }
  }
  return open;
}

std::string replaced(std::string text, const std::string& old_text, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(old_text, at)) != std::string::npos; at += by.size())
    text.replace(at, old_text.size(), by);
  return text;
}

/// The JSON in a page.
nlohmann::json json_in(const std::string& page) {
  const std::size_t start = page.find('>', page.find("<pre id=\"json\"")) + 1;
  std::string json = page.substr(start, page.find("</pre>", start) - start);
  for (const auto& [reference, character] : std::vector<std::pair<std::string, std::string>>{
           {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}})
    json = replaced(json, reference, character);
  return nlohmann::json::parse(json);
}

/// Without what differs between two runs of a command, and between its outputs.
nlohmann::json settled(nlohmann::json json) {
  for (const char* const name : {"resources", "training", "seconds"}) json.erase(name);
  if (json.contains("runs") && json["runs"].is_array()) {
    for (nlohmann::json& run : json["runs"]) run.erase("seconds");
  }
  if (json.contains("options")) json["options"].erase("format");
  return json;
}

struct PageResult {
  ProgramResult result;
  std::string page;  ///< "" if there is none
};

/// Runs `nntrain COMMAND --report FILE`, and checks the form of the page.
PageResult page_of(const std::string& command, const ScratchFolder& scratch) {
  const std::string path = scratch.path("page.html");
  PageResult made{shell("nntrain " + command + " --report '" + path + "'"), ""};
  INFO(command << "\n" << made.result.err);
  REQUIRE(std::filesystem::exists(path));
  made.page = read_file(path);
  std::filesystem::remove(path);
  CHECK(unclosed(made.page) == std::vector<std::string>());
  std::set<std::string> ids;
  const std::regex id(" id=\"([^\"]*)\"");
  for (std::sregex_iterator at(made.page.begin(), made.page.end(), id), end; at != end; ++at) {
    INFO("twice: " << (*at)[1]);
    CHECK(ids.insert((*at)[1]).second);
  }
  CHECK(replaced(made.page, "http://www.w3.org/", "").find("http") == made.page.find("http-equiv"));
  CHECK(made.page.size() < 400'000);
  return made;
}

/// Checks that each number of the metrics stands in the tables of the page.
void check_numbers(const std::string& page, const std::string& json) {
  const std::string tables = page.substr(0, page.find("<pre id=\"json\""));
  const std::regex number("\"(\\w+)\": (-?[0-9][-+.e0-9]*)");
  const std::size_t start = json.find("\"metrics\": {");
  const std::string metrics = json.substr(start, json.find("\n  }", start) - start);
  std::size_t count = 0;
  for (std::sregex_iterator at(metrics.begin(), metrics.end(), number), end; at != end; ++at, ++count) {
    const std::string value = (*at)[2];
    INFO((*at)[1] << " " << value);
    CHECK((contains(tables, "value=\"" + value + "\"") || contains(tables, ">" + value)));
  }
  CHECK(count > 10);
}

}  // namespace

TEST_CASE("a report of each command has the whole result and does not change standard output") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string results = scratch.path("s.csv");
  const std::string a = scratch.path("a.json");
  const std::string b = scratch.path("b.json");
  REQUIRE(shell("nntrain " + kShort + "--save " + model + " --format json --test-fraction 0.3 >" + a +
                " && nntrain " + kShort + "--seed 2 --split-seed 1 --format json --test-fraction 0.3 >" + b)
              .exit_code == 0);
  for (const std::string& command : std::vector<std::string>{
           kShort + "--test-fraction 0.3 --assert 'accuracy > 0.1'",
           kShort + "--seeds 1..3 --test-fraction 0.2",
           "cv " + kShort + "--folds 3 --assert 'low(accuracy) > 0.1'",
           "evaluate " + model + " -d data/banknotes.txt --importance 2", "compare " + a + " " + b,
           "check data/banknotes.txt", "check data/banknotes.txt --model " + model,
           "sweep " + kShort + "--validation-fraction 0.2 --grid 'hidden=2;3' --grid 'seed=1..2' --results " +
               results,
           kShort + "--target skewness --test-fraction 0.2"}) {
    const PageResult made = page_of(command + " --format json", scratch);
    REQUIRE(made.result.exit_code == 0);
    const nlohmann::json told = nlohmann::json::parse(made.result.out);
    CHECK(settled(json_in(made.page)) == settled(told));
    if (told.contains("metrics")) check_numbers(made.page, made.result.out);
    CHECK(contains(made.page, "<table class=\"sortable"));
    CHECK(contains(made.page, "id=\"command\""));
    const std::string figures = replaced(made.page, "role=\"img\"", "");
    CHECK(
        (figures.size() < made.page.size() || contains(command, "--model") || contains(command, "--seeds")));
  }
}

TEST_CASE("a report tells asserts that fail, divergence and warnings") {
  const ScratchFolder scratch;
  const PageResult failed = page_of(kShort + "--assert 'accuracy > 2' --assert 'loss > 0' -q", scratch);
  CHECK(failed.result.exit_code == 1);
  CHECK(contains(failed.page, "<p class=\"status bad\">&#10007; an assert failed<small>exit code 1</small>"));
  CHECK(contains(failed.page, "accuracy &gt; 2</bdi></th><td><span class=\"bad\">&#10007; FAIL</span>"));
  CHECK(contains(failed.page, "loss &gt; 0</bdi></th><td><span class=\"good\">&#10003; PASS</span>"));
  const PageResult diverged =
      page_of("-d data/banknotes.txt --target skewness --learning-rate 1000 --iterations 50", scratch);
  CHECK(diverged.result.exit_code == 4);
  CHECK(contains(diverged.page, "training diverged"));
  CHECK(contains(diverged.page, "<span class=\"remedy\">"));
  const PageResult found = page_of("check data/banknotes.txt --fail-on repeated-rows", scratch);
  CHECK(found.result.exit_code == 1);
  CHECK(contains(found.page, "<p class=\"status bad\">"));
  CHECK(contains(found.page, "<code>repeated-rows</code> 24 of 1372 rows"));
}

TEST_CASE("a report has the command to repeat, and which flags were given") {
  const ScratchFolder scratch;
  const PageResult made = page_of(kShort + "--assert 'accuracy > 0.1' -q", scratch);
  CHECK(contains(made.page,
                 "<code>nntrain train -d data/banknotes.txt --iterations 5 --assert 'accuracy &gt; 0.1' -q "
                 "--report "));
  const std::size_t defaults = made.page.find(" defaults</summary>");
  CHECK(made.page.find("<code>--iterations</code></th><td>5</td>") < defaults);
  const std::size_t momentum = made.page.find("<code>--momentum</code></th><td>0</td>");
  CHECK(momentum > defaults);
  CHECK(momentum != std::string::npos);
}

TEST_CASE("a report of each command tells which flags were given") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  REQUIRE(shell("nntrain " + kShort + "-q --save " + model).exit_code == 0);
  for (const auto& [command, flag] : std::vector<std::pair<std::string, std::string>>{
           {"evaluate " + model + " -d data/banknotes.txt --threads 2 -q", "threads"},
           {"compare " + model + " " + model + " -d data/banknotes.txt --fail-on worse -q", "fail-on"},
           {"check data/banknotes.txt --fail-on repeated-rows", "fail-on"},
           {"sweep " + kShort + "--folds 2 --grid seed=1..2 -q --results " + scratch.path("s.csv"),
            "iterations"},
           {"cv " + kShort + "--folds 2 -q", "folds"}}) {
    const std::string page = page_of(command, scratch).page;
    INFO(command);
    const std::size_t given = page.find("Flags that were given");
    const std::size_t at = page.find("<code>--" + flag + "</code>", given);
    REQUIRE(at != std::string::npos);
    CHECK(at < page.find("</table>", given));
  }
  const std::string preset = page_of("-d data/banknotes.txt --preset modern --iterations 2 -q", scratch).page;
  const std::size_t decided = preset.find("Flags that a preset, a file or the data decided");
  REQUIRE(decided != std::string::npos);
  CHECK(preset.find("<code>--optimizer</code></th><td><bdi>adam</bdi>") > decided);
  CHECK(preset.find("<code>--optimizer</code></th><td><bdi>adam</bdi>") < preset.find("</table>", decided));
}

TEST_CASE("an error is on the page of its command, and no earlier result stays") {
  const ScratchFolder scratch;
  const std::string one = scratch.file("one.csv", "x,y\n1,a\n2,a\n3,a\n");
  const PageResult sound = page_of(kShort + "-q", scratch);
  REQUIRE(sound.result.exit_code == 0);
  for (const std::string& command :
       {"-d " + one, "-d " + one + " --seeds 1..2", "cv --folds 2 -d " + one,
        "sweep --folds 2 --grid seed=1..2 -d " + one + " --results " + scratch.path("s.csv"),
        "check " + scratch.path("none.csv"), "evaluate " + one + " -d " + one,
        "compare " + one + " " + one}) {
    INFO(command);
    static_cast<void>(scratch.file("page.html", sound.page));
    const PageResult made = page_of(command, scratch);
    CHECK(made.result.exit_code > 2);
    CHECK(contains(made.page, "an error stopped the command"));
    CHECK(!contains(made.page, "&#10003; done"));
  }
}

TEST_CASE("panels of a page that cannot be drawn are refused before training") {
  const ScratchFolder scratch;
  const std::string page = scratch.path("r.html");
  for (const std::string panel : {"importance", "lines", "map", "parallel", "histogram", "spread", "fit"}) {
    INFO(panel);
    check_refusal({"-d", "data/banknotes.txt", "--report", page, "--plot-panels", panel}, 2,
                  {"'" + panel + "' cannot be drawn"});
  }
  CHECK(!std::filesystem::exists(page));
}

TEST_CASE("pages of banknotes are small, whatever they show") {
  const ScratchFolder scratch;
  const std::string all = " --plot-panels data,units,network,loss,accuracy,roc,calibration,confusion -q";
  const std::string two = "-d data/banknotes.txt --features variance,entropy --iterations 300";
  for (const std::string& command :
       std::vector<std::string>{two + all, two + all + " --test-fraction 0.2 --validation-fraction 0.2",
                                "-d data/banknotes.txt --target skewness --learning-rate 1000 -q"}) {
    INFO(command);
    static_cast<void>(page_of(command, scratch));  // which checks the size
  }
}

TEST_CASE("a report has the same bytes for each run, except for what it took") {
  const ScratchFolder scratch;
  const auto bytes = [&](const std::string& threads) {
    const std::string page = page_of(kShort + "-q --threads " + threads, scratch).page;
    return std::regex_replace(page,
                              std::regex("(seconds|peak.memory|threads)(</code>)?(&quot;: |</th><td[^>]*>| "
                                         ")(<data[^>]*>)?[0-9.e+-]*(</data>)?"),
                              "");
  };
  CHECK(bytes("1") == bytes("3"));
}

TEST_CASE("a report holds no markup of a file") {
  const ScratchFolder scratch;
  const std::string hostile = "</script><img src=x onerror=alert(1)>";
  std::string table = "\"" + hostile + "\",\"]]>'&amp;\",\"a\x07\xE2\x80\xAE\xD7\x90\",class\n";
  for (int i = 0; i < 30; ++i)
    table += std::to_string(i) + "," + std::to_string(i % 7) + "," + std::to_string(i % 5) + "," +
             (i % 2 == 0 ? "</table><script>x</script>" : "\"</title>\"\"'\"") + "\n";
  const std::string data = scratch.file("<b>data&\xFF.csv", table);
  const std::string model = scratch.path("m.json");
  for (const std::string& command :
       {"-d '" + data + "' --iterations 5 -q --save " + model, "check '" + data + "'",
        "cv -d '" + data + "' --folds 2 --iterations 5 -q",
        "evaluate " + model + " -d '" + data + "' --importance 2 -q"}) {
    const PageResult made = page_of(command, scratch);
    INFO(command);
    CHECK(!contains(made.page, "<img"));
    CHECK(!contains(made.page, "<b>"));
    CHECK(!contains(made.page, "<script>x"));
    CHECK(!contains(made.page, "\x07"));
    CHECK(!contains(made.page, "\xFF"));
    CHECK(!contains(made.page, "\xE2\x80\xAE"));
    CHECK(contains(made.page, "&lt;/script&gt;&lt;img"));
    CHECK(contains(made.page, "&lt;b&gt;data&amp;\\xFF.csv"));
  }
}

TEST_CASE("--report names a page that can be written") {
  const ScratchFolder scratch;
  check_refusal({"-d", "data/banknotes.txt", "--report", "r.pdf"}, 2,
                {"does not end in .html", "--report r.html"});
  check_refusal({"-d", "data/banknotes.txt", "--report", "-"}, 2, {"--report - would mix with the result"});
  check_refusal({"check", "data/banknotes.txt", "--report", "r.txt"}, 2, {"--report r.html"});
  check_refusal({"-d", "data/banknotes.txt", "--report", "no-such/r.html"}, 3, {"no-such"});
  const std::string page = scratch.path("r.html");
  check_refusal({"-d", "data/banknotes.txt", "--report", page, "--junit", page}, 2, {"--junit"});
  check_refusal({"sweep", "-d", "data/banknotes.txt", "--grid", "hidden=2;3", "--folds", "3", "--dry-run",
                 "--report", page},
                2, {"--dry-run contradicts --report"});
  CHECK(!std::filesystem::exists(page));
  const std::string config = scratch.file("c.conf", "report = r.pdf\n");
  check_refusal({"-d", "data/banknotes.txt", "--config", config}, 2, {"--report r.html"});
}

TEST_CASE("a report that cannot be written is told, and the result is printed") {
  const ScratchFolder scratch;
  const ProgramResult lost = shell("ln -s /dev/full full.html && nntrain -d " NNTRAIN_SOURCE_DIR
                                   "/data/banknotes.txt --iterations 5 --print stop --report full.html",
                                   scratch.folder().string());
  check_lost(lost, {"full.html"});
  CHECK(lost.out == "iterations\n");
}

}  // namespace nntrain::test
