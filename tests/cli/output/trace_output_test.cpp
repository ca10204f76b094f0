// --trace: where it writes, what it does not change, and what it refuses.

#include <cmath>

#include "cli/results.hpp"
#include "cli/traces.hpp"

namespace nntrain::test {
namespace {

const Words kXnor = {"--data", "data/xnor.csv", "--hidden", "2", "--iterations", "3"};

std::vector<std::string> titles(const std::string& text) {
  std::vector<std::string> titles;
  for (const TracedSection& section : parse_trace(text)) titles.push_back(section.title);
  return titles;
}

/// The matrices of a Markdown trace by title and name, as in parse_trace().
std::vector<TracedSection> parse_markdown(const std::string& out) {
  std::vector<TracedSection> sections;
  ShownMatrices shown;
  std::string name;
  TracedMatrix* matrix = nullptr;
  for (const std::string& line : lines_of(out)) {
    if (line == "## Result") break;
    if (line.empty() && matrix != nullptr) shown.note(name, *matrix);
    if (line.empty()) matrix = nullptr;
    if (line[0] == '(' && !sections.empty()) shown.resolve(line, sections.back());
    if (line.rfind("## ", 0) == 0) sections.push_back({line.substr(3), {}, {}, ""});
    if (line.rfind("| ", 0) != 0) continue;
    std::vector<std::string> cells;
    for (std::size_t begin = 1; begin < line.size();) {
      const std::size_t end = line.find('|', begin);
      cells.push_back(line.substr(begin + 1, end - begin - 2));
      begin = end + 1;
    }
    if (cells[0][0] == '`') {
      name = cells[0].substr(1, cells[0].size() - 2);
      matrix = &sections.back().matrices[name];
      matrix->columns.assign(cells.begin() + 1, cells.end());
      continue;
    }
    matrix->rows.push_back(cells[0]);
    matrix->values.emplace_back();
    for (std::size_t k = 1; k < cells.size(); ++k) matrix->values.back().push_back(std::stod(cells[k]));
  }
  return sections;
}

}  // namespace

TEST_CASE("a trace changes no bit of the result") {
  const Words gd = {"--lr", "0.001"};
  for (const Words& more :
       std::vector<Words>{with(gd, {"--momentum", "0.9", "--batch-size", "7", "--threads", "3"}),
                          with(gd, {"--dropout", "0.5", "--optimizer", "adam", "--batch-size", "100"}),
                          gd,
                          {"--optimizer", "lbfgs", "--validation-fraction", "0.3"},
                          {"--optimizer", "rprop", "--restarts", "3"}}) {
    CAPTURE(more);
    const Words words = with(more, {"--data", "data/banknotes.txt", "--iterations", "12", "--print",
                                    "fingerprint,loss,evaluations", "--quiet"});
    const ProgramResult plain = nntrain(words);
    const ProgramResult traced = nntrain(with(words, {"--trace", "4", "--trace-format", "markdown"}));
    CHECK(plain.exit_code == 0);
    CHECK(plain.out == traced.out);
    CHECK(contains(traced.err, "## Iteration 4"));
  }
}

TEST_CASE("a trace is no part of a model") {
  const ScratchFolder scratch;
  REQUIRE(nntrain(with(kXnor, {"-q", "--save", scratch.path("a")})).exit_code == 0);
  REQUIRE(nntrain(with(kXnor, {"-q", "--trace", "--save", scratch.path("b")})).exit_code == 0);
  CHECK(read_file(scratch.path("a")) == read_file(scratch.path("b")));
}

TEST_CASE("the value of --trace may be left out") {
  const Words one = {"Iteration 1", "After iteration 1"};
  CHECK(titles(nntrain(with(kXnor, {"--trace"})).out) == one);
  CHECK(titles(nntrain(with(kXnor, {"--trace", "--quiet"})).out) == one);
  CHECK(titles(nntrain(with(kXnor, {"--trace", "-q"})).out) == one);
  const Words two = {"Iteration 1", "Iteration 2", "After iteration 2"};
  CHECK(titles(nntrain(with(kXnor, {"--trace", "2", "-q"})).out) == two);
  CHECK(titles(nntrain(with(kXnor, {"--trace=2"})).out) == two);
  const ScratchFolder scratch;
  const std::string config = scratch.file("c.conf", "trace = 2\n");
  CHECK(titles(nntrain(with(kXnor, {"--config", config})).out) == two);
  CHECK(contains(nntrain(with(kXnor, {"--trace", "-h"})).out, "--trace [N]"));
  CHECK(contains(nntrain({"help", "man"}).out, "\\fB\\-\\-trace\\fR \\fI[N]\\fR"));
}

TEST_CASE("a trace ends with training, and shows the start where nothing is trained") {
  CHECK(titles(nntrain(with(kXnor, {"--trace", "7"})).out) ==
        Words{"Iteration 1", "Iteration 2", "Iteration 3", "After iteration 3"});
  const ProgramResult start =
      nntrain({"--data", "data/xnor.csv", "--iterations", "0", "--trace", "--l2", "0.1"});
  CHECK(titles(start.out) == Words{"Before the first iteration"});
  CHECK(contains(start.out, "objective = C + penalty"));
  CHECK(!contains(start.out, "delta"));
}

TEST_CASE("a trace that training does not outlast ends with the weights of the result") {
  const ProgramResult still =
      nntrain({"--data", "data/or.csv", "--optimizer", "perceptron", "--seed", "2", "--trace", "1000000"});
  const Words shown = titles(still.out);
  const std::string done =
      printed({"--data", "data/or.csv", "--optimizer", "perceptron", "--seed", "2"}, "iterations").front();
  CHECK(shown.back() == "After iteration " + done);
  CHECK(contains(still.out, "later updates shown are undone"));
  const Words patient = {"--data", "data/banknotes.txt", "--optimizer", "rprop", "--validation-fraction",
                         "0.2",    "--patience",         "3",           "-q"};
  const std::string best = printed(patient, "best_iteration").front();
  CHECK(titles(nntrain(with(patient, {"--trace", "1000"})).out).back() == "After iteration " + best);
  CHECK(titles(nntrain({"--data", "data/xnor.csv", "--max-seconds", "1e-9", "--trace"}).out) ==
        Words{"Iteration 1", "Before the first iteration"});
}

TEST_CASE("every start is traced, and what is resumed from where it goes on") {
  CHECK(titles(nntrain(with(kXnor, {"--trace", "--restarts", "2"})).out) ==
        Words{"Iteration 1 (start 1 of 2)", "After iteration 1 (start 1 of 2)", "Iteration 1 (start 2 of 2)",
              "After iteration 1 (start 2 of 2)"});
  const ScratchFolder scratch;
  REQUIRE(nntrain(with(kXnor, {"-q", "--checkpoint", scratch.path("c")})).exit_code == 0);
  CHECK(titles(nntrain({"--resume", scratch.path("c"), "--iterations", "9", "--trace"}).out) ==
        Words{"Iteration 4", "After iteration 4"});
}

TEST_CASE("of a large table the first rows are shown, and the sums are over all") {
  const ProgramResult result = nntrain({"--data", "data/banknotes.txt", "--lr", "0.001", "--iterations", "1",
                                        "--trace", "--threads", "2", "-q"});
  const std::vector<TracedSection> sections = parse_trace(result.out);
  REQUIRE(sections.size() == 2);
  CHECK(sections[0].at("X").height() == 10);
  CHECK(contains(sections[0].text, "  ... 1362 more rows\n"));
  CHECK(contains(sections[0].text, "gradients are sums over all 1372 rows"));
  const std::size_t at = result.out.find("train loss: ");
  REQUIRE(at != std::string::npos);
  CHECK(std::abs(std::stod(result.out.substr(at + 12)) - value_of(sections[1], "C")) < 1e-3);
}

TEST_CASE("a training that diverges is traced to its end") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,y\n1,10.5\n2,20.25\n3,31\n4,39\n");
  const ProgramResult result =
      nntrain({"--data", data, "--hidden", "0", "--lr", "1000", "--trace", "99", "-q"});
  CHECK(result.exit_code == 4);
  const Words shown = titles(result.out);
  CHECK(shown[shown.size() - 2] == "Iteration 38");  // whose cost is infinite
  CHECK(shown.back() == "After iteration 36");       // the last one with a finite cost
  CHECK(contains(result.out, "\nC = 1/n sum (yhat - y)^2 = inf\n"));
}

TEST_CASE("markdown shows the same numbers in tables") {
  const Words words = with(kXnor, {"--trace", "2", "-q"});
  const std::vector<TracedSection> text = parse_trace(nntrain(words).out);
  const ProgramResult result = nntrain(with(words, {"--trace-format", "markdown"}));
  const std::vector<TracedSection> tables = parse_markdown(result.out);
  REQUIRE(tables.size() == text.size());
  for (std::size_t s = 0; s < text.size(); ++s) {
    CHECK(tables[s].title == text[s].title);
    REQUIRE(tables[s].matrices.size() == text[s].matrices.size());
    for (const auto& [name, matrix] : text[s].matrices) {
      CAPTURE(name);
      CHECK(tables[s].at(name).values == matrix.values);
      CHECK(tables[s].at(name).rows == matrix.rows);
      CHECK(tables[s].at(name).columns == matrix.columns);
    }
  }
  CHECK(contains(result.out, "\n`z1 = [1 X] W1`\n"));
  CHECK(contains(result.out, "\n|---|---:|---:|\n"));
  CHECK(contains(result.out, "\n## Result\n\n```text\ndata: data/xnor.csv"));
  CHECK(result.out.substr(result.out.size() - 5) == "\n```\n");
}

TEST_CASE("names with markdown's own signs stand for themselves") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "a|b,*c*,y\n1,2,0\n3,4,1\n");
  const ProgramResult result =
      nntrain({"--data", data, "--iterations", "1", "--trace", "--trace-format", "markdown"});
  CHECK(contains(result.out, "| `X` | a\\|b | \\*c\\* |\n"));
}

TEST_CASE("names of classes stand for themselves, too") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,c\n1,\"a\x1b[31m\n\"\n2,*b*\n");
  const Words words = {"--data", data, "--iterations", "1", "--trace", "-q"};
  CHECK(contains(nntrain(words).out, "\n(y is 1 for the class 'a\\x1B[31m\\x0A', 0 for '*b*')\n"));
  CHECK(contains(nntrain(with(words, {"--trace-format", "markdown"})).out, "0 for '\\*b\\*')\n"));
}

TEST_CASE("a result for programs stays alone on standard output") {
  const ProgramResult json = nntrain(with(kXnor, {"--trace", "--format", "json", "-q"}));
  CHECK(nlohmann::json::parse(json.out)["options"]["trace"] == 1);
  CHECK(titles(json.err).size() == 2);
  const ProgramResult printed =
      nntrain(with(kXnor, {"--print", "stop", "-q", "--trace", "--trace-format", "markdown"}));
  CHECK(printed.out == "iterations\n");
  CHECK(contains(printed.err, "## Iteration 1"));
}

TEST_CASE("what is said of all rows is said only where some are not shown") {
  for (const std::string data : {"data/or.csv", "data/banknotes.txt"}) {
    const std::string out = nntrain({"--data", data, "--iterations", "1", "--trace", "1", "-q"}).out;
    CHECK(contains(out, "gradients are sums over all") == (data != "data/or.csv"));
    CHECK(contains(out, "sums run over all") == (data != "data/or.csv"));
  }
}

TEST_CASE("the formula of an error has no factor 1") {
  for (const auto& [loss, formula] : {std::pair("sse", "2 (yhat - y)"),
                                      {"half-sse", "(yhat - y)"},
                                      {"mse", "2/n (yhat - y)"},
                                      {"half-mse", "1/n (yhat - y)"},
                                      {"cross-entropy", "1/n (yhat - y)"}}) {
    const std::string out =
        nntrain({"--data", "data/or.csv", "--loss", loss, "--iterations", "1", "--trace", "1", "-q"}).out;
    CHECK(contains(out, std::string("\ndelta2 = ") + formula));
  }
}

TEST_CASE("a trace has the formulas of the losses for numbers") {
  const Words words = {"--data", "data/banknotes.txt", "--task", "regress", "--trace",
                       "1",      "--iterations",       "1",      "-q"};
  const std::string mae = nntrain(with(words, {"--loss", "mae"})).out;
  CHECK(contains(mae, "\nC = 1/n sum |yhat - y| = "));
  CHECK(contains(mae, "\ndelta2 = 1/n sign(yhat - y)\n"));
  const std::string huber = nntrain(with(words, {"--loss", "huber:0.5"})).out;
  CHECK(contains(
      huber, "C = 1/n sum (1/2 (yhat - y)^2 where |yhat - y| <= 0.5, else 0.5 * (|yhat - y| - 0.5/2)) = "));
  CHECK(contains(huber, "\ndelta2 = 1/n max(-0.5, min(0.5, yhat - y))\n"));
}

TEST_CASE("a trace shows the rate of each update of a schedule") {
  const Words words = {"--data", "data/xnor.csv", "--batch-size", "2", "--iterations", "2", "--trace", "2",
                       "-q"};
  const std::string out = nntrain(with(words, {"--schedule", "cosine", "--lr", "0.5"})).out;
  for (const std::string rate : {"0.5", "0.42677669529663687", "0.25", "0.0732233047033631"}) {
    CHECK(contains(out, "\nrate = 0.5 * (1 + cos(pi t / T)) / 2 = " + rate + "\n"));
    CHECK(contains(out, "\nstep1 = -" + rate + " dW1\n"));
  }
  CHECK(contains(out, "t = 3 of T = 4 updates"));
  CHECK(!contains(nntrain(words).out, "rate ="));
}

TEST_CASE("what a trace cannot be is refused") {
  check_refusal(with(kXnor, {"--trace", "0"}), 2, {"--trace '0'", "a whole number from 1"});
  check_refusal(with(kXnor, {"--trace", "x"}), 2, {"--trace 'x'"});
  check_refusal(with(kXnor, {"--trace=-1"}), 2, {"--trace '-1'"});
  check_refusal(with(kXnor, {"--trace="}), 2, {"--trace needs a value (N)"});
  check_refusal(with(kXnor, {"--trace", "--trace"}), 2, {"--trace is given 2 times"});
  check_refusal(with(kXnor, {"--trace", "--check-gradients"}), 2, {"--trace contradicts --check-gradients"});
  check_refusal(with(kXnor, {"--trace", "--trace-format", "html"}), 2, {"html", "text, markdown"});
}

}  // namespace nntrain::test
