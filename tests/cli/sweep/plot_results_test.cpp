// Pictures of the results of sweeps.

#include <algorithm>
#include <sstream>

#include "cli/results.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// A results file of 5 folds with these axes, `count` values each, in nested loops. The last run is the best.
std::string results_of(const Words& axes, std::size_t count) {
  std::size_t runs = 1;
  for (std::size_t i = 0; i < axes.size(); ++i) runs *= count;
  Cells cells = {
      {"number", "runs", "sweep", "key", "status", "reason", "version", "data.sha256", "split_hash"}};
  for (const std::string& axis : axes) cells[0].push_back(axis);
  for (const std::string last :
       {"cv.rmse", "train.rows", "values(cv.rmse)", "held_out", "fingerprint", "seconds"})
    cells[0].push_back(last);
  for (std::size_t run = 1; run <= runs; ++run) {
    Words row = {std::to_string(run),
                 std::to_string(runs),
                 "00000000000000ff",
                 "0123456789abcdef",
                 "done",
                 "",
                 "0.1.0",
                 "ab",
                 "cd"};
    std::size_t rest = run - 1;
    for (std::size_t i = 0; i < axes.size(); ++i) {
      row.push_back(std::to_string(rest % count + 1));
      rest /= count;
    }
    std::string values;
    for (std::size_t fold = 0; fold < 5; ++fold)
      values +=
          (fold == 0 ? "" : " ") + std::to_string(1 + static_cast<double>(runs - run) + 0.01 * double(fold));
    for (const std::string& cell : Words{std::to_string(1.02 + static_cast<double>(runs - run)), "80", values,
                                         "20 20 20 20 20", "00", "0.5"})
      row.push_back(cell);
    cells.push_back(row);
  }
  return csv_of(cells);
}

/// The SVG that plot draws of results. Checks that it is well-formed XML.
std::string picture_of(const std::string& results, const Words& words = {}) {
  const ScratchFolder scratch;
  const std::string path = scratch.path("p.svg");
  const ProgramResult result =
      nntrain(with(with({"plot", scratch.file("r.csv", results)}, words), {"-o", path}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  REQUIRE(shell("xmllint --nonet --noout " + path).exit_code == 0);
  return read_file(path);
}

bool has_label(const std::string& svg, const std::string& text) {
  return contains(svg, ">" + text + "<");
}

}  // namespace

TEST_CASE(
    "results of one axis are drawn as a line, of two as lines or a map, of more as parallel coordinates") {
  const std::string one = picture_of(results_of({"l2"}, 4));
  for (const std::string text : {"cv.rmse by l2", "mean", "best", "best: l2 4"}) {
    CAPTURE(text);
    CHECK(has_label(one, text));
  }
  const std::string two = picture_of(results_of({"l2", "patience"}, 3));
  CHECK(has_label(two, "cv.rmse by l2 and patience"));
  CHECK(has_label(two, "patience 3"));
  CHECK(has_label(two, "best: l2 3, patience 3"));
  const std::string map = picture_of(results_of({"l2", "patience"}, 7));
  CHECK(has_label(map, "color: rank, dark blue is the best"));
  CHECK(has_label(map, "49"));  // the worst
  const std::string three = picture_of(results_of({"l2", "patience", "restarts"}, 2));
  CHECK(has_label(three, "cv.rmse by 3 axes"));
  for (const std::string text : {"l2", "patience", "restarts", "cv.rmse", "best"})
    CHECK(has_label(three, text));
}

TEST_CASE("the panel of results can be chosen") {
  const std::string results = results_of({"l2", "patience"}, 2);
  CHECK(has_label(picture_of(results, {"--plot-panels", "parallel"}), "cv.rmse by 2 axes"));
  const std::string both = picture_of(results, {"--plot-panels", "lines,map"});
  CHECK(has_label(both, "patience 1"));
  CHECK(has_label(both, "color: rank, dark blue is the best"));
}

TEST_CASE("results are drawn with characters, from a file, standard input and a pipe") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("r.csv", results_of({"l2"}, 4));
  const ProgramResult drawn = nntrain({"plot", path});
  CHECK(drawn.exit_code == 0);
  CHECK(contains(drawn.out, "\n  cv.rmse by l2, up: cv.rmse\n"));
  CHECK(contains(drawn.out, "* best"));
  const std::string program = program_under_test();
  CHECK(shell("cat " + path + " | " + program + " plot -").out == drawn.out);
  const std::string pipe = scratch.path("pipe");
  const std::string feed = "mkfifo " + pipe + "; cat " + path + " >" + pipe + " & ";
  const ProgramResult unknown = shell(feed + "sleep 0.1; " + program + " plot " + pipe);
  CHECK(unknown.exit_code == 3);
  CHECK(contains(unknown.err, "--as results"));
  CHECK(shell("rm " + pipe + "; " + feed + "sleep 0.1; " + program + " plot " + pipe + " --as results").out ==
        drawn.out);
}

TEST_CASE("what results do not have is refused by name") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("r.csv", results_of({"l2", "patience", "restarts"}, 2));
  const auto refused = [&](const Words& words, const std::string& why) {
    const ProgramResult result = nntrain(with({"plot", path}, words));
    CAPTURE(why);
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, why));
  };
  refused({"--plot-panels", "lines"},
          "'lines' cannot be drawn: the sweep has 3 axes, and lines show one or two");
  refused({"--plot-panels", "map"}, "'map' cannot be drawn: the sweep has 3 axes, and a map shows two");
  refused({"--plot-panels", "loss"},
          "'loss' cannot be drawn: a sweep has only lines, map, parallel, histogram and spread");
  refused({"--data", "data/banknotes.txt"}, "has the results of a sweep and no rows: --data does not apply");
  refused({"--plot-features", "l2"}, "--plot-features does not apply");
  const ProgramResult table = nntrain({"plot", "data/banknotes.txt", "--plot-panels", "map"});
  CHECK(table.exit_code == 2);
  CHECK(contains(table.err, "'map' cannot be drawn: it shows a sweep: plot the file of its --results"));
}

namespace {

/// The cells of a column of a results file, without quotes in it, from the first line of names.
Words column_of(const std::string& results, const std::string& name) {
  Words column;
  std::size_t place = 0;
  for (const std::string& line : lines_of(results)) {
    Words cells(1);
    bool is_quoted = false;
    for (const char c : line) {
      if (c == '"') is_quoted = !is_quoted;
      if (c == ',' && !is_quoted) {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    if (place == 0) {
      place = static_cast<std::size_t>(std::find(cells.begin(), cells.end(), name) - cells.begin());
      REQUIRE(place < cells.size());
    } else {
      column.push_back(cells.at(place));
    }
  }
  return column;
}

}  // namespace

TEST_CASE("a histogram counts every run of a sweep in the bin of its value") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("r.csv");
  REQUIRE(nntrain({"sweep", "--data", "data/xnor.csv", "--hidden", "2", "--lr", "2", "--iterations", "500",
                   "--grid", "backprop=exact;lecture", "--grid", "seed=1..40", "--select", "train.loss",
                   "--results", path, "-q"})
              .exit_code == 0);
  const std::string results = read_file(path);
  const Words rules = column_of(results, "backprop");
  const Words losses = column_of(results, "train.loss");
  const ProgramResult drawn = nntrain({"plot", path, "--plot-panels", "histogram"});
  CHECK(drawn.exit_code == 0);
  std::size_t rows = 0;
  std::size_t runs = 0;
  for (const std::string& line : lines_of(drawn.out)) {
    double low = 0;
    double high = 0;
    std::size_t exact = 0;
    std::size_t lecture = 0;
    std::string bar;
    std::istringstream cells(line);
    std::string to;
    if (!(cells >> low >> to >> high >> exact) || to != "to") continue;
    if (exact > 0) cells >> bar;
    cells >> lecture;
    std::size_t wanted_exact = 0;
    std::size_t wanted_lecture = 0;
    for (std::size_t i = 0; i < losses.size(); ++i) {
      const double loss = std::stod(losses[i]);
      if (loss < low || loss >= high) continue;
      ++(rules[i] == "exact" ? wanted_exact : wanted_lecture);
    }
    CAPTURE(line);
    CHECK(exact == wanted_exact);
    CHECK(lecture == wanted_lecture);
    runs += exact + lecture;
    ++rows;
  }
  CHECK(rows > 5);
  CHECK(runs == 80);
  CHECK(contains(drawn.out, "  backprop exact: 40 runs: mean "));
  const std::string svg = picture_of(results, {"--plot-panels", "histogram"});
  for (const std::string text : {"backprop exact", "backprop lecture", "train.loss", "runs"})
    CHECK(has_label(svg, text));
}

TEST_CASE("runs that differ in nothing but the seed are drawn as a histogram without a word") {
  std::string results = results_of({"seed"}, 6);
  const ScratchFolder scratch;
  const ProgramResult drawn = nntrain({"plot", scratch.file("r.csv", results)});
  CHECK(drawn.exit_code == 0);
  CHECK(contains(drawn.out, "  cv.rmse: the runs in each bin\n"));
  CHECK(contains(drawn.out, "  6 runs: mean 3.52, sd 1.871, from 1.02 to 6.02\n"));  // means over the folds
  CHECK(contains(nntrain({"plot", scratch.file("l2.csv", results_of({"l2"}, 6))}).out, "cv.rmse by l2"));
}

TEST_CASE("runs without a value are not in a histogram, and it tells how many there are") {
  std::string results = results_of({"seed"}, 8);
  results.replace(results.find(",done,"), 6, ",diverged,");
  const std::string folds = "3.000000 3.010000 ";
  results.replace(results.find(folds), folds.size(), "nan 3.010000 ");
  const ScratchFolder scratch;
  const ProgramResult drawn = nntrain({"plot", scratch.file("r.csv", results), "--plot-panels", "histogram"});
  INFO(drawn.err);
  CHECK(drawn.exit_code == 0);
  CHECK(contains(drawn.out, "  6 runs: "));
  std::string words = drawn.out;
  for (std::size_t at = words.find("\n  "); at != std::string::npos; at = words.find("\n  "))
    words.replace(at, 3, " ");
  CHECK(contains(words, "2 runs without a value are not shown"));
}

TEST_CASE("few runs, and too many candidates, have no histogram") {
  const ScratchFolder scratch;
  const ProgramResult few =
      nntrain({"plot", scratch.file("few.csv", results_of({"seed"}, 4)), "--plot-panels", "histogram"});
  CHECK(few.exit_code == 2);
  CHECK(contains(few.err, "'histogram' cannot be drawn: no candidate has 5 runs with a value"));
  const ProgramResult many = nntrain(
      {"plot", scratch.file("many.csv", results_of({"l2", "seed"}, 7)), "--plot-panels", "histogram"});
  CHECK(many.exit_code == 2);
  CHECK(contains(many.err, "there are 7 candidates, and at most 6 histograms can be compared"));
}

TEST_CASE("results that --as calls data are a table") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("r.csv", results_of({"l2"}, 4));
  const ProgramResult result =
      nntrain({"plot", path, "--as", "data", "--target", "cv.rmse", "--categorical", "sweep,key"});
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "data rows"));
}

TEST_CASE("results without a candidate, or of one, say why there is nothing to draw") {
  const ScratchFolder scratch;
  std::string results = results_of({"l2"}, 2);
  for (std::size_t at = results.find(",done,"); at != std::string::npos; at = results.find(",done,"))
    results.replace(at, 6, ",diverged,");
  const ProgramResult out = nntrain({"plot", scratch.file("out.csv", results)});
  CHECK(out.exit_code == 2);
  CHECK(contains(out.err, "no candidate has results of all its runs"));
  const ProgramResult one = nntrain({"plot", scratch.file("one.csv", results_of({"l2"}, 1))});
  CHECK(one.exit_code == 2);
  CHECK(contains(one.err, "the runs differ in nothing but the seed"));
}

}  // namespace nntrain::test
