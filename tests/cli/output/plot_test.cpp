#include <filesystem>

#include "cli/results.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kNotes = {"--data", "data/banknotes.txt", "--features", "variance,entropy",
                      "-q",     "--iterations",       "50"};
const Words kOrchard = {"--data", "data/orchard.csv", "--missing", "drop", "--scale", "standard", "-q"};

/// The picture that a train command draws. Checks that it is well-formed XML.
std::string picture(const Words& words) {
  const ScratchFolder scratch;
  const std::string path = scratch.path("p.svg");
  const ProgramResult result = nntrain(with(words, {"--plot", path, "--print", "stop"}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  const ProgramResult checked = shell("xmllint --nonet --noout " + path + " 2>&1");
  INFO(checked.out);
  REQUIRE(checked.exit_code == 0);
  return read_file(path);
}

bool has_text(const std::string& svg, const std::string& text) {
  return contains(svg, ">" + text + "<");
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// Runs the program without gnuplot on the PATH.
ProgramResult without_gnuplot(const Words& words) {
  const ScratchFolder scratch;
  return run({words, "", NNTRAIN_SOURCE_DIR, {"PATH=" + scratch.folder().string()}});
}

}  // namespace

TEST_CASE("a picture of two classes shows all that there is to see") {
  const std::string svg = picture(with(kNotes, {"--validation-fraction", "0.2", "--test-fraction", "0.2"}));
  for (const std::string text :
       {"train rows and predictions", "variance", "entropy", "boundary", "confusion matrix, test rows",
        "predicted", "actual", "loss", "accuracy", "iteration", "train", "validation", "ROC curve, test rows",
        "chance", "calibration, test rows", "perfect", "squared error per row",
        "sse divided by 824 train and 274 validation rows"}) {
    CAPTURE(text);
    CHECK(has_text(svg, text));
  }
  CHECK(count(svg, "<use href=\"#nn-s") > 800);  // the rows trained on
  CHECK(contains(svg, "<title>banknotes.txt: 1372 rows</title>"));
}

TEST_CASE("a picture counts the rows that are predicted wrong, whatever the color beneath them") {
  const Words all = {"--data", "data/banknotes.txt", "-q", "--iterations", "5"};
  const std::size_t wrong = 1372 - static_cast<std::size_t>(number_of(all, "correct"));
  REQUIRE(wrong > 0);
  const std::string svg = picture(with(all, {"--plot-panels", "data"}));
  CHECK(has_text(svg, "wrong: " + std::to_string(wrong) + " of 1372"));
  CHECK(contains(svg, "curtosis, entropy at their means in the background"));
  const Words all_right = {"--data", "data/banknotes.txt", "-q"};
  REQUIRE(number_of(all_right, "accuracy") == 1);
  CHECK(contains(picture(with(all_right, {"--plot-panels", "data"})), "no row is predicted wrong"));
}

TEST_CASE("the title of a picture has the names of its files, without folders") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("notes.json");
  const std::string log = scratch.path("log.csv");
  const std::string svg = scratch.path("p.svg");
  REQUIRE(nntrain(with(kNotes, {"--save", model, "--log", log, "--plot", svg})).exit_code == 0);
  CHECK(has_text(read_file(svg), "banknotes.txt: 1372 rows"));
  REQUIRE(nntrain({"plot", model, "-o", svg}).exit_code == 0);
  CHECK(has_text(read_file(svg), "banknotes.txt: 1372 rows, model notes.json"));
  REQUIRE(nntrain({"plot", log, "-o", svg}).exit_code == 0);
  CHECK(has_text(read_file(svg), "log.csv: log"));
  REQUIRE(nntrain({"plot", "data/or.csv", "-o", svg}).exit_code == 0);
  CHECK(has_text(read_file(svg), "or.csv: 4 rows"));
  REQUIRE(nntrain({"cv", "--data", "data/banknotes.txt", "--folds", "3", "--iterations", "5", "-q", "--plot",
                   svg})
              .exit_code == 0);
  CHECK(has_text(read_file(svg), "banknotes.txt: 1372 rows, 3 folds"));
  CHECK(has_text(read_file(svg), "confusion matrix, cv rows"));
  const Words dropped =
      with(kOrchard, {"--iterations", "5", "--folds", "3", "--repeats", "2", "--plot", svg});
  REQUIRE(nntrain(with({"cv"}, dropped)).exit_code == 0);
  CHECK(has_text(read_file(svg), "orchard.csv: 223 of 240 rows, 3 folds"));
  CHECK(has_text(read_file(svg), "confusion matrix, first repeat's cv rows"));
}

TEST_CASE("the numbers in a picture are those of the result") {
  const Words words = with(kOrchard, {"--iterations", "100", "--test-fraction", "0.25"});
  const std::string svg = picture(words);
  for (const std::string actual : {"apple", "pear", "quince"}) {
    CHECK(has_text(svg, actual));
    for (const std::string predicted : {"apple", "pear", "quince"}) {
      const std::string field = "test.confusion[" + actual + "][" + predicted + "]";
      CHECK(has_text(svg, printed(words, field).front()));
    }
  }
  CHECK(has_text(svg, "colour, orchard, sugar at their means in the background"));
  const std::string two = picture(with(kNotes, {"--plot-panels", "roc"}));
  char area[32];
  std::snprintf(area, sizeof area, "1 (area %.4f)", number_of(kNotes, "auc"));
  CHECK(has_text(two, area));
}

TEST_CASE("only the panels asked for are drawn, in their order") {
  const std::string svg = picture(with(kNotes, {"--plot-panels", "calibration,loss"}));
  CHECK(svg.find(">calibration, train rows<") < svg.find(">loss<"));
  CHECK_FALSE(contains(svg, "ROC"));
  CHECK_FALSE(contains(svg, "boundary"));
}

TEST_CASE("the axes are the columns asked for") {
  const Words notes = {"--data", "data/banknotes.txt", "-q", "--plot-panels", "data", "--iterations", "20"};
  const std::string first = picture(notes);
  CHECK(has_text(first, "variance"));
  CHECK(has_text(first, "skewness"));
  CHECK(has_text(first, "curtosis, entropy at their means in the background"));
  const std::string given = picture(with(notes, {"--plot-features", "entropy,curtosis"}));
  CHECK(has_text(given, "entropy"));
  CHECK(has_text(given, "curtosis"));
  CHECK(has_text(given, "variance, skewness at their means in the background"));
  const std::string single = picture(with(notes, {"--plot-features", "entropy"}));
  CHECK(has_text(single, "probability of 1"));
  CHECK(has_text(single, "classification"));
}

TEST_CASE("along one feature the rows of several classes stand where their probabilities do") {
  const std::string svg = picture(with(kOrchard, {"--plot-panels", "data", "--plot-features", "weight"}));
  CHECK(has_text(svg, "probability"));
  CHECK(has_text(svg, "probability of quince"));
  CHECK_FALSE(has_text(svg, " 2"));
}

TEST_CASE("a regression is drawn by bands of the number, and against what is") {
  const std::string svg = picture({"--data", "data/banknotes.txt", "--target", "entropy", "--optimizer",
                                   "lbfgs", "-q", "--iterations", "20"});
  for (const std::string text :
       {"predicted, same bands", "prediction, train rows", "predicted entropy", "loss"}) {
    CAPTURE(text);
    CHECK(has_text(svg, text));
  }
  CHECK_FALSE(contains(svg, "confusion"));
}

TEST_CASE("odd data make a picture, too") {
  const ScratchFolder scratch;
  picture({"--data", "data/by_hand.csv", "--task", "regress", "-q"});
  picture({"--data", "data/xnor.csv", "-q"});
  picture({"--data", "data/or.csv", "--optimizer", "perceptron", "-q"});  // its outputs are no probabilities
  picture({"--data", scratch.file("same.csv", "x,y,c\n1,1,a\n1,1,b\n"), "-q"});
  picture(
      {"--data", scratch.file("huge.csv", "x,y,c\n1e300,1,a\n-1e300,1e-300,b\n"), "-q", "--iterations", "1"});
  picture({"--data", scratch.file("tiny.csv", "x,y,n\n1,2,0\n3,1,5e-324\n"), "--task", "regress", "-q"});
  picture(
      {"--data", scratch.file("far.csv", "x,y,c\n1.7e308,1,a\n-1.7e308,0,b\n"), "-q", "--iterations", "1"});
  const ProgramResult diverged =
      nntrain({"--data", scratch.file("farther.csv", "x,n\n1,1.7e308\n2,-1.7e308\n3,0.5\n"), "--plot",
               scratch.path("d.svg")});
  CHECK(diverged.exit_code == 4);
  const std::string texts =
      picture({"--data", scratch.file("texts.csv", "t,c\nx,a\ny,b\nx,a\ny,b\n"), "-q", "--header", "yes"});
  CHECK_FALSE(contains(texts, "rows and predictions"));
  CHECK(contains(texts, "confusion"));
}

TEST_CASE("many classes with hostile names stay readable") {
  Cells rows = {{"a<b & \"c\" {x}_1%d", "it's `id` $(id)", "kind"}};
  for (std::size_t c = 0; c < 12; ++c) {
    for (std::size_t i = 0; i <= c; ++i) {
      rows.push_back({std::to_string(c) + ".5", std::to_string(i),
                      "a class with a name that no legend has room for & ]]>" + std::to_string(c)});
    }
  }
  const ScratchFolder scratch;
  const std::string svg = picture({"--data", scratch.file("t.csv", csv_of(rows)), "-q", "--lr", "0.1"});
  CHECK(has_text(svg, "a&lt;b &amp; &quot;c&quot; {x}_1%d"));
  CHECK(has_text(svg, "it's `id` $(id)"));
  CHECK(has_text(svg, "a class with a name that no legend has room for &amp; ]]&gt;11"));
  CHECK(has_text(svg, "other classes"));
  CHECK(contains(svg, ">the 7 largest classes; few rows: "));
}

TEST_CASE("a class has one colour in all panels, whichever classes are the largest of a split") {
  Cells train = {{"x", "y", "kind"}};
  Cells test = train;
  for (std::size_t c = 0; c < 9; ++c) {
    const std::string kind = std::string(1, static_cast<char>('a' + c));
    for (std::size_t i = 0; i < 11 - c; ++i)
      train.push_back({std::to_string(c) + ".5", std::to_string(i), kind});
    for (std::size_t i = 0; i < 2 + c; ++i)
      test.push_back({std::to_string(c) + ".5", std::to_string(i), kind});
  }
  const ScratchFolder scratch;
  const std::string svg =
      picture({"--data", scratch.file("a.csv", csv_of(train)), "--test", scratch.file("b.csv", csv_of(test)),
               "-q", "--lr", "0.1", "--plot-panels", "data,roc"});
  for (const std::string kind : {"a", "b", "c", "d", "e", "f", "g"})
    CHECK(contains(svg, ">" + kind + " (area "));
  for (const std::string kind : {"h", "i"}) CHECK_FALSE(contains(svg, ">" + kind + " (area "));
}

TEST_CASE("a picture changes neither result nor model, and is the same with any number of threads") {
  const ScratchFolder scratch;
  const Words words = with(kNotes, {"--restarts", "3", "--batch-size", "100", "--print", "fingerprint"});
  const ProgramResult plain = nntrain(with(words, {"--save", scratch.path("a.json")}));
  const auto drawn = [&](const std::string& threads) {
    const std::string path = scratch.path("p" + threads + ".svg");
    const ProgramResult result =
        nntrain(with(words, {"--save", scratch.path("b.json"), "--plot", path, "--threads", threads}));
    CHECK(result.out == plain.out);
    return read_file(path);
  };
  CHECK(drawn("1") == drawn("3"));
  CHECK(read_file(scratch.path("a.json")) == read_file(scratch.path("b.json")));
}

TEST_CASE("a model is drawn with its own data or with others, as evaluate draws it") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain(with(kNotes, {"--save", model})).exit_code == 0);
  const std::string own = scratch.path("own.svg");
  REQUIRE(nntrain({"plot", model, "--output", own}).exit_code == 0);
  CHECK(has_text(read_file(own), "ROC curve, all rows"));
  const std::string same = scratch.path("same.svg");
  REQUIRE(nntrain({"plot", model, "--data", "data/banknotes.txt", "-o", same}).exit_code == 0);
  CHECK(read_file(own) == read_file(same));
  const std::string evaluated = scratch.path("e.svg");
  const Words evaluate = {"evaluate", model, "--data", "data/banknotes.txt", "--print", "accuracy"};
  const ProgramResult result = nntrain(with(evaluate, {"--plot", evaluated}));
  CHECK(result.exit_code == 0);
  CHECK(result.out == nntrain(evaluate).out);
  CHECK(has_text(read_file(evaluated), "ROC curve, test rows"));
}

TEST_CASE("the importance of columns is drawn as bars, of the 20 that matter most") {
  const ScratchFolder scratch;
  std::string text;
  for (int column = 0; column < 22; ++column) text += "col" + std::to_string(column) + ',';
  text += "y\n";
  for (int row = 0; row < 40; ++row) {
    for (int column = 0; column < 22; ++column) text += std::to_string((row * (column + 3) * 7) % 41) + ',';
    text += row % 3 == 0 ? "p\n" : "q\n";
  }
  const std::string data = scratch.file("d.csv", text);
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"--data", data, "--preset", "modern", "-q", "--save", model}).exit_code == 0);
  const Words words = {"evaluate", model, "--data", data, "-q", "--importance", "3"};
  const std::string svg = scratch.path("p.svg");
  const nlohmann::json features =
      json_of(with(words, {"--plot", svg, "--metric", "log_loss"}))["importance"]["features"];
  const std::string all = read_file(svg);
  CHECK(has_text(all, "ROC curve, test rows"));
  CHECK(has_text(all, "importance, test rows"));
  CHECK(has_text(all, "log_loss rises by"));
  CHECK(has_text(all, "mean of 3 shuffles, 95% CI; 2 columns more"));
  for (std::size_t i = 0; i < 22; ++i) CHECK(has_text(all, features[i]["name"]) == (i < 20));
  REQUIRE(nntrain(with(words, {"--plot", svg, "--plot-panels", "importance"})).exit_code == 0);
  CHECK_FALSE(has_text(read_file(svg), "ROC curve, test rows"));
  CHECK(contains(nntrain(with(words, {"--plot", "-", "--plot-panels", "importance"})).out, "col"));
  for (const Words& others : {Words{"evaluate", model, "--data", data}, Words{"--data", data}}) {
    check_refusal(nntrain(with(others, {"--plot", svg, "--plot-panels", "importance"})), 2,
                  {"'importance' cannot be drawn", "evaluate --importance"});
  }
}

TEST_CASE("a model without numbers to draw by is drawn in the terminal by what there is") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "t,c\nx,a\ny,b\nx,a\ny,b\n");
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"--data", data, "--header", "yes", "-q", "--save", model}).exit_code == 0);
  const ProgramResult result = nntrain({"plot", model});
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "confusion matrix, all rows"));
  CHECK_FALSE(contains(result.out, "ROC"));
}

TEST_CASE("a model whose data are gone says what it needs") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("d.csv", "x,c\n1,a\n2,b\n");
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"--data", data, "--save", model, "-q"}).exit_code == 0);
  std::filesystem::remove(data);
  check_refusal(nntrain({"plot", model}), 3, {"d.csv", "cannot be read", "--data FILE"});
  const std::string piped = scratch.path("piped.json");
  REQUIRE(nntrain({"--data", "-", "--save", piped, "-q"}, "x,c\n1,a\n2,b\n").exit_code == 0);
  check_refusal(nntrain({"plot", piped}), 3, {"standard input", "--data FILE"});
  CHECK(nntrain({"plot", piped, "--data", "-"}, "x,c\n1,a\n2,b\n").exit_code == 0);
}

TEST_CASE("a log is drawn as it stands, CSV or JSON") {
  const ScratchFolder scratch;
  std::string pictures[2];
  for (const std::string ending : {"csv", "jsonl"}) {
    const std::string log = scratch.path("log." + ending);
    REQUIRE(nntrain(with(kNotes, {"--validation-fraction", "0.2", "--log", log})).exit_code == 0);
    const std::string path = scratch.path(ending + ".svg");
    const ProgramResult result = nntrain({"plot", log, "-o", path});
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    std::string& picture = pictures[ending == "csv" ? 0 : 1];
    picture = read_file(path);
    for (std::size_t at = 0; (at = picture.find("log." + ending, at)) != std::string::npos;)
      picture.replace(at, 4 + ending.size(), "log");
  }
  CHECK(pictures[0] == pictures[1]);
  for (const std::string text : {"loss of the train rows", "loss of the validation rows",
                                 "loss, as in the log", "accuracy", "train", "validation", "iteration"})
    CHECK(has_text(pictures[0], text));
}

TEST_CASE("a model or a log may come from a pipe") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string log = scratch.path("log.csv");
  REQUIRE(nntrain(with(kNotes, {"--save", model, "--log", log})).exit_code == 0);
  for (const std::string& file : {model, log}) {
    const ProgramResult direct = nntrain({"plot", file});
    CHECK(direct.exit_code == 0);
    CHECK(nntrain({"plot", "-"}, read_file(file)).out == direct.out);
    CHECK(nntrain({"plot", "/dev/stdin"}, read_file(file)).out == direct.out);
  }
}

TEST_CASE("on the terminal a loss curve and the boundary are drawn with characters") {
  const ProgramResult result = nntrain(with(kNotes, {"--plot", "-", "--weights", "none"}));
  REQUIRE(result.exit_code == 0);
  const std::size_t end = result.out.find("fingerprint: ");
  REQUIRE(end != std::string::npos);  // the result comes first
  const std::string drawn = result.out.substr(end);
  CHECK(contains(drawn, "train rows and predictions, up: entropy"));
  const std::string wrong = std::to_string(1372 - static_cast<int>(number_of(kNotes, "correct")));
  CHECK(contains(drawn, "\n  o 0   x 1   ! wrong: " + wrong + " of 1372   * boundary\n"));
  CHECK(contains(drawn, "  # train\n"));
  CHECK(count(drawn, "*") > 20);
  CHECK(count(drawn, "x") > 50);
  CHECK_FALSE(contains(drawn, "\x1b"));
  CHECK_FALSE(contains(drawn, "\f"));
  CHECK_FALSE(contains(drawn, " \n"));
  for (const std::string& line : lines_of(drawn)) CHECK(line.size() <= 80);
}

TEST_CASE("characters stay out of what a program reads from standard output") {
  const ProgramResult json = nntrain(with(kNotes, {"--plot", "-", "--format", "json"}));
  REQUIRE(json.exit_code == 0);
  CHECK(nlohmann::json::parse(json.out)["schema"] == "nntrain.run/1");
  CHECK(contains(json.err, "* boundary"));
  const ProgramResult fields = nntrain(with(kNotes, {"--plot", "-", "--print", "stop"}));
  CHECK(fields.out == "iterations\n");
  CHECK(contains(fields.err, "* boundary"));
}

TEST_CASE("a line of characters has no gaps, whatever its slope") {
  const ScratchFolder scratch;
  const std::string log = scratch.file("log.csv", "iteration,loss\n0,1\n1,9\n2,1\n3,1\n");
  const ProgramResult result = nntrain({"plot", log});
  std::size_t rows = 0;
  for (const std::string& line : lines_of(result.out)) rows += contains(line, "#") ? 1U : 0U;
  CHECK(rows > 12);
}

TEST_CASE("characters fit into a narrow terminal, with colours only where they are wanted") {
  if (shell("script -qec true /dev/null </dev/null").exit_code != 0) {
    WARN("this system gives no pseudo-terminal");
    return;
  }
  const ScratchFolder scratch;
  const std::string log = scratch.file("log.csv", "iteration,loss\n0,2\n1,1\n2,0.5\n");
  const auto on_terminal = [&](const std::string& environment, const std::string& columns) {
    return shell(environment + " script -qec 'stty cols " + columns + "; nntrain plot " + log +
                 "' /dev/null </dev/null")
        .out;
  };
  CHECK(contains(on_terminal("TERM=xterm", "80"), "\x1b["));
  CHECK_FALSE(contains(on_terminal("TERM=xterm NO_COLOR=1", "80"), "\x1b["));
  CHECK_FALSE(contains(on_terminal("TERM=dumb", "80"), "\x1b["));
  for (const std::string columns : {"30", "40", "60"}) {
    const std::string drawn = on_terminal("TERM=dumb", columns);
    std::size_t widest = 0;
    for (const std::string& line : lines_of(drawn)) {
      widest = std::max(widest, line.size() - (line.ends_with('\r') ? 1 : 0));
    }
    CHECK(widest <= std::stoul(columns));
    CHECK(widest > std::stoul(columns) - 10);
    CHECK(contains(drawn, "# train"));
  }
}

TEST_CASE("without gnuplot nothing is trained, and the message says what to install") {
  for (const Words& words : {with(kNotes, {"--plot", "-"}), Words{"plot", "none.json"},
                             Words{"evaluate", "none.json", "--data", "data/or.csv", "--plot", "-"}}) {
    check_refusal(
        without_gnuplot(words), 3,
        {"gnuplot, which draws pictures on the terminal, is not on the PATH", "apt-get install gnuplot-nox"});
  }
  CHECK(without_gnuplot(kNotes).exit_code == 0);
}

TEST_CASE("an SVG needs no other program, and none is started") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("p.svg");
  CHECK(without_gnuplot(with(kNotes, {"--plot", path})).exit_code == 0);
  CHECK(read_file(path) == picture(kNotes));
}

TEST_CASE("a picture is light, dark, or as the reader's system is") {
  const auto is_dark = [](const Words& words) {
    const std::string svg = picture(with(kNotes, words));
    if (contains(svg, "prefers-color-scheme")) return std::string("either");
    return std::string(contains(svg, ".nn-bg{fill:#14171a}") ? "dark" : "light");
  };
  CHECK(is_dark({}) == "either");
  CHECK(is_dark({"--plot-theme", "auto"}) == "either");
  CHECK(is_dark({"--plot-theme", "light"}) == "light");
  CHECK(is_dark({"--plot-theme", "dark"}) == "dark");
  check_refusal(nntrain(with(kNotes, {"--plot-theme", "dark"})), 2,
                {"--plot-theme has no effect without a picture", "--plot FILE.svg"});
  check_refusal(nntrain(with(kNotes, {"--plot", "-", "--plot-theme", "dark"})), 2,
                {"--plot-theme has no effect on --plot -", "--plot FILE.svg"});
  check_refusal(nntrain(with(kNotes, {"--plot", "p.svg", "--plot-theme", "drak"})), 2,
                {"did you mean 'dark'?"});
}

TEST_CASE("a gnuplot that fails costs the picture and not the result") {
  const ScratchFolder scratch;
  const std::string program = scratch.file("gnuplot", "#!/bin/sh\necho 'it is broken' >&2\nexit 1\n");
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  const ProgramResult result =
      run({with(kNotes, {"--plot", "-", "--print", "stop", "--save", scratch.path("m.json")}),
           "",
           NNTRAIN_SOURCE_DIR,
           {"PATH=" + scratch.folder().string() + ":/usr/bin:/bin"}});
  CHECK(result.exit_code == 3);
  CHECK(result.out == "iterations\n");
  CHECK(contains(result.err, "it is broken"));
  CHECK(std::filesystem::exists(scratch.path("m.json")));
}

TEST_CASE("of a gnuplot that fails without a word it is told how it ended") {
  const ScratchFolder scratch;
  const std::string path = "PATH=" + scratch.folder().string() + ":/usr/bin:/bin";
  const auto message_of = [&](const std::string& script) {
    const std::string program = scratch.file("gnuplot", "#!/bin/sh\n" + script + "\n");
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    return run({with(kNotes, {"--plot", "-", "--print", "stop"}), "", NNTRAIN_SOURCE_DIR, {path}}).err;
  };
  CHECK(contains(message_of("exit 7"), "failed: it ended with exit code 7, and did not say why\n"));
  CHECK(contains(message_of("echo >&2; kill -9 $$"), "failed: it ended with signal 9 (Killed), and did not"));
  CHECK(contains(message_of("exit 0"), "failed: it drew nothing, and did not say why\n"));
  CHECK(contains(message_of("echo; echo ' no font ' >&2; exit 1"), "failed: no font\n"));
}

TEST_CASE("gnuplot has a process group of its own, so that it does not get the signals of the terminal") {
  const ScratchFolder scratch;
  const std::string program = scratch.file(
      "gnuplot",
      "#!/bin/sh\ngroup=$(cut -d' ' -f5 /proc/$$/stat)\n[ $group = $$ ] && echo own group >&2\nexit 1\n");
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  const ProgramResult result = run({with(kNotes, {"--plot", "-", "--print", "stop"}),
                                    "",
                                    NNTRAIN_SOURCE_DIR,
                                    {"PATH=" + scratch.folder().string() + ":/usr/bin:/bin"}});
  CHECK(contains(result.err, "own group"));
}

TEST_CASE("a picture that there is no room to work on is refused before anything is trained") {
  const ScratchFolder scratch;
  check_refusal(
      run({with(kNotes, {"--plot", "-"}), "", NNTRAIN_SOURCE_DIR, {"TMPDIR=" + scratch.path("none")}}), 3,
      {"temporary file", "TMPDIR"});
}

TEST_CASE("what cannot be drawn is refused before anything is trained") {
  const ScratchFolder scratch;
  const std::string svg = scratch.path("p.svg");
  check_refusal(nntrain(with(kNotes, {"--plot", "p.png"})), 2, {"--plot p.png", "--plot p.svg"});
  check_refusal(nntrain(with(kNotes, {"--plot", scratch.path("no/p.svg")})), 3, {"p.svg"});
  check_refusal(nntrain(with(kNotes, {"--plot-panels", "loss"})), 2,
                {"has no effect without a picture", "--plot FILE.svg"});
  check_refusal(nntrain(with(kNotes, {"--plot-features", "entropy"})), 2,
                {"has no effect without a picture"});
  check_refusal(nntrain(with(kNotes, {"--plot", svg, "--plot-panels", "rock"})), 2, {"did you mean 'roc'?"});
  check_refusal(nntrain(with(kNotes, {"--plot", svg, "--plot-panels", "roc,roc"})), 2, {"twice"});
  check_refusal(nntrain(with(kNotes, {"--plot", svg, "--plot-panels", "fit"})), 2, {"'fit'", "is a class"});
  check_refusal(nntrain(with(kNotes, {"--plot", svg, "--plot-features", "variance,entropi"})), 2,
                {"'entropi' is not one of the features", "did you mean 'entropy'?"});
  check_refusal(nntrain(with(kNotes, {"--plot", svg, "--plot-features", "entropy,entropy"})), 2, {"twice"});
  check_refusal(nntrain(with(kNotes, {"--plot", svg, "--plot-features", "a,b,c"})), 2, {"two axes"});
  check_refusal(nntrain(with(kOrchard, {"--plot", svg, "--plot-features", "colour"})), 2,
                {"'colour' is a text column"});
  check_refusal(nntrain({"--data", "data/or.csv", "--optimizer", "perceptron", "--plot", svg, "--plot-panels",
                         "calibration"}),
                2, {"not probabilities"});
  CHECK_FALSE(std::filesystem::exists(svg));
}

TEST_CASE("plot refuses what it cannot draw") {
  const ScratchFolder scratch;
  const std::string log = scratch.file("log.csv", "iteration,loss\n0,2\n1,1\n");
  check_refusal(nntrain({"plot"}), 2, {"which model, log, table"});
  check_refusal(nntrain({"plot", scratch.path("none.json")}), 3, {"none.json"});
  check_refusal(nntrain({"plot", log, "--data", "data/or.csv"}), 2, {"is a log", "--data"});
  check_refusal(nntrain({"plot", log, "--plot-features", "x"}), 2, {"is a log", "--plot-features"});
  check_refusal(nntrain({"plot", log, "--plot-panels", "roc"}), 2, {"a log has no rows"});
  check_refusal(nntrain({"plot", log, "--plot-panels", "accuracy"}), 2, {"no accuracy"});
  check_refusal(nntrain({"plot", log, "--output", "p.pdf"}), 2, {"--output p.pdf", ".svg"});
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain(with(kNotes, {"--save", model})).exit_code == 0);
  check_refusal(nntrain({"plot", model, "--plot-panels", "loss"}), 2, {"plot a --log"});
  check_refusal(
      nntrain({"evaluate", model, "--data", "data/banknotes.txt", "--plot", "-", "--plot-panels", "loss"}), 2,
      {"plot a --log"});
}

TEST_CASE("a picture overwrites nothing that is read or written beside it") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("d.svg", "x,c\n1,a\n2,b\n");
  check_refusal(nntrain({"--data", data, "--plot", data}), 2,
                {"--plot", "would overwrite the file of --data"});
  const std::string both = scratch.path("b.svg");
  check_refusal(nntrain(with(kNotes, {"--save", both, "--plot", both})), 2,
                {"would overwrite the file of --save"});
  check_refusal(nntrain({"plot", data, "--output", data}), 2, {"would overwrite"});
  const std::string model = scratch.path("m.svg");
  REQUIRE(nntrain(with(kNotes, {"--save", model})).exit_code == 0);
  check_refusal(nntrain({"evaluate", model, "--data", "data/banknotes.txt", "--plot", model}), 2,
                {"--plot", "would overwrite the file of --model"});
}

TEST_CASE("a run that diverged is drawn as far as it came") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("p.svg");
  const ProgramResult result = nntrain({"--data", "data/banknotes.txt", "--target", "entropy", "--lr", "1",
                                        "--activation", "identity", "--plot", path, "-q"});
  CHECK(result.exit_code == 4);
  CHECK(contains(read_file(path), ">loss<"));
}

}  // namespace nntrain::test
