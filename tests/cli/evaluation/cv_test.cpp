// nntrain cv: each row is held out once, nothing is learned from it, and each fold can be trained again.

#include <cmath>
#include <map>
#include <set>

#include "cli/expect.hpp"
#include "cli/models.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// The result without what differs between equal runs.
nlohmann::json same_part(nlohmann::json result) {
  result.erase("resources");
  result["training"].erase("seconds");
  result["training"].erase("threads");
  result["options"].erase("threads");
  for (nlohmann::json& run : result["runs"]) run.erase("seconds");
  return result;
}

Words fingerprints_of(const nlohmann::json& result) {
  Words fingerprints;
  for (const nlohmann::json& run : result["runs"]) fingerprints.push_back(run["fingerprint"]);
  return fingerprints;
}

/// The lines of a file with a header whose numbers (from 1) are in `rows`, or are not.
std::string lines_with(const Words& lines, const std::set<std::size_t>& rows, bool are_in) {
  std::string text = lines.front() + "\n";
  for (std::size_t row = 1; row < lines.size(); ++row) {
    if ((rows.count(row) > 0) == are_in) text += lines[row] + "\n";
  }
  return text;
}

/// Two numbers, a text, and a class that depends on them; the last column says the fold.
std::string table_with_folds(std::size_t rows) {
  std::string text = "x,z,colour,kind,part\n";
  for (std::size_t i = 0; i < rows; ++i) {
    const bool is_yes = (i * 7 % 11 > 4) != (i % 13 == 0);
    text += std::to_string(i * 7 % 11) + "." + std::to_string(i % 10) + "," + std::to_string(i * 5 % 17) +
            ".5," + (i % 3 == 0 ? "red" : "blue") + "," + (is_yes ? "yes" : "no") + "," +
            std::string(1, static_cast<char>('a' + i % 4)) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("ten folds of banknotes are all right, and their interval is not") {
  const nlohmann::json accuracy =
      json_of({"cv", "--data", "data/banknotes.txt", "--folds", "10"})["metrics"]["cv"]["accuracy"];
  CHECK(accuracy["mean"] >= 0.998);
  CHECK(accuracy["low"] < 1);
  CHECK(accuracy["low"] > 0.99);
  CHECK(accuracy["values"].size() == 10);
}

TEST_CASE("each repeat holds each row out once, and the metrics are those of the predictions") {
  const ScratchFolder scratch;
  const nlohmann::json result = json_of({"cv", "--data", "data/orchard.csv", "--missing", "mean", "--scale",
                                         "standard", "--lr", "0.1", "--iterations", "100", "--repeats", "2",
                                         "--folds", "4", "--predictions", scratch.path("p.csv")});
  const Words lines = lines_of(read_file(scratch.path("p.csv")));
  CHECK(lines.front() ==
        "row,split,repeat,fold,fruit,prediction,probability:apple,probability:pear,probability:quince");
  std::map<std::string, std::pair<int, int>> hits;  // of a repeat and fold: right, all
  std::map<std::string, std::set<std::string>> rows;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const Words cells = cells_of(lines[i] + "\n").front();
    REQUIRE(cells.size() == 9);
    CHECK(cells[1] == "cv");
    CHECK(rows[cells[2]].insert(cells[0]).second);
    auto& [right, all] = hits[cells[2] + "." + cells[3]];
    right += cells[4] == cells[5] ? 1 : 0;
    ++all;
  }
  CHECK(rows["1"].size() == 240);
  CHECK(rows["2"].size() == 240);
  REQUIRE(hits.size() == 8);
  REQUIRE(result["runs"].size() == 8);
  double sum = 0;
  for (const nlohmann::json& run : result["runs"]) {
    const auto [right, all] =
        hits[std::to_string(run["repeat"].get<int>()) + "." + std::to_string(run["fold"].get<int>())];
    CHECK(all == 60);
    CHECK(run["metrics"]["cv"]["rows"] == 60);
    CHECK(run["metrics"]["train"]["rows"] == 180);
    CHECK(run["metrics"]["cv"]["correct"] == right);
    sum += run["metrics"]["cv"]["accuracy"].get<double>();
  }
  const nlohmann::json& spread = result["metrics"]["cv"]["accuracy"];
  CHECK(std::abs(spread["mean"].get<double>() - sum / 8) < 1e-12);
  CHECK(spread["runs"] == 8);
  int right = 0;
  for (const char* const fold : {"1.1", "1.2", "1.3", "1.4"}) right += hits[fold].first;
  CHECK(result["metrics"]["pooled"]["correct"] == right);
}

TEST_CASE("train on the rows of a fold with its seed gives its fingerprint") {
  const ScratchFolder scratch;
  const Words lines = lines_of(table_with_folds(80));
  const std::string data = scratch.file("t.csv", table_with_folds(80));
  const std::vector<Words> recipes = {
      {"--iterations", "30"},
      {"--scale", "standard", "--class-weights", "balanced", "--optimizer", "adam", "--batch-size", "8",
       "--iterations", "20", "--dropout", "0.2", "--hidden", "8"},
      {"--validation-fraction", "0.25", "--patience", "3", "--iterations", "40", "--scale", "minmax"},
      {"--restarts", "3", "--iterations", "10"}};
  for (const Words& recipe : recipes) {
    const Words words = with({"--drop", "part", "--target", "kind"}, recipe);
    const nlohmann::json result = json_of(with(
        with({"cv", "--data", data, "--folds", "4", "--seed", "5", "--predictions", scratch.path("p.csv")},
             words),
        {"-q"}));
    std::map<std::string, std::set<std::size_t>> rows;
    for (const std::string& line : lines_of(read_file(scratch.path("p.csv")))) {
      const Words cells = cells_of(line + "\n").front();
      if (cells[0] != "row") rows[cells[3]].insert(std::stoul(cells[0]));
    }
    for (const nlohmann::json& run : result["runs"]) {
      const std::string others =
          scratch.file("f.csv", lines_with(lines, rows[std::to_string(run["fold"].get<int>())], false));
      const Words train = with({"--data", others, "--seed", std::to_string(run["seed"].get<std::uint64_t>()),
                                "-q", "--print", "fingerprint"},
                               words);
      CHECK(nntrain(train).out == run["fingerprint"].get<std::string>() + "\n");
    }
  }
}

TEST_CASE("the first of several repeats is the only one of one repeat") {
  const Words words = {"cv",           "--data", "data/orchard.csv", "--missing", "mean", "--folds", "3",
                       "--iterations", "20",     "--scale",          "standard",  "-q"};
  const Words once = fingerprints_of(json_of(words));
  const Words thrice = fingerprints_of(json_of(with(words, {"--repeats", "3"})));
  REQUIRE(once.size() == 3);
  REQUIRE(thrice.size() == 9);
  CHECK(Words(thrice.begin(), thrice.begin() + 3) == once);
  CHECK(std::set<std::string>(thrice.begin(), thrice.end()).size() == 9);
}

TEST_CASE("threads change nothing in a cross-validation") {
  const Words words = {"cv",           "--data", "data/orchard.csv", "--preset", "modern",
                       "--iterations", "20",     "--repeats",        "2",        "-q"};
  const nlohmann::json one = same_part(json_of(with(words, {"--threads", "1"})));
  for (const char* const threads : {"2", "3", "16"})
    CHECK(same_part(json_of(with(words, {"--threads", threads}))) == one);
}

TEST_CASE("what a fold holds out changes nothing that is learned for it") {
  const ScratchFolder scratch;
  const std::string table = table_with_folds(120);
  std::string changed;  // the rows of fold a have other numbers, texts and classes
  for (const std::string& line : lines_of(table)) {
    Words cells = cells_of(line + "\n").front();
    if (cells[4] == "a") cells = {"12345.5", "", "violet", cells[3] == "yes" ? "no" : "yes", "a"};
    changed += cells[0] + "," + cells[1] + "," + cells[2] + "," + cells[3] + "," + cells[4] + "\n";
  }
  for (const Words& recipe :
       {Words{"--scale", "standard", "--class-weights", "balanced"},
        Words{"--scale", "minmax", "--validation-fraction", "0.2", "--patience", "3"}}) {
    const auto run = [&](const std::string& data) {
      return json_of(with({"cv", "--data", data, "--fold-column", "part", "--target", "kind", "--missing",
                           "mean", "--unseen", "zero", "--iterations", "30", "-q"},
                          recipe))["runs"];
    };
    const nlohmann::json before = run(scratch.file("t.csv", table));
    const nlohmann::json after = run(scratch.file("u.csv", changed));
    REQUIRE(before.size() == 4);
    CHECK(after[0]["fingerprint"] == before[0]["fingerprint"]);
    CHECK(after[0]["metrics"]["cv"]["loss"] != before[0]["metrics"]["cv"]["loss"]);
    for (std::size_t fold = 1; fold < 4; ++fold)
      CHECK(after[fold]["fingerprint"] != before[fold]["fingerprint"]);
  }
}

TEST_CASE("one diverged fold is told, counted out and exit 4") {
  const ScratchFolder scratch;
  std::string table = "x,y,part\n1e150,0.5,a\n";  // who trains on it diverges
  for (int i = 0; i < 30; ++i)
    table += std::to_string(i % 7) + ".5," + std::to_string(i % 7) + ".25," +
             std::string(i % 3 == 0 ? "a" : "b") + "\n";
  const Words words = {"cv",           "--data",   scratch.file("t.csv", table),
                       "--target",     "y",        "--fold-column",
                       "part",         "--hidden", "0",
                       "--iterations", "10",       "--lr",
                       "0.001",        "--save",   scratch.path("m.json")};
  const nlohmann::json result = json_of(words, 4);
  CHECK(result["status"] == "diverged");
  CHECK(result["runs"][0]["status"] == "done");
  CHECK(result["runs"][1]["status"] == "diverged");
  CHECK(result["metrics"]["cv"]["rmse"]["undefined"] == 1);
  CHECK(result["metrics"]["cv"]["rmse"]["low"].is_null());
  CHECK(result["final"].is_null());
  CHECK_FALSE(std::filesystem::exists(scratch.path("m.json")));
  const ProgramResult text = nntrain(words);
  CHECK(text.exit_code == 4);
  CHECK(contains(text.err, "1 of 2 runs diverged, and is left out of the numbers"));
}

TEST_CASE("asserts are about the mean, or what they say") {
  const Words words = {"cv", "--data", "data/banknotes.txt", "--features", "variance,entropy", "--folds",
                       "4",  "-q"};
  const nlohmann::json spread = json_of(words)["metrics"]["cv"]["accuracy"];
  for (const auto& [function, key] :
       {std::pair("", "mean"), std::pair("mean", "mean"), std::pair("sd", "sd"), std::pair("min", "min"),
        std::pair("max", "max"), std::pair("low", "low"), std::pair("high", "high")}) {
    const std::string name = *function == 0 ? "accuracy" : std::string(function) + "(accuracy)";
    INFO(name);
    const double value = spread[key];
    CHECK(nntrain(with(words, {"--print", name})).out == nlohmann::json(value).dump() + "\n");
    const nlohmann::json held = json_of(with(words, {"--assert", name + " > 0"}))["asserts"][0];
    CHECK(held["value"] == value);
    CHECK(held["low"] == spread["low"]);
    CHECK(held["high"] == spread["high"]);
    CHECK(held["runs"] == 4);
    const ProgramResult failed = nntrain(with(words, {"--assert", name + " > 1.5", "--print", "runs"}));
    CHECK(failed.exit_code == 1);
    CHECK(contains(failed.err, "FAIL " + name + " > 1.5: it is "));
    CHECK(contains(failed.err, "(n = 1372, 4 runs)"));
  }
  check_refusal(with(words, {"--assert", "test.accuracy > 0.5"}), 2, {"no 'test' rows", "--test-fraction"});
  check_refusal(with(words, {"--assert", "low(rmse) > 0.5"}), 2, {"rmse", "regression"});
  check_refusal({"--data", "data/banknotes.txt", "--assert", "low(auc) > 0.5"}, 2,
                {"one run has no low", "cv"});
  CHECK(nntrain({"--data", "data/banknotes.txt", "-q", "--print", "low(accuracy),max(accuracy)"}).out ==
        nntrain({"--data", "data/banknotes.txt", "-q", "--print", "accuracy_low,accuracy"}).out);
}

TEST_CASE("a final model is trained on all rows, tells the figures, and is proved by replay") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const Words recipe = {"--data",   "data/orchard.csv", "--missing", "mean", "--scale",
                        "standard", "--iterations",     "50",        "--lr", "0.1"};
  const Words words = with(with({"cv", "--folds", "3", "--save", model}, recipe), {"-q"});
  const nlohmann::json result = json_of(words);
  const nlohmann::json alone = json_of(with(recipe, {"-q"}));
  CHECK(result["final"]["fingerprint"] == alone["fingerprint"]);
  const ProgramResult shown = nntrain({"show", model});
  CHECK(shown.exit_code == 0);
  CHECK(contains(shown.out, "\ncv accuracy: "));
  CHECK(contains(shown.out, "; 3 runs)\n"));
  const ProgramResult replayed = nntrain({"replay", model});
  CHECK(replayed.exit_code == 0);
  CHECK(contains(replayed.out, "identical, to the last bit"));
  CHECK(contains(replayed.out, "not proved: the figures of the cross-validation"));
  const std::string before = read_file(scratch.path("m.json"));
  const ProgramResult failed = nntrain(with(words, {"--assert", "accuracy > 1"}));
  CHECK(failed.exit_code == 1);
  CHECK(contains(failed.err, "no final model is trained"));
  const std::string kept = scratch.path("p.csv");
  const ProgramResult unfinished = nntrain(with(words, {"--assert", "accuracy > 1", "--predictions", kept}));
  CHECK(contains(unfinished.err, "nntrain: asserts failed; the predictions: " + kept + ".part\n"));
  CHECK(std::filesystem::exists(kept + ".part"));
  CHECK(read_file(scratch.path("m.json")) == before);
  CHECK_FALSE(std::filesystem::exists(scratch.path("m.json.part")));
}

TEST_CASE("a final model is trained whatever parts the folds, and later runs take its recipe") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string data =
      scratch.file("d.csv", "a,g,y\n1,1,2\n2,1,4\n3,2,5\n4,2,8\n5,3,11\n6,3,12\n7,4,13\n8,4,17\n");
  const Words recipe = {"--data",       data, "--features", "a",    "--task", "regress",
                        "--iterations", "5",  "--lr",       "0.01", "-q"};
  const Words print = {"--print", "fingerprint"};
  const std::string alone = output_of(with(recipe, print));
  const std::string kept = scratch.path("p.csv");
  for (const Words& folds :
       {Words{"--group", "g"}, Words{"--split-seed", "3"}, Words{"--split", "stratified"},
        Words{"--split", "random"}, Words{"--keep", "g", "--predictions", kept}}) {
    INFO(folds.front() + " " + folds[1]);
    const Words cv = with(with({"cv", "--folds", "2", "--save", model}, recipe), folds);
    CHECK(json_of(cv)["final"]["fingerprint"].get<std::string>() + "\n" == alone);
    CHECK(nntrain({"replay", model}).exit_code == 0);
    CHECK(output_of(with({"--data", data, "--like", model, "-q"}, print)) == alone);
  }
  const Words grouped = {"--folds", "2", "--group", "g", "--split", "random"};
  output_of(with(with({"cv", "--save", model}, recipe), grouped));
  CHECK(output_of(with({"cv", "--data", data, "--like", model, "--folds", "2", "-q"}, print)) ==
        output_of(with(with(with({"cv"}, recipe), grouped), print)));
  check_refusal(with(recipe, {"--group", "g"}), 2, {"--group needs --test-fraction"});
}

TEST_CASE("test rows lie outside all folds, and the final model is measured on them once") {
  const ScratchFolder scratch;
  const Words recipe = {
      "--data", "data/orchard.csv", "--missing", "mean", "--scale", "standard", "--iterations",
      "50",     "--test-fraction",  "0.25",      "--lr", "0.1"};
  const nlohmann::json result = json_of(with(
      with({"cv", "--folds", "3", "--predictions", scratch.path("p.csv"), "--assert", "test.accuracy > 0"},
           recipe),
      {"-q"}));
  const nlohmann::json alone = json_of(with(recipe, {"-q"}));
  CHECK(result["final"]["fingerprint"] == alone["fingerprint"]);
  CHECK(result["metrics"]["test"] == alone["metrics"]["test"]);
  CHECK(result["asserts"][0]["passed"] == true);
  std::map<std::string, std::set<std::string>> rows;
  for (const std::string& line : lines_of(read_file(scratch.path("p.csv")))) {
    const Words cells = cells_of(line + "\n").front();
    rows[cells[1]].insert(cells[0]);
  }
  CHECK(rows["cv"].size() == 180);
  CHECK(rows["test"].size() == 60);
  for (const std::string& row : rows["test"]) CHECK(rows["cv"].count(row) == 0);
}

TEST_CASE("a class with fewer rows than folds is told, and where it is missing its recall is not defined") {
  const ScratchFolder scratch;
  std::string table = "x,kind\n";
  for (int i = 0; i < 40; ++i)
    table += std::to_string(i) + ".5," + (i < 2 ? "rare" : i < 20 ? "a" : "b") + "\n";
  const Words words = {"cv", "--data", scratch.file("t.csv", table), "--iterations", "5"};
  const ProgramResult result = nntrain(with(words, {"--format", "json"}));
  CHECK(contains(result.err,
                 "a class has fewer rows than folds, so that some folds have none: 'rare' (2 rows)"));
  const nlohmann::json recall = nlohmann::json::parse(result.out)["metrics"]["cv"]["recall[rare]"];
  CHECK(recall["undefined"] == 3);
  CHECK(recall["runs"] == 2);
  // F1 is 0 where false alarms are all there is, and undefined where there is nothing.
  const nlohmann::json f1 = json_of({"cv", "--data", scratch.path("t.csv"), "--iterations", "0", "-q"});
  for (std::size_t fold = 0; fold < 5; ++fold) {
    const nlohmann::json& measured = f1["runs"][fold]["metrics"]["cv"];
    std::size_t rare = 0;
    for (std::size_t other = 0; other < 3; ++other)
      rare += measured["confusion"][2][other].get<std::size_t>() +
              measured["confusion"][other][2].get<std::size_t>();
    CHECK(f1["metrics"]["cv"]["f1[rare]"]["values"][fold].is_null() == (rare == 0));
  }
}

TEST_CASE("cv takes the recipe of a model, and the folds of a config file") {
  const ScratchFolder scratch;
  const Words recipe = {"--data",  "data/orchard.csv", "--missing",    "mean",
                        "--scale", "standard",         "--iterations", "20"};
  nntrain(with(recipe, {"--save", scratch.path("m.json"), "-q"}));
  const Words print = {"-q", "--print", "runs,fingerprint"};
  const std::string config = scratch.file("c.conf", "folds = 3\nassert = low(accuracy) >= 0\n");
  const ProgramResult like = nntrain(with(
      {"cv", "--data", "data/orchard.csv", "--like", scratch.path("m.json"), "--config", config}, print));
  CHECK(like.exit_code == 0);
  CHECK(like.out == nntrain(with(with({"cv", "--folds", "3"}, recipe), print)).out);
  check_refusal(with(recipe, {"--config", config}), 2,
                {"c.conf:1: unknown flag 'folds'; cross-validation is a command"});
}

TEST_CASE("cv refuses what means one network, with the reason") {
  const Words words = {"cv", "--data", "data/banknotes.txt"};
  const std::vector<std::pair<Words, std::string>> refused = {
      {{"--log", "l.csv"}, "cv has no --log: it follows one network"},
      {{"--log-weights", "w.csv"}, "cv has no --log-weights: it follows one network"},
      {{"--trace"}, "cv has no --trace: it follows one network"},
      {{"--checkpoint", "c.json"}, "cv has no --checkpoint: it is the state of one network"},
      {{"--resume", "c.json"}, "cv has no --resume: it is the state of one network"},
      {{"--init-from", "w.json"}, "cv has no --init-from: all folds would begin with the same weights"},
      {{"--check-gradients"}, "cv has no --check-gradients: it looks at one network"},
      {{"--weights", "full"}, "cv has no --weights"},
      {{"--plot", "-", "--plot-panels", "data"}, "it shows one network, and several are trained"},
      {{"--plot", "-", "--plot-panels", "loss"}, "it shows one network, and several are trained"},
      {{"--folds", "1"}, "--folds '1' is not"},
      {{"--repeats", "0"}, "--repeats '0' is not"},
      {{"--repeats", "2", "--split", "ordered"}, "--repeats contradicts --split"},
      {{"--split", "random", "--fold-column", "entropy"}, "--split contradicts --fold-column"},
      {{"--group", "variance", "--fold-column", "entropy"}, "--group contradicts --fold-column"},
      {{"--assert", "threshold < 0.5"}, "no metric 'threshold'"}};
  for (const auto& [flags, reason] : refused) check_refusal(with(words, flags), 2, {reason});
  const ScratchFolder scratch;
  check_refusal({"cv", "--data", "data/banknotes.txt", "--config", scratch.file("c.conf", "log = l.csv\n")},
                2, {"c.conf:1: cv has no --log"});
}

TEST_CASE("a picture of a cross-validation has the panels of the held-out rows") {
  const ScratchFolder scratch;
  const Words words = {
      "cv",   "--data", "data/banknotes.txt", "--folds", "3", "--iterations", "100", "-q", "--print",
      "runs", "--plot", scratch.path("p.svg")};
  CHECK(nntrain(words).out == "3\n");
  const std::string svg = read_file(scratch.path("p.svg"));
  CHECK(contains(svg, "</svg>"));
  CHECK(contains(svg, "ROC"));
}

TEST_CASE("an interval stays in the range of its metric, and specificity is the recall of the first class") {
  const ScratchFolder scratch;
  const std::string data = scratch.file(
      "d.csv", "x,part,y\n1,a,no\n2,a,yes\n3,a,yes\n4,b,yes\n5,b,yes\n1,c,no\n7,c,yes\n8,c,no\n");
  const nlohmann::json cv =
      json_of({"cv", "--data", data, "--fold-column", "part", "-q", "--lr", "0.5"})["metrics"]["cv"];
  for (const char* const name : {"mcc", "kappa"}) {
    CHECK(cv[name]["low"] == -1);
    CHECK(cv[name]["high"] == 1);
  }
  CHECK(cv["ece"]["low"] == 0);
  CHECK(cv["specificity"] == cv["recall[no]"]);
  CHECK(cv["specificity"]["undefined"] == 1);  // fold b has no such row
}

}  // namespace nntrain::test
