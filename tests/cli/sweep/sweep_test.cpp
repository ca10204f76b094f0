// nntrain sweep: what its rows are, and what it makes of the best one.

#include <filesystem>
#include <map>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// The rows of a CSV without quotes, by the names of their columns.
std::vector<std::map<std::string, std::string>> rows_of(const std::string& path) {
  const auto cells_of = [](const std::string& line) {
    Words cells;
    std::string cell;
    bool is_quoted = false;
    for (const char c : line) {
      if (c == '"') is_quoted = !is_quoted;
      if (c == ',' && !is_quoted) {
        cells.push_back(cell);
        cell.clear();
      } else if (c != '"') {
        cell += c;
      }
    }
    cells.push_back(cell);
    return cells;
  };
  const Words lines = lines_of(read_file(path));
  const Words names = cells_of(lines.front());
  std::vector<std::map<std::string, std::string>> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const Words cells = cells_of(lines[i]);
    REQUIRE(cells.size() == names.size());
    std::map<std::string, std::string> row;
    for (std::size_t k = 0; k < names.size(); ++k) row[names[k]] = cells[k];
    rows.push_back(row);
  }
  return rows;
}

/// The tab-separated values that --print of these flags gives.
Words printed(const Words& words, const std::string& fields) {
  const ProgramResult result = nntrain(with(words, {"-q", "--print", fields}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  Words values;
  std::string value;
  for (const char c : result.out) {
    if (c == '\t' || c == '\n') {
      values.push_back(value);
      value.clear();
    } else {
      value += c;
    }
  }
  return values;
}

const Words kNotes = {"--data", "data/banknotes.txt", "--features", "variance,entropy"};

}  // namespace

TEST_CASE("a row of a sweep is what train prints for its flags") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("r.csv");
  const Words held_out = {"--validation-fraction", "0.2", "--test-fraction", "0.1", "--iterations", "40"};
  const ProgramResult result =
      nntrain(with(with(with({"sweep"}, kNotes), held_out),
                   {"--grid", "hidden=0;3,2", "--grid", "learning-rate=0.001..0.01:2", "--grid", "seed=4;9",
                    "--grid", "scale=none;standard", "--results", path}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  const auto rows = rows_of(path);
  REQUIRE(rows.size() == 16);
  std::uint64_t number = 0;
  for (auto row : rows) {
    CHECK(row["number"] == std::to_string(++number));
    CHECK(row["runs"] == "16");
    CHECK(row["status"] == "done");
    CHECK(row.count("test.accuracy") == 0);
    const Words fields = {"fingerprint",        "train.accuracy", "validation.loss",
                          "validation.auc",     "train.rows",     "options.loss",
                          "options.iterations", "seed",           "learning-rate",
                          "data.sha256",        "version",        "scale"};
    std::string list;
    for (const std::string& field : fields) list += (list.empty() ? "" : ",") + field;
    const Words values = printed(with(with(with({}, kNotes), held_out),
                                      {"--hidden", row["hidden"], "--learning-rate", row["learning-rate"],
                                       "--seed", row["seed"], "--scale", row["scale"]}),
                                 list);
    REQUIRE(values.size() == fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
      INFO(fields[i]);
      CHECK(row[fields[i]] == values[i]);
    }
  }
}

TEST_CASE("a row of a sweep with folds is what cv prints for its flags") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("r.csv");
  const Words folds = {"--folds", "3", "--repeats", "2", "--iterations", "40", "--test-fraction", "0.2"};
  const ProgramResult result =
      nntrain(with(with(with({"sweep"}, kNotes), folds),
                   {"--grid", "hidden=1..3", "--results", path, "--select", "cv.accuracy"}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(contains(result.out, "test accuracy: "));
  for (auto row : rows_of(path)) {
    const Words values = printed(
        with(with(with({"cv"}, kNotes), folds), {"--hidden", row["hidden"]}),
        "fingerprint,cv.accuracy,sd(cv.accuracy),low(cv.accuracy),high(cv.accuracy),cv.loss,cv.macro_f1");
    CHECK(row["fingerprint"] == values[0]);
    CHECK(row["cv.accuracy"] == values[1]);
    CHECK(row["sd(cv.accuracy)"] == values[2]);
    CHECK(row["low(cv.accuracy)"] == values[3]);
    CHECK(row["high(cv.accuracy)"] == values[4]);
    CHECK(row["cv.loss"] == values[5]);
    CHECK(row["cv.macro_f1"] == values[6]);
    CHECK(std::count(row["values(cv.accuracy)"].begin(), row["values(cv.accuracy)"].end(), ' ') == 5);
  }
}

TEST_CASE("the best of a sweep is trained again for its test rows and --save") {
  const ScratchFolder scratch;
  for (const Words& how : {Words{"--folds", "3"}, Words{"--validation-fraction", "0.2"}}) {
    const std::string path = scratch.path(how.front() + ".csv");
    const std::string model = scratch.path(how.front() + ".json");
    const Words flags =
        with(with(kNotes, how), {"--iterations", "60", "--test-fraction", "0.25", "--split-seed", "3"});
    const ProgramResult result =
        nntrain(with(with({"sweep"}, flags), {"--grid", "hidden=1;4", "--grid", "seed=2..4", "--results",
                                              path, "--save", model, "--format", "json"}));
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    const nlohmann::json json = nlohmann::json::parse(result.out);
    CHECK(json["schema"] == "nntrain.sweep/1");
    CHECK(json["candidates"].size() == 2);
    CHECK(json["seeds"] == 3);
    const std::string hidden = json["candidates"][0]["settings"]["hidden"];
    // The first seed of the best one: no seed is selected.
    const std::string command = how.front() == "--folds" ? "cv" : "train";
    const std::string again = scratch.path("again.json");
    const Words values =
        printed(with(with({command}, flags), {"--hidden", hidden, "--seed", "2", "--save", again}),
                "test.accuracy,test.auc");
    CHECK(json["best"]["test"]["accuracy"].dump() == values[0]);
    CHECK(json["best"]["test"]["auc"].dump() == values[1]);
    CHECK(printed({"evaluate", again, "--data", "data/banknotes.txt"}, "fingerprint") ==
          printed({"evaluate", model, "--data", "data/banknotes.txt"}, "fingerprint"));
    std::string line = json["best"]["command"];
    CHECK(shell("nntrain() { " + program_under_test() + " \"$@\"; }; " + line + " -q --print test.accuracy")
              .out == values[0] + "\n");
  }
}

TEST_CASE("test rows that move with the seed are told of, and after a merge what measures them") {
  const ScratchFolder scratch;
  const Words sweep = with(with({"sweep"}, kNotes), {"--folds", "2", "--iterations", "5", "--test-fraction",
                                                     "0.2", "--grid", "hidden=1;2", "--grid", "seed=4;7"});
  const auto has = [](const std::string& text, const char* what) {
    return text.find(what) != std::string::npos;
  };
  const ProgramResult moving = nntrain(with(sweep, {"--results", scratch.path("r.csv")}));
  INFO(moving.out << moving.err);
  CHECK(has(moving.out, "; the test rows are those of seed 4; runs with other seeds have trained on some"));
  CHECK(has(moving.err, "the same test rows for all:  --split-seed 1\n"));
  const Words apart = with(sweep, {"--split-seed", "1"});
  const ProgramResult kept = nntrain(with(apart, {"--results", scratch.path("s.csv")}));
  INFO(kept.out << kept.err);
  CHECK(has(kept.out, "; the test rows, which took no part, tell how good it is\n"));
  CHECK_FALSE(has(kept.err, "--split-seed"));
  for (const char* const shard : {"1", "2"}) {
    const ProgramResult part = nntrain(with(apart, {"--shard", std::string(shard) + "/2", "--results",
                                                    scratch.path(std::string(shard) + ".csv")}));
    INFO(part.err);
    CHECK(part.exit_code == 0);
  }
  const std::string all = scratch.path("all.csv");
  const ProgramResult merged =
      nntrain({"sweep", "--merge", scratch.path("1.csv"), scratch.path("2.csv"), "--results", all});
  INFO(merged.out << merged.err);
  CHECK(
      has(merged.out, "; test rows are held out, and the sweep's command without --shard, with --results "));
  CHECK_FALSE(has(merged.out, "--test-fraction"));
  const ProgramResult finished = nntrain(with(apart, {"--results", all}));
  CHECK(has(finished.out, "test rows: "));
}

TEST_CASE("other rows for missing cells are told apart from those of another seed") {
  const ScratchFolder scratch;
  std::string text = "a,b,y\n";
  for (int i = 0; i < 60; ++i)
    text += std::to_string(i % 7) + "," + (i % 9 == 0 ? "" : std::to_string(i % 5)) +
            (i % 3 == 0 ? ",p\n" : ",q\n");
  const std::string table = scratch.file("t.csv", text);
  const Words sweep = {"sweep",   "--data", table,      "--target", "y",      "--iterations", "5",
                       "--folds", "5",      "--select", "accuracy", "--grid", "features=a;b", "--results"};
  const ProgramResult dropped = nntrain(with(sweep, {scratch.path("r.csv"), "--missing", "drop"}));
  INFO(dropped.err);
  CHECK(
      dropped.err.find("a candidate holds out other rows than the best, as rows with missing cells are left "
                       "out: no interval; the same rows for all:  --missing mean") != std::string::npos);
  const ProgramResult filled = nntrain(with(sweep, {scratch.path("s.csv"), "--missing", "mean"}));
  INFO(filled.err);
  CHECK(filled.exit_code == 0);
  CHECK(filled.err.find("other rows") == std::string::npos);
}

TEST_CASE("a combination that contradicts itself is a row with its reason") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("r.csv");
  const ProgramResult result = nntrain(
      with(with({"sweep"}, kNotes), {"--iterations", "20", "--validation-fraction", "0.2", "--grid",
                                     "optimizer=gd;lbfgs", "--grid", "momentum=0.5;0.9", "--results", path}));
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "4 of 4 runs: 2 done, 2 refused"));
  auto rows = rows_of(path);
  REQUIRE(rows.size() == 4);
  CHECK(rows[3]["status"] == "refused");
  CHECK(contains(rows[3]["reason"], "--momentum contradicts --optimizer"));
  CHECK(rows[3]["momentum"] == "0.9");
  CHECK(rows[3]["optimizer"] == "lbfgs");
  CHECK(rows[3]["validation.loss"].empty());
  CHECK(rows[3]["fingerprint"].empty());

  check_refusal(
      with(with({"sweep"}, kNotes), {"--validation-fraction", "0.2", "--optimizer", "lbfgs", "--grid",
                                     "momentum=0.5;0.9", "--results", scratch.path("none.csv")}),
      2, {"--momentum contradicts --optimizer"});
  CHECK(!std::filesystem::exists(scratch.path("none.csv")));
}

TEST_CASE("the axes that were asked for tell refused runs apart, and not what the table decides") {
  const ScratchFolder scratch;
  const ProgramResult result =
      nntrain({"sweep", "--data", "data/xnor.csv", "--folds", "4", "--grid", "optimizer=lbfgs;gd", "--grid",
               "learning-rate=0.1;1", "--format", "json", "--results", scratch.path("r.csv")});
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  const nlohmann::json json = nlohmann::json::parse(result.out);
  CHECK(json["axes"] == Words{"optimizer", "learning-rate"});
  CHECK(json["rows"]["refused"] == 2);
  for (const std::size_t row : {0U, 1U}) {
    const auto cells = rows_of(scratch.path("r.csv"))[row];
    CHECK(cells.at("optimizer") == "lbfgs");
    for (const char* const name : {"task", "header", "output-activation", "options.loss"})
      CHECK(cells.at(name).empty());
  }
}

TEST_CASE("a sweep without a run that ends well exits with 4") {
  const ScratchFolder scratch;
  const ProgramResult result =
      nntrain(with(with({"sweep"}, kNotes),
                   {"--validation-fraction", "0.2", "--activation", "identity", "--output-activation",
                    "identity", "--grid", "learning-rate=100;1000", "--results", scratch.path("r.csv")}));
  CHECK(result.exit_code == 4);
  CHECK(contains(result.out, "2 diverged"));
  for (auto row : rows_of(scratch.path("r.csv"))) {
    CHECK(row["values(validation.loss)"] == "nan");
    CHECK(row["held_out"] == "274");
  }
}

TEST_CASE("a sweep selects by held-out rows, and never by test rows") {
  const ScratchFolder scratch;
  const Words sweep =
      with(with({"sweep"}, kNotes), {"--grid", "hidden=1;2", "--results", scratch.path("r.csv")});
  check_refusal(sweep, 2, {"--folds 5", "--validation-fraction 0.2"});
  check_refusal(with(sweep, {"--test-fraction", "0.2"}), 2, {"--folds 5"});
  check_refusal(with(sweep, {"--folds", "3", "--select", "test.accuracy"}), 2, {"test"});
  check_refusal(with(sweep, {"--folds", "3", "--select", "cv.rows"}), 2, {"rows"});
  check_refusal(with(sweep, {"--folds", "3", "--select", "cv.recall[9]"}), 2, {"9"});
  check_refusal(with(sweep, {"--folds", "3", "--select", "cv.mae"}), 2, {"mae"});
  CHECK(!std::filesystem::exists(scratch.path("r.csv")));
}

TEST_CASE("axes may change which columns are read") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("r.csv");
  const ProgramResult result =
      nntrain({"sweep", "--data", "data/banknotes.txt", "--folds", "3", "--iterations", "30", "--grid",
               "features=variance;variance,entropy;skewness", "--grid", "hidden=1;2", "--results", path});
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  auto rows = rows_of(path);
  REQUIRE(rows.size() == 6);
  for (auto row : rows) {
    const Words values = printed({"cv", "--data", "data/banknotes.txt", "--folds", "3", "--iterations", "30",
                                  "--features", row["features"], "--hidden", row["hidden"]},
                                 "fingerprint");
    CHECK(row["fingerprint"] == values[0]);
  }
  check_refusal({"sweep", "--data", "data/banknotes.txt", "--folds", "3", "--grid",
                 "features=variance;nothing", "--results", scratch.path("no.csv")},
                3, {"nothing"});
}

TEST_CASE("configs are an axis, and a row has their flags") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("r.csv");
  const std::string a = scratch.file("a.conf", "hidden = 2\niterations = 30\n");
  const std::string b = scratch.file("b.conf", "hidden = 3\noptimizer = lbfgs\niterations = 10\n");
  const ProgramResult result = nntrain(
      with(with({"sweep"}, kNotes), {"--folds", "3", "--grid", "config=" + a + ";" + b, "--results", path}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  auto rows = rows_of(path);
  CHECK(rows[1]["hidden"] == "3");
  CHECK(rows[1]["optimizer"] == "lbfgs");
  CHECK(rows[1]["fingerprint"] ==
        printed(with(with({"cv", "--folds", "3"}, kNotes), {"--config", b}), "fingerprint")[0]);
}

TEST_CASE("losses of other kinds are not told apart") {
  const ScratchFolder scratch;
  int number = 0;
  for (const Words& axes : std::vector<Words>{{"--grid", "preset=lecture;modern"},
                                              {"--grid", "loss=sse;mse"},
                                              {"--grid", "class-weights=balanced;1=0.1"},
                                              {"--grid", "folds=2;10"}}) {
    INFO(axes.back());
    const std::string path = scratch.path(std::to_string(++number) + ".csv");
    const Words folds = axes.back().starts_with("folds") ? Words{} : Words{"--folds", "5"};
    const Words sweep =
        with(with(with({"sweep"}, kNotes), folds), with({"--iterations", "20", "--results", path}, axes));
    const ProgramResult result = nntrain(sweep);
    CHECK(result.exit_code == 0);
    CHECK(contains(result.err, "a loss that cannot be compared"));
    CHECK(contains(result.err, "--select accuracy"));
    CHECK(!contains(result.out, "told apart"));
    CHECK(!contains(result.out, "worse"));
  }
  const ProgramResult others =
      nntrain(with(with({"sweep"}, kNotes), {"--folds", "5", "--grid", "hidden=1;2;3", "--grid",
                                             "repeats=1;2", "--results", scratch.path("o.csv")}));
  CHECK(!contains(others.err, "a loss that cannot be compared"));
}

TEST_CASE("a shard without a run has a file without rows") {
  const ScratchFolder scratch;
  const Words sweep = {"sweep",        "--data", "data/xnor.csv", "--folds",   "2",
                       "--iterations", "5",      "--grid",        "hidden=1;2"};
  for (const std::string end : {".csv", ".jsonl"}) {
    Words merge = {"sweep", "--results", scratch.path("all" + end), "--merge"};
    for (const std::string shard : {"3", "1", "2"}) {
      const std::string path = scratch.path(shard + end);
      const ProgramResult result = nntrain(with(sweep, {"--shard", shard + "/3", "--results", path}));
      INFO(result.err);
      CHECK(result.exit_code == 0);
      CHECK(contains(result.out, (shard == "3" ? "0" : "1") + std::string(" of 2 runs")));
      CHECK(lines_of(read_file(path)).size() == (shard == "3" ? 0U : 1U) + (end == ".csv" ? 1U : 0U));
      merge.push_back(path);
    }
    const ProgramResult merged = nntrain(merge);
    INFO(merged.err);
    CHECK(merged.exit_code == 0);
    CHECK(contains(merged.out, "2 of 2 runs"));
  }
}

TEST_CASE("a shard whose runs are all refused has their rows") {
  const ScratchFolder scratch;
  const Words sweep = {
      "sweep",  "--data",        "data/xnor.csv", "--folds", "4", "--grid", "optimizer=gd;lbfgs",
      "--grid", "momentum=0;0.9"};
  Words merge = {"sweep", "--results", scratch.path("all.csv"), "--merge"};
  for (const std::string shard : {"1", "2", "3", "4"}) {
    const std::string path = scratch.path(shard + ".csv");
    const ProgramResult result = nntrain(with(sweep, {"--shard", shard + "/4", "--results", path}));
    INFO(result.err);
    CHECK(result.exit_code == 0);
    merge.push_back(path);
  }
  const ProgramResult merged = nntrain(merge);
  INFO(merged.err);
  CHECK(merged.exit_code == 0);
  CHECK(contains(merged.out, "4 of 4 runs: 3 done, 1 refused"));
}

TEST_CASE("a class with a line feed in its name may select, also at a restart") {
  const ScratchFolder scratch;
  std::string text = "x,y\n";
  for (int i = 0; i < 40; ++i) text += std::to_string(i) + (i % 2 == 0 ? ",\"new\nline\"\n" : ",other\n");
  const Words sweep = {"sweep",
                       "--data",
                       scratch.file("odd.csv", text),
                       "--folds",
                       "4",
                       "--grid",
                       "hidden=2;3",
                       "--select",
                       "precision[\"new\nline\"]",
                       "--results",
                       scratch.path("r.csv")};
  for (int start = 0; start < 2; ++start) {
    const ProgramResult result = nntrain(sweep);
    INFO(result.err);
    CHECK((result.exit_code == 0 || result.exit_code == 4));
    CHECK(contains(result.err, "already") == (start == 1));
  }
}

TEST_CASE("a test file that is not there is told before the first run") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("r.csv");
  check_refusal(with(with({"sweep"}, kNotes),
                     {"--folds", "3", "--grid", "hidden=1;2", "--test", "nofile.csv", "--results", path}),
                3, {"nofile.csv"});
  CHECK(!std::filesystem::exists(path));
}

TEST_CASE("candidates are told apart by what the user has swept") {
  const ScratchFolder scratch;
  const auto head = [&](const Words& words) {
    static int number = 0;
    const ProgramResult result = nntrain(with(with({"sweep", "--iterations", "5", "--folds", "3", "--results",
                                                    scratch.path(std::to_string(++number) + ".csv")},
                                                   kNotes),
                                              words));
    INFO(result.err);
    CHECK(result.exit_code == 0);
    for (const std::string& line : lines_of(result.out)) {
      if (line.starts_with("candidates: ")) return line.substr(0, line.find(';'));
    }
    return std::string();
  };
  CHECK(head({"--grid", "preset=lecture;modern", "--grid", "hidden=3;4"}) ==
        "candidates: 4 by preset, hidden");
  CHECK(head({"--grid", "momentum=0.5;0.9", "--grid", "optimizer=lbfgs;gd"}) ==
        "candidates: 4 by momentum, optimizer");
  CHECK(head({"--validation-fraction", "0.2", "--grid", "restarts=1;2", "--grid", "patience=0;3"}) ==
        "candidates: 4 by restarts, patience");
}

TEST_CASE("a sweep of standard input reads it once") {
  const ScratchFolder scratch;
  const ProgramResult result =
      nntrain({"sweep", "--data", "-", "--folds", "2", "--iterations", "20", "--grid", "hidden=1;2",
               "--test-fraction", "0.2", "--results", scratch.path("r.csv")},
              read_file(NNTRAIN_SOURCE_DIR "/data/banknotes.txt"));
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "test accuracy: "));
}

TEST_CASE("results that cannot be written end a sweep with 3") {
  check_refusal(
      with(with({"sweep"}, kNotes), {"--folds", "2", "--grid", "hidden=1;2", "--results", "/no/such/r.csv"}),
      3, {"/no/such"});
  const ProgramResult full =
      shell("ulimit -f 1; exec " + program_under_test() +
            " sweep --data data/banknotes.txt --folds 2 --iterations 5 --grid seed=1..50 "
            "--results \"$HOME/full.csv\"");
  CHECK(full.exit_code == 3);
  CHECK(contains(full.err, "full.csv"));
}

TEST_CASE(
    "a run beyond the memory is failed, not refused: no best is told as if it were out, and it is made "
    "again") {
  if (!is_release_build()) return;  // sanitizers need address space of their own
  const ScratchFolder scratch;
  const std::string results = scratch.path("r.csv");
  const std::string command =
      "nntrain sweep --data data/banknotes.txt --folds 2 --iterations 0 --threads 1 -q "
      "--grid 'hidden=2;150000' --results " +
      results;
  const ProgramResult limited = shell("ulimit -v 200000; " + command + " --save " + scratch.path("m.json"));
  INFO(limited.err);
  CHECK(limited.exit_code == 4);
  CHECK(contains(limited.out, "2 of 2 runs: 1 done, 1 failed"));
  CHECK(contains(limited.err, "nntrain: 1 of 2 runs ended out of memory (ulimit -v allows 0.1"));
  CHECK(contains(read_file(results), ",failed,\"out of memory: a network of "));
  CHECK_FALSE(std::filesystem::exists(scratch.path("m.json")));

  const ProgramResult again = shell(command);
  INFO(again.err);
  CHECK(again.exit_code == 0);
  CHECK(contains(again.out, "2 of 2 runs: 2 done; 1 of them was there"));
}

TEST_CASE("a run that finds no memory beside others is made again alone") {
  if (!is_release_build()) return;
  const ScratchFolder scratch;
  const std::string command =
      "nntrain sweep --data data/banknotes.txt --hidden 1000,1000 --iterations 1 -q --batch-size 700 --folds "
      "2 "
      "--grid 'lr=0.1;0.2' --threads 2 --results " +
      scratch.path("r.csv");
  const ProgramResult limited = shell("ulimit -v 300000; " + command);
  INFO(limited.err);
  CHECK(limited.exit_code == 0);
  CHECK(contains(limited.out, "2 of 2 runs: 2 done"));
}

TEST_CASE("seeds make no sample of runs that begin alike and draw nothing") {
  const ScratchFolder scratch;
  const std::string start = scratch.file("w.json", R"({"layers": [{"bias": 1, "weights": [1, 2]}]})");
  const auto swept = [&](const Words& words) {
    return nntrain(
        with({"sweep", "--data", "data/or.csv", "--hidden", "0", "--iterations", "2", "--dry-run"}, words));
  };
  const Words file = {"--init-from", start};
  const Words seeds = {"--select", "train.loss", "--grid", "seed=1..3"};
  const std::string reason = "all runs would begin with the same weights";
  const std::vector<Words> refused = {
      with(file, seeds),
      with(with(file, seeds), {"--grid", "learning-rate=0.1;0.2"}),
      with(with(file, seeds), {"--batch-size", "2", "--no-shuffle"}),
      with(with(file, seeds), {"--batch-size", "2", "--optimizer", "perceptron"}),
      with(with(file, seeds), {"--grid", "batch-size=2;full"}),
      with(with(file, seeds), {"--validation-fraction", "0.3", "--split-seed", "1"}),
      with(with(file, seeds), {"--preset", "lecture"}),
      with({"--grid", "init-from=" + start}, seeds),
      with(file, {"--select", "train.loss", "--grid", "learning-rate=0.1", "--block", "optimizer=gd",
                  "--grid", "seed=1..2"}),
      with({"--config", scratch.file("s.toml", "init-from = " + start + "\n")}, seeds)};
  for (const Words& words : refused) {
    const ProgramResult result = swept(words);
    INFO(nlohmann::json(words).dump() << result.err);
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "the axis seed contradicts --init-from"));
    CHECK(contains(result.err, ": " + reason + ", and nothing else of run "));
  }
  CHECK(contains(
      nntrain({"--data", "data/or.csv", "--hidden", "0", "--seeds", "1..3", "--init-from", start}).err,
      "--seeds contradicts --init-from: " + reason));
  const std::vector<Words> taken = {
      seeds, with(file, {"--select", "train.loss", "--grid", "seed=7"}),
      with(with(file, seeds), {"--batch-size", "2"}),
      with(with(file, seeds), {"--validation-fraction", "0.3"}),
      with(file, {"--select", "train.loss", "--block", "seed=1 learning-rate=0.1", "--block",
                  "seed=2 learning-rate=0.2"})};
  for (const Words& words : taken) {
    const ProgramResult result = swept(words);
    INFO(nlohmann::json(words).dump() << result.err);
    CHECK(result.exit_code == 0);
  }
}

TEST_CASE("where no run of a sweep can begin, standard error says why") {
  const ScratchFolder scratch;
  const std::string start = scratch.file("w.json", R"({"layers": [{"bias": 1, "weights": [1, 2]}]})");
  const Words words = {"sweep", "--data", "data/or.csv", "--init-from", start, "--select", "train.loss"};
  const ProgramResult all = nntrain(
      with(words, {"--results", scratch.path("a.csv"), "--hidden", "3", "--grid", "learning-rate=0.1;0.2"}));
  CHECK(all.exit_code == 4);
  CHECK(contains(all.err, "all 2 runs failed or were refused: the weights in " + start +
                              " do not fit this network: the file has the layers 2-1"));
  const ProgramResult two =
      nntrain(with(words, {"--results", scratch.path("b.csv"), "--grid", "hidden=3;4"}));
  CHECK(contains(two.err, "all 2 runs failed or were refused, 1 of them for this reason: the weights in "));
  const ProgramResult one = nntrain(with(words, {"--results", scratch.path("c.csv"), "--grid", "hidden=3"}));
  CHECK(contains(one.err, "the one run failed or was refused: the weights in "));
  const ProgramResult some =
      nntrain(with(words, {"--results", scratch.path("d.csv"), "--grid", "hidden=0;3"}));
  CHECK(some.exit_code == 0);
  CHECK(contains(some.err, "1 of 2 candidates is out"));
}

}  // namespace nntrain::test
