#include <filesystem>

#include "cli/results.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// The SVG that plot draws of a table. Checks that it is well-formed XML.
std::string picture(const Words& words) {
  const ScratchFolder scratch;
  const std::string path = scratch.path("p.svg");
  const ProgramResult result = nntrain(with(with({"plot"}, words), {"-o", path}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(result.err.empty());
  REQUIRE(shell("xmllint --nonet --noout " + path).exit_code == 0);
  return read_file(path);
}

bool has_text(const std::string& svg, const std::string& text) {
  return contains(svg, ">" + text + "<");
}

/// The number of marks of rows; the legend has one more for each of its `entries`.
std::size_t marks(const std::string& svg, std::size_t entries) {
  std::size_t found = 0;
  const std::string mark = "<use href=\"#nn-";
  for (std::size_t at = svg.find(mark); at != std::string::npos; at = svg.find(mark, at + 1)) ++found;
  return found - entries;
}

/// Two features of numbers, and N rows of the classes a, b, a ...
std::string two_classes(std::size_t rows) {
  Cells cells = {{"x", "y", "kind"}};
  for (std::size_t i = 0; i < rows; ++i)
    cells.push_back({std::to_string(i) + ".5", std::to_string(i * i % 101), i % 2 == 0 ? "a" : "b"});
  return csv_of(cells);
}

}  // namespace

TEST_CASE("a table is drawn by its first two features of numbers, marked by class") {
  const std::string svg = picture({"data/banknotes.txt"});
  for (const std::string text : {"data rows, marked by classification", "variance", "skewness", "0", "1",
                                 "curtosis, entropy are not shown"}) {
    CAPTURE(text);
    CHECK(has_text(svg, text));
  }
  CHECK(marks(svg, 2) == 1372);
  CHECK_FALSE(contains(svg, "predict"));
  CHECK_FALSE(contains(svg, "boundary"));
}

TEST_CASE("the features and the target of a table can be chosen, and a number is marked by its bands") {
  const std::string svg =
      picture({"data/banknotes.txt", "--target", "entropy", "--plot-features", "classification,variance"});
  for (const std::string text : {"data rows, marked by entropy", "classification", "variance"}) {
    CAPTURE(text);
    CHECK(has_text(svg, text));
  }
  CHECK_FALSE(contains(svg, "not shown"));  // they were chosen
}

TEST_CASE("one feature of a table is drawn against the target") {
  const std::string number =
      picture({"data/banknotes.txt", "--target", "entropy", "--plot-features", "variance"});
  CHECK(has_text(number, "data rows"));
  CHECK(has_text(number, "variance"));
  CHECK(has_text(number, "entropy"));
  CHECK(marks(number, 0) == 1372);  // the axis tells the number, and there is no legend
  const ScratchFolder scratch;
  const std::string classes = picture(
      {scratch.file("t.csv", "colour,size,kind\nred,1,an odd <label> that is long\ngreen,2,b\nred,3,c\n")});
  for (const std::string text : {"size", "kind", "an o... long", "b", "c", "colour is not shown"}) {
    CAPTURE(text);
    CHECK(has_text(classes, text));
  }
}

TEST_CASE("a row of a table is left out if it misses a cell that is drawn, and the picture tells it") {
  const ScratchFolder scratch;
  const std::string file =
      scratch.file("t.csv", "x,y,z,kind\n1,2,3,a\n,3,4,b\n3,NA,5,a\n4,5,,b\n5,6,7,\n6,7,8,b\n");
  const std::string svg = picture({file});
  CHECK(marks(svg, 2) == 3);  // the rows 1, 4 and 6
  CHECK(has_text(svg, "z is not shown; 3 rows with missing cells left out"));
  CHECK(marks(picture({file, "--plot-features", "z,y"}), 2) == 3);
  CHECK(marks(picture({file, "--missing", "drop"}), 2) == 2);
  check_refusal({"plot", file, "--missing", "error"}, 3, {"t.csv:3:1", "--missing drop"});
  const std::string none = picture({scratch.file("n.csv", "x,y,kind\n1,,a\n,2,b\n")});
  CHECK(marks(none, 0) == 0);
  CHECK(has_text(none, "2 rows with missing cells left out"));
  CHECK(has_text(picture({scratch.file("e.csv", "e,x,y,kind\n,1,2,a\n,2,1,b\n")}),
                 "e is not shown"));  // a column without a number is no axis
}

TEST_CASE("of many rows of a table some are drawn, and the picture tells it") {
  const ScratchFolder scratch;
  const std::string svg = picture({scratch.file("t.csv", two_classes(4500))});
  CHECK(marks(svg, 2) == 2000);
  CHECK(has_text(svg, "2000 of 4500 data rows are drawn"));
}

TEST_CASE("odd tables make a picture, too") {
  const ScratchFolder scratch;
  CHECK(marks(picture({scratch.file("constant.csv", "x,y,c\n1,1,a\n1,1,b\n")}), 2) == 2);
  (void)picture({scratch.file("far.csv", "x,y,c\n1.7e308,1,a\n-1.7e308,5e-324,b\n")});
  (void)picture({scratch.file("flat.csv", "x,y,n\n1,1,7.5\n2,3,7.5\n"), "--task", "regress"});
  Cells cells = {{"x", "it's \"%d\" & {y}_1", "kind"}};
  for (std::size_t c = 0; c < 40; ++c)
    cells.push_back({std::to_string(c) + ".5", std::to_string(c * 7 % 11), "class " + std::to_string(c)});
  const std::string file = scratch.file("many.csv", csv_of(cells));
  const std::string svg = picture({file, "--task", "classify"});
  CHECK(has_text(svg, "other classes"));
  CHECK(has_text(svg, "it's &quot;%d&quot; &amp; {y}_1"));
  CHECK(has_text(picture({file, "--task", "classify", "--plot-features", "x"}), "class 38"));
}

TEST_CASE("a table is drawn with characters in the terminal") {
  const ProgramResult result = nntrain({"plot", "data/banknotes.txt", "--plot-features", "variance,entropy"});
  REQUIRE(result.exit_code == 0);
  CHECK(contains(result.out, "\n  data rows, marked by classification, up: entropy\n"));
  CHECK(contains(result.out, "\n  o 0   x 1\n"));
  CHECK_FALSE(contains(result.out, "\x1b"));
  for (const std::string& line : lines_of(result.out)) CHECK(line.size() <= 80);
  const std::string one = nntrain({"plot", "data/orchard.csv", "--plot-features", "sugar"}).out;
  CHECK(contains(one, "\n  data rows, up: fruit\n"));
  CHECK(contains(one, "quince |"));
}

TEST_CASE("plot tells a table from a log and a model by its first line, and --as says what it is") {
  const ScratchFolder scratch;
  const std::string log = scratch.file("log.csv", "iteration,loss\n0,2\n1,1.5\n2,1.25\n");
  CHECK(contains(nntrain({"plot", log}).out, "# train"));
  CHECK(nntrain({"plot", log, "--as", "log"}).out == nntrain({"plot", log}).out);
  CHECK(contains(nntrain({"plot", log, "--as", "data", "--task", "regress"}).out, "data rows, up: loss"));
  const std::string table = scratch.file("t.csv", two_classes(9));
  check_refusal({"plot", table, "--as", "model"}, 5, {"t.csv is no model", "--save FILE"});
  check_refusal({"plot", table, "--as", "log"}, 3, {"t.csv is no log", "--log FILE"});
  check_refusal({"plot", table, "--as", "table"}, 2, {"--as 'table'", "auto, model, log, data"});
  check_refusal({"plot", scratch.file("x.json", "{\"a\": 1}\n")}, 5, {"x.json is not a model"});
  check_refusal({"plot", scratch.file("e.csv", "")}, 3, {"e.csv is empty"});
}

TEST_CASE("the weights of a run are taken neither for a log nor, without a word, for a table or a model") {
  const ScratchFolder scratch;
  for (const std::string name : {"w.csv", "w.jsonl"}) {
    for (const Words& more : std::vector<Words>{{}, {"--restarts", "2"}, {"--hidden", "0", "--no-bias"}}) {
      const std::string path = scratch.path(name);
      REQUIRE(nntrain(with({"--data", "data/xnor.csv", "--iterations", "2", "-q", "--print", "stop",
                            "--log-weights", path},
                           more))
                  .exit_code == 0);
      const Words parts = {"has the weights after each iteration (--log-weights)", "--log FILE", "--as data"};
      check_refusal({"plot", path}, 3, parts);
      check_refusal(nntrain({"plot", "-"}, read_file(path)), 3, parts);
      check_refusal({"plot", path, "--as", "log"}, 3, {"is no log", "--log FILE"});
    }
  }
  const ProgramResult table = nntrain({"plot", scratch.path("w.csv"), "--as", "data"});
  CHECK(table.exit_code == 0);
}

TEST_CASE("a table with an iteration and a colon in some names is a table") {
  const ScratchFolder scratch;
  const std::string table = "iteration,time 10:30,y\n1,2,a\n2,3,b\n3,5,a\n4,1,b\n";
  const ProgramResult drawn = nntrain({"plot", scratch.file("t.csv", table)});
  CHECK(drawn.exit_code == 0);
  CHECK(contains(drawn.out, "up: time 10:30"));
  CHECK(nntrain({"plot", "-"}, table).out == drawn.out);
}

TEST_CASE("a table may come from a pipe, or in parts") {
  const ScratchFolder scratch;
  const std::string table = two_classes(10);
  const std::string direct = nntrain({"plot", scratch.file("t.csv", table)}).out;
  CHECK(contains(direct, "o a   x b"));
  CHECK(nntrain({"plot", "-"}, table).out == direct);
  CHECK(nntrain({"plot", "-", "--as", "data"}, table).out == direct);
  CHECK(nntrain({"plot", "/dev/stdin", "--as", "data"}, table).out == direct);
  const std::string named = scratch.path("fifo");
  const ProgramResult fifo = shell("mkfifo " + named + " && { cat " + scratch.path("t.csv") + " > " + named +
                                   " & nntrain plot " + named + "; }");
  check_refusal(fifo, 3, {"fifo is neither a model nor a log", "--as data"});
  (void)scratch.file("part-1.csv", "x,y,kind\n1,2,a\n2,3,b\n");
  (void)scratch.file("part-2.csv", "x,y,kind\n3,1,a\n4,2,c\n");
  const std::string parts = picture({scratch.path("part-*.csv")});
  CHECK(marks(parts, 3) == 4);
}

TEST_CASE("a table is read with the flags of training, and remedies work for plot") {
  const ScratchFolder scratch;
  const std::string file = scratch.file("t.csv", "1;2,5;10%;a\n2;3,5;20%;b\n");
  check_refusal({"plot", file}, 3, {"has a decimal comma", " | nntrain plot - "});
  const ProgramResult read = nntrain({"plot", "-", "--columns", "x,y,share,kind", "--delimiter", ";",
                                      "--units", "%", "--plot-features", "y,share"},
                                     "1;2.5;10%;a\n2;3.5;20%;b\n");
  INFO(read.err);
  CHECK(contains(read.out, "data rows, marked by kind, up: share"));
  const std::string whole = scratch.file("w.csv", "d,x,n\n2024-03-01,1,1\n2024-03-02,2,2\n2024-03-03,3,4\n");
  check_refusal({"plot", whole}, 3, {"is a date", "| nntrain plot - ", "--categorical d"});
  check_refusal({"plot", whole, "--categorical", "d"}, 2, {"--task regress"});
  check_refusal({"plot", whole, "--drop", "d", "--target", "m"}, 3, {"no column 'm'"});
  CHECK(
      contains(nntrain({"plot", whole, "--categorical", "d", "--task", "regress"}).out, "data rows, up: n"));
  CHECK(contains(nntrain({"plot", whole, "--features", "x", "--task", "classify"}).out, "o 1   x 2   + 4"));
  const ProgramResult noted = nntrain({"plot", "-"}, "x,kind,\n1,a,\n2,b,\n3,a,\n");
  CHECK(noted.exit_code == 0);
  CHECK(contains(noted.err, "nntrain: warning: the lines of standard input end with a separator"));
}

TEST_CASE("plot refuses flags that the kind of file does not have") {
  const ScratchFolder scratch;
  const std::string table = scratch.file("t.csv", two_classes(9));
  check_refusal({"plot", table, "--unseen", "zero"}, 2,
                {"t.csv is a table", "--unseen does not apply", "name a model"});
  check_refusal({"plot", table, "--data", table}, 2, {"t.csv is a table", "--data does not apply"});
  for (const std::string panel : {"roc", "loss", "confusion", "fit"})
    check_refusal({"plot", table, "--plot-panels", panel}, 2, {"'" + panel + "' cannot", "a table has only"});
  check_refusal({"plot", table, "--plot-features", "x,z"}, 2, {"'z' is not one of the features"});
  check_refusal({"plot", table, "--plot-features", "x,x"}, 2, {"twice"});
  check_refusal({"plot", scratch.file("texts.csv", "t,c\nx,a\ny,b\n"), "--header", "yes"}, 2,
                {"'data' cannot be drawn: no feature is a number column"});
  check_refusal({"plot", scratch.file("one.csv", "x,c\n1,a\n2,a\n")}, 3, {"only one class"});
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"--data", table, "--iterations", "1", "-q", "--save", model}).exit_code == 0);
  const std::string log = scratch.file("log.csv", "iteration,loss\n0,2\n1,1.5\n");
  for (const std::string flag : {"--target", "--features", "--drop", "--categorical"}) {
    check_refusal({"plot", model, flag, "x"}, 2, {"m.json is a model", flag + " does not apply"});
    check_refusal({"plot", log, flag, "x"}, 2, {"log.csv is a log", flag + " does not apply"});
  }
  check_refusal({"plot", model, "--task", "classify"}, 2, {"--task does not apply", "name a table"});
}

TEST_CASE("without gnuplot a table is not read, and the message says what to install") {
  const ScratchFolder scratch;
  check_refusal(run({{"plot", "none.csv"}, "", NNTRAIN_SOURCE_DIR, {"PATH=" + scratch.folder().string()}}), 3,
                {"gnuplot, which draws pictures on the terminal, is not on the PATH"});
}

TEST_CASE("a table that begins like JSON or a log is drawn, or its message names --as data") {
  const ScratchFolder scratch;
  const std::string brace = scratch.file("b.csv", "{a},b,y\n1,2,a\n2,3,b\n3,1,a\n");
  CHECK(has_text(picture({brace}), "data rows, marked by y"));
  const std::string log = scratch.file("l.csv", "iteration,loss,x,y\n1,2,3,a\n2,1,4,b\n3,5,1,a\n");
  check_refusal({"plot", log}, 3, {"l.csv:2: this is not a line of a log", "--as data"});
  picture({log, "--as", "data"});
}

}  // namespace nntrain::test
