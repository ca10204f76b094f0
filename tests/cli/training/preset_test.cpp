// Presets: the flags of each one, and that a given flag overrides them.

#include <algorithm>
#include <filesystem>
#include <string>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kNotes = {"--data", "data/banknotes.txt", "--iterations", "12"};
const Words kEntropy = with(kNotes, {"--target", "entropy"});
const std::string kOrchard = "data/orchard.csv";  // texts, missing cells, three classes

}  // namespace

TEST_CASE("the preset of the lecture is what happens without one") {
  CHECK(fingerprint_of(with(kNotes, {"--preset", "lecture"})) == fingerprint_of(kNotes));
  nlohmann::json told = json_of(with(kNotes, {"--preset", "lecture", "-q"}))["options"];
  nlohmann::json wanted = json_of(with(kNotes, {"-q"}))["options"];
  CHECK(told["preset"] == "lecture");
  CHECK(wanted["preset"].is_null());
  told.erase("preset");
  wanted.erase("preset");
  CHECK(told == wanted);
}

TEST_CASE("the options of a result tell what a preset stands for") {
  const nlohmann::json options =
      json_of({"--data", "data/banknotes.txt", "--preset", "keras", "-q"})["options"];
  CHECK(options["preset"] == "keras");
  CHECK(options["hidden"] == "5");
  CHECK(options["init"] == "xavier");
  CHECK(options["loss"] == "mse");
  CHECK(options["optimizer"] == "gd");
  CHECK(options["learning-rate"] == 0.01);
  CHECK(options["batch-size"] == 10);
  CHECK(options["iterations"] == 1000);
  CHECK(options["validation-fraction"] == 0.2);
}

TEST_CASE("a preset is the same as its flags") {
  for (const std::string preset : {"lecture", "keras", "modern", "best"}) {
    INFO(preset);
    const nlohmann::json options = json_of(with(kNotes, {"--preset", preset, "-q"}))["options"];
    Words words = {"--data", "data/banknotes.txt"};
    const std::string ignored =
        " data preset features target header delimiter task format quiet weights progress assert trace-rows "
        "trace-format ";
    for (const auto& [name, value] : options.items()) {
      const bool is_switch = value.is_boolean();
      if (value.is_null() || contains(ignored, " " + name + " ") || (is_switch && !value.get<bool>()))
        continue;
      if (value.is_number() && value == 0 && name != "iterations") continue;
      if (name == "split" || (name == "no-shuffle" && !is_switch)) continue;
      words.push_back("--" + name);
      if (!is_switch) words.push_back(value.is_string() ? value.get<std::string>() : value.dump());
    }
    CHECK(fingerprint_of(words) == fingerprint_of(with(kNotes, {"--preset", preset})));
  }
}

TEST_CASE("flags that are given win over the preset, on the command line and in a config file") {
  const ScratchFolder scratch;
  const Words words = with(kNotes, {"--preset", "keras", "-q"});
  const nlohmann::json options =
      json_of(with(words, {"--batch-size", "50", "--lr", "0.1", "--hidden", "7,3"}))["options"];
  CHECK(options["batch-size"] == 50);
  CHECK(options["learning-rate"] == 0.1);
  CHECK(options["hidden"] == "7,3");
  CHECK(options["init"] == "xavier");
  CHECK(options["iterations"] == 12);

  const std::string config =
      scratch.file("c.conf", "batch-size = 50\nlr = 0.1\npreset = keras\nhidden = 7,3\n");
  CHECK(fingerprint_of(with(kNotes, {"--config", config})) ==
        fingerprint_of(
            with(kNotes, {"--preset", "keras", "--batch-size", "50", "--lr", "0.1", "--hidden", "7,3"})));
  CHECK(json_of(with(kNotes, {"--config", config, "--preset", "lecture", "-q"}))["options"]["init"] ==
        "normal");

  // A flag of a preset gives way to a given flag that contradicts it.
  CHECK(json_of(with(words, {"--optimizer", "lbfgs"}))["options"]["batch-size"] == "full");
  CHECK(json_of(with(words, {"--validation", "data/banknotes.txt"}))["options"]["validation-fraction"] == 0);
  CHECK(json_of(with(words, {"--hidden", "0"}))["options"]["hidden"] == "0");
  CHECK(json_of(with(kNotes, {"--preset", "modern", "--hidden", "0", "-q"}))["options"]["hidden"] == "0");
  check_refusal(with(kNotes, {"--preset", "modern", "--momentum", "0.9"}), 2,
                {"--momentum contradicts --optimizer of --preset modern: "});
  check_refusal(with(kNotes, {"--preset", "modern", "--momentum", "0.9", "--optimizer", "adam"}), 2,
                {"--momentum contradicts --optimizer: "});
  // Nothing is read for it, where no table could make the flags fit.
  check_refusal({"--data", "nothing.csv", "--preset", "modern", "--momentum", "0.9"}, 2,
                {"--momentum contradicts --optimizer"});
}

TEST_CASE("the modern preset takes a raw table as it is") {
  const Words words = {"--data", kOrchard, "--preset", "modern"};
  const nlohmann::json result = json_of(with(words, {"--test-fraction", "0.25", "-q"}));
  CHECK(result["data"]["rows_used"] == result["data"]["rows"]);
  CHECK(result["data"]["classes"].size() == 3);
  CHECK(result["options"]["missing"] == "mean");
  CHECK(result["options"]["unseen"] == "zero");
  CHECK(result["metrics"]["test"]["accuracy"].get<double>() > 0.75);
  CHECK(fingerprint_of(words) == fingerprint_of(words));

  const nlohmann::json number = json_of({"--data", "data/banknotes.txt", "--target", "entropy", "--preset",
                                         "modern", "--test-fraction", "0.25", "-q"});
  CHECK(number["data"]["task"] == "regress");
  CHECK(number["metrics"]["test"]["r2"].get<double>() > 0.7);

  const nlohmann::json notes =
      json_of({"--data", "data/banknotes.txt", "--preset", "modern", "--test-fraction", "0.3", "-q"});
  CHECK(notes["metrics"]["test"]["accuracy"].get<double>() > 0.98);
}

TEST_CASE("a preset looks at the task") {
  for (const std::string preset : {"modern", "best"}) {
    INFO(preset);
    const nlohmann::json classes = json_of(with(kNotes, {"--preset", preset, "-q"}))["options"];
    CHECK(classes["optimizer"] == "adam");
    CHECK(classes["loss"] == "cross-entropy");
    CHECK(classes["scale-target"] == "none");
    CHECK(classes["preset"] == preset);
    const Words words = with(kEntropy, {"--preset", preset, "-q"});
    const nlohmann::json numbers = json_of(words)["options"];
    CHECK(numbers["optimizer"] == "lbfgs");
    CHECK(numbers["loss"] == "mse");
    CHECK(numbers["scale-target"] == "standard");
    CHECK(numbers["hidden"] == (preset == "best" ? "64,32" : "50,50"));
    CHECK(numbers["unseen"] == "zero");
    CHECK(numbers["preset"] == preset);
    CHECK(nntrain(with(words, {"--task", "regress", "--print", "stop"})).err.empty());
    // The same flags, one by one.
    CHECK(
        fingerprint_of(words) ==
        fingerprint_of(with(kEntropy, with({"--scale", "standard", "--scale-target", "standard", "--missing",
                                            "mean", "--unseen", "zero", "--loss", "mse", "--activation",
                                            "relu", "--init", "he", "--l2", "auto", "--optimizer", "lbfgs"},
                                           preset == "best" ? Words{"--hidden", "64,32", "--ensemble", "10",
                                                                    "--bag", "0.2", "--patience", "30"}
                                                            : Words{"--hidden", "50,50"}))));
    const nlohmann::json other = json_of(with(words, {"--hidden", "7", "--optimizer", "adam"}))["options"];
    CHECK(other["hidden"] == "7");
    CHECK(other["optimizer"] == "adam");
    CHECK(other["l2"] == "auto");
  }
}

TEST_CASE("a preset looks at the number of rows") {
  const ScratchFolder scratch;
  const auto options = [](const std::string& preset, const std::string& data) {
    return json_of({"--data", data, "--preset", preset, "--iterations", "2", "-q"})["options"];
  };
  const nlohmann::json few = options("modern", kOrchard);               // 240 rows
  const nlohmann::json more = options("modern", "data/banknotes.txt");  // 1372 rows
  CHECK(few["l2"] == 0.003);
  CHECK(few["validation-fraction"] == 0);
  CHECK(few["calibrate"] == false);
  CHECK(more["l2"] == 0.001);
  CHECK(more["validation-fraction"] == 0.2);
  CHECK(more["calibrate"] == true);
  CHECK(more["patience"] == 0);
  CHECK(few["hidden"] == more["hidden"]);

  std::string rows = "x,class\n";
  for (int i = 0; i < 5001; ++i) rows += i % 2 == 0 ? "1,a\n" : "2,b\n";
  const std::string many = scratch.file("many.csv", rows);
  CHECK(options("modern", many)["l2"] == 0.0005);
  CHECK(options("modern", many)["patience"] == 10);
  CHECK(options("best", many)["ensemble"] == 5);
  CHECK(options("best", kOrchard)["ensemble"] == 8);

  // The rows of the table count, not those that a fold or a share of them leaves.
  const ProgramResult cv = nntrain({"cv", "--data", "data/banknotes.txt", "--folds", "2", "--preset",
                                    "modern", "--iterations", "2", "--test-fraction", "0.5", "-q"});
  CHECK(contains(cv.out, "preset: modern for classes, up to 5000 rows: "));
}

TEST_CASE("what contradicts a preset for one task alone is refused there alone") {
  const Words words = {"--preset", "modern", "--dropout", "0.2", "--print", "stop"};
  CHECK(nntrain(with(kNotes, words)).exit_code == 0);
  check_refusal(with(kEntropy, words), 2, {"--dropout contradicts --optimizer of --preset modern: "});
  check_refusal(with({"--data", "nothing.csv", "--task", "regress"}, words), 2,
                {"--dropout contradicts --optimizer of --preset modern: "});
  check_refusal({"--data", "nothing.csv", "--preset", "modern", "--dropout", "0.2"}, 3, {"nothing.csv"});
  // It needs the batches that only the whole preset has.
  CHECK(nntrain(with(kNotes, {"--preset", "modern", "--no-shuffle", "--print", "stop"})).err.empty());
}

TEST_CASE("the result tells what a preset came to") {
  const auto line = [](const Words& words) {
    const ProgramResult result = nntrain(words);
    INFO(result.err);
    const Words lines = lines_of(result.out);
    const auto found = std::find_if(lines.begin(), lines.end(),
                                    [](const std::string& one) { return one.starts_with("preset: "); });
    REQUIRE(found != lines.end());
    return *found;
  };
  CHECK(line(with(kNotes, {"--preset", "modern"})) ==
        "preset: modern for classes, up to 5000 rows: --scale standard --missing mean --unseen zero "
        "--hidden 200 --activation relu --init he --loss cross-entropy --optimizer adam --batch-size 32 "
        "--learning-rate 0.003 --average 0.98 --dropout 0.3 --validation-fraction 0.2 --refit --calibrate "
        "--l2 0.001");
  CHECK(line(with(kEntropy, {"--preset", "modern", "--hidden", "5", "--l2", "0", "--init", "he"})) ==
        "preset: modern for numbers: --scale standard --missing mean --unseen zero --scale-target standard "
        "--activation relu --loss mse --optimizer lbfgs");
  CHECK(line(with(kNotes, {"--preset", "best", "--hidden", "5", "--ensemble", "2"})) ==
        "preset: best for classes, up to 5000 rows: --scale standard --missing mean --unseen zero "
        "--activation relu --init he --loss cross-entropy --optimizer adam --batch-size 32 "
        "--learning-rate 0.003 --average 0.98 --dropout 0.2 --bag 0.2 --refit --l2 0.001 --patience 20");
  CHECK(line(with(kEntropy, {"--preset", "best"})) ==
        "preset: best for numbers: --scale standard --missing mean --unseen zero --scale-target standard "
        "--hidden 64,32 --activation relu --init he --loss mse --optimizer lbfgs --l2 auto --ensemble 10 "
        "--bag 0.2 --patience 30");
  CHECK(line({"--data", "data/xnor.csv", "--preset", "keras", "--iterations", "2", "--batch-size", "2",
              "--validation", "data/or.csv"}) ==
        "preset: keras: --hidden 5 --activation sigmoid --init xavier --loss mse --optimizer gd "
        "--learning-rate 0.01");
  CHECK(line(with({"cv", "--folds", "2", "--preset", "best"}, kEntropy)).starts_with("preset: best for n"));
  CHECK(line(with(kNotes, {"--preset", "modern", "--seeds", "1..2"})).starts_with("preset: modern for c"));
}

TEST_CASE("the scale of a target is left out where a preset meets classes") {
  const Words words = with(kNotes, {"--preset", "modern", "--scale-target", "minmax"});
  const std::string warning =
      "nntrain: warning: --scale-target minmax does not count: the target is a class, and there is nothing "
      "to scale\n";
  for (const Words& task : {Words{}, Words{"--task", "classify"}}) {
    const ProgramResult result = nntrain(with(with(words, task), {"--print", "fingerprint,scale-target"}));
    INFO(result.err);
    CHECK(result.exit_code == 0);
    CHECK(result.err == warning);
    CHECK(contains(result.out, "\tnone"));
    CHECK(result.out.starts_with(fingerprint_of(with(kNotes, {"--preset", "modern"}))));
  }
  CHECK(json_of(with(kEntropy, {"--preset", "modern", "--scale-target", "minmax",
                                "-q"}))["options"]["scale-target"] == "minmax");
  check_refusal(with(kNotes, {"--scale-target", "minmax"}), 2, {"--scale-target contradicts --task"});

  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string checkpoint = scratch.path("c.json");
  REQUIRE(nntrain(with(words, {"--save", model, "--checkpoint", checkpoint, "-q"})).exit_code == 0);
  CHECK(nntrain({"replay", model, "-q"}).exit_code == 0);
  CHECK(nntrain({"--resume", checkpoint, "-q"}).exit_code == 0);
  CHECK(nntrain(with(words, {"--checkpoint", checkpoint, "--continue", "-q"})).exit_code == 0);
}

TEST_CASE("a run of a preset for numbers is resumed, replayed and taken as a recipe") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string checkpoint = scratch.path("c.json");
  const Words words = {"--data", "data/banknotes.txt", "--target", "entropy", "--preset", "modern", "-q"};
  const std::string wanted = fingerprint_of(with(words, {"--iterations", "6"}));
  REQUIRE(nntrain(with(words, {"--iterations", "4", "--checkpoint", checkpoint})).exit_code == 0);
  CHECK(fingerprint_of({"--resume", checkpoint, "--iterations", "6"}) == wanted);
  CHECK(fingerprint_of(with(words, {"--iterations", "6", "--checkpoint", checkpoint, "--continue"})) ==
        wanted);
  REQUIRE(nntrain(with(words, {"--iterations", "6", "--save", model})).exit_code == 0);
  CHECK(nntrain({"replay", model}).exit_code == 0);
  CHECK(fingerprint_of({"--data", "data/banknotes.txt", "--like", model}) == wanted);
  // The recipe is that of the run, also for the other task.
  const nlohmann::json other = json_of(
      {"--data", "data/banknotes.txt", "--like", model, "--target", "classification", "-q"})["options"];
  CHECK(other["preset"] == "modern");
  CHECK(other["optimizer"] == "lbfgs");
  CHECK(other["loss"] == "mse");
}

TEST_CASE("a sweep takes presets as an axis, and gives each run what it came to") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("r.csv");
  for (const Words& table : {kNotes, kEntropy}) {
    const Words sweep =
        with(with({"sweep", "--folds", "2", "--results", path}, table), {"--grid", "preset=lecture;modern"});
    INFO(table.back());
    std::filesystem::remove(path);
    REQUIRE(nntrain(sweep).exit_code == 0);
    Cells rows = cells_of(read_file(path));
    REQUIRE(rows.size() == 3);
    const auto cell = [&](std::size_t row, const std::string& name) {
      const auto found = std::find(rows[0].begin(), rows[0].end(), name);
      REQUIRE(found != rows[0].end());
      return rows[row][static_cast<std::size_t>(found - rows[0].begin())];
    };
    const bool is_notes = table == kNotes;
    for (const std::size_t row : {std::size_t{1}, std::size_t{2}}) {
      const bool is_modern = cell(row, "preset") == "modern";
      CHECK(cell(row, "optimizer") == (!is_modern ? "gd" : is_notes ? "adam" : "lbfgs"));
      CHECK(cell(row, "hidden") == (!is_modern ? "5" : is_notes ? "200" : "50,50"));
      const Words run = with({"cv", "--folds", "2", "--preset", cell(row, "preset")}, table);
      CHECK(cell(row, "fingerprint") == fingerprint_of(run));
    }
    CHECK(contains(nntrain(sweep).err, "has 2 of 2 runs already"));
  }
  const Words beside = with(with({"sweep", "--folds", "2", "--preset", "modern"}, kEntropy),
                            {"--grid", "hidden=3;4", "--results", scratch.path("b.csv")});
  REQUIRE(nntrain(beside).exit_code == 0);
  const Cells rows = cells_of(read_file(scratch.path("b.csv")));
  const auto l2 = std::find(rows[0].begin(), rows[0].end(), "l2") - rows[0].begin();
  REQUIRE(rows.size() == 3);
  for (const std::size_t row : {std::size_t{1}, std::size_t{2}})
    CHECK(rows[row].at(static_cast<std::size_t>(l2)) == "auto");
}

TEST_CASE("a preset's flag gives way where what it needs is not there") {
  const Words words = with(kNotes, {"--preset", "best", "--print", "stop"});
  for (const Words& flags : {Words{"--restarts", "2"}, Words{"--ensemble", "1"}, Words{"--bag", "0"}}) {
    INFO(flags.front());
    const ProgramResult result = nntrain(with(words, flags));
    CHECK(result.exit_code == 0);
    const Words lines = lines_of(result.err);
    REQUIRE(lines.size() == 1);
    CHECK(lines.front().starts_with("nntrain: warning: --preset best does not set --"));
    CHECK(lines.front().ends_with(": your flags contradict it"));
  }
  const ScratchFolder scratch;
  const ProgramResult sweep = nntrain(with({"sweep", "--folds", "2", "--results", scratch.path("r.csv")},
                                           with(kNotes, {"--preset", "best", "--grid", "ensemble=1;2"})));
  INFO(sweep.err);
  CHECK(sweep.exit_code == 0);
  // The lines of a config file are the user's.
  const std::string config = scratch.file("c.conf", "refit = true\n");
  check_refusal(with(words, {"--ensemble", "1", "--config", config}), 2,
                {"--refit", "needs --validation-fraction"});
}

TEST_CASE("a preset leaves rows to training where a table is too small or parts itself") {
  const ScratchFolder scratch;
  std::string rows = "x,z,group,part,y\n";
  for (int i = 0; i < 800; ++i) {
    rows += std::to_string(i % 7) + "," + std::to_string(i % 11) + ",g" + std::to_string(i % 3) + "," +
            (i % 4 == 0 ? "test" : "train") + "," + (i % 2 == 0 ? "a" : "b") + "\n";
  }
  const std::string data = scratch.file("rows.csv", rows);
  const auto warning = [&](const Words& words, const std::string& table) {
    const ProgramResult result =
        nntrain(with(words, {"--data", table, "--iterations", "1", "--print", "fingerprint"}));
    INFO(result.err);
    CHECK(result.exit_code == 0);
    return result.err;
  };
  CHECK(contains(warning({"--preset", "modern", "--split-column", "part"}, data),
                 "--preset modern does not set --refit, --calibrate: the column of --split-column has no row "
                 "with the word validation\n"));
  const Words best = {"--preset", "best", "--ensemble", "2", "--group", "group"};
  CHECK(
      contains(warning(best, data),
               "--preset best does not set --bag, --patience, --refit: of 3 groups to train on it holds out "
               "none, as of fewer than 10\n"));
  CHECK(contains(warning({"cv", "--folds", "2", "--preset", "modern", "--group", "group"}, data),
                 "--preset modern does not set --validation-fraction, --refit, --calibrate: of 1 group to "
                 "train on it holds out none"));
  const std::string few = scratch.file("4.csv", "x,z,y\n1,2,a\n2,1,b\n3,4,a\n4,3,b\n");
  CHECK(contains(warning({"--preset", "best", "--ensemble", "2"}, few), "of 4 rows to train on"));

  // The group stays with the run, which can be gone on with and repeated.
  const std::string model = scratch.path("m.json");
  const std::string checkpoint = scratch.path("c.json");
  warning(with(best, {"--save", model, "--checkpoint", checkpoint}), data);
  CHECK(nntrain({"replay", model, "-q"}).exit_code == 0);
  CHECK(nntrain({"--resume", checkpoint, "-q"}).exit_code == 0);
}

TEST_CASE("what is for classes alone is refused for numbers, not for what else it lacks") {
  for (const Words& flags : {Words{"--calibrate"}, Words{"--threshold", "recall=0.9"}}) {
    check_refusal(with(kEntropy, with({"--preset", "modern"}, flags)), 2,
                  {flags.front() + " contradicts --task: "});
    check_refusal(with(kEntropy, with({"--task", "regress"}, flags)), 2,
                  {flags.front() + " contradicts --task: "});
  }
  // Another optimizer lets a preset take what lbfgs refuses.
  const nlohmann::json adam = json_of(
      with(kEntropy, {"--preset", "modern", "--optimizer", "adam", "--dropout", "0.3", "-q"}))["options"];
  CHECK(adam["dropout"] == 0.3);
  CHECK(adam["optimizer"] == "adam");
  CHECK(adam["l2"] == "auto");
}

TEST_CASE("a preset that does not exist is refused") {
  check_refusal(with(kNotes, {"--preset", "kears"}), 2,
                {"'kears'", "lecture, keras, modern, best", "did you mean 'keras'?"});
}

TEST_CASE("what a preset does not set, because a given flag contradicts it, is told") {
  const Words words = with(kNotes, {"--preset", "modern", "--test-fraction", "0.3", "--print", "stop"});
  CHECK(nntrain(words).err.empty());
  const ProgramResult result = nntrain(with(words, {"--optimizer", "rprop"}));
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "nntrain: warning: --preset modern does not set --"));
  for (const std::string flag : {"--learning-rate", "--batch-size", "--dropout"}) {
    INFO(flag);
    CHECK(contains(result.err, flag));
  }
  CHECK(contains(result.err, ": your flags contradict it\n"));
}

TEST_CASE("with weights from a file, a preset does not set how they are drawn, and says so") {
  const ScratchFolder scratch;
  const std::string start = scratch.file(
      "w.json",
      R"({"layers": [{"bias": [0, 1], "weights": [[1, 2], [3, 4]]}, {"bias": 1, "weights": [1, 2]}]})");
  for (const std::string preset : {"lecture", "keras", "modern"}) {
    const ProgramResult result =
        nntrain({"--data", "data/xnor.csv", "--hidden", "2", "--init-from", start, "--preset", preset});
    INFO(preset << result.out << result.err);
    CHECK(result.exit_code == 0);
    CHECK(!contains(result.out, "--init "));
    CHECK(contains(result.err,
                   "warning: --preset " + preset + " does not set --init: your flags contradict it"));
  }
  const ProgramResult flat = nntrain({"--data", "data/xnor.csv", "--hidden", "0", "--preset", "lecture"});
  CHECK(!contains(flat.out, "--activation"));
  CHECK(contains(flat.err, "warning: --preset lecture does not set --activation: your flags contradict it"));
}

}  // namespace nntrain::test
