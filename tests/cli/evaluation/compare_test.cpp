// nntrain compare: what is paired, what is said of the difference, and what cannot be compared.

#include <cmath>
#include <functional>
#include <set>

#include "cli/models.hpp"

namespace nntrain::test {
namespace {

using Values = std::vector<double>;

nlohmann::json data_of(const nlohmann::json& classes = nlohmann::json::array()) {
  return {{"path", "t.csv"}, {"sha256", "ab"}, {"target", "y"}, {"classes", classes}};
}

/// A result of a regression with a fold for each value of this metric.
nlohmann::json cv_result(const Values& values, const std::string& metric = "rmse", std::size_t folds = 10) {
  nlohmann::json runs = nlohmann::json::array();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const nlohmann::json held_out = {{"rows", 10}, {metric, values[i]}};
    runs.push_back({{"repeat", i / folds + 1},
                    {"fold", i % folds + 1},
                    {"of_seed", 1},
                    {"seed", 77 + i},
                    {"status", "done"},
                    {"split", "split" + std::to_string(i)},
                    {"metrics", {{"train", {{"rows", 90}, {metric, 0.5}}}, {"cv", held_out}}}});
  }
  return {{"schema", "nntrain.runs/1"}, {"command", "cv"}, {"data", data_of()}, {"runs", runs}};
}

/// A result of --seeds on the same test rows; the seeds count from 1.
nlohmann::json seeds_result(const Values& values, const std::string& metric = "r2") {
  nlohmann::json runs = nlohmann::json::array();
  for (std::size_t i = 0; i < values.size(); ++i) {
    runs.push_back(
        {{"seed", i + 1},
         {"status", "done"},
         {"split", "split"},
         {"metrics",
          {{"train", {{"rows", 80}, {metric, 0.9}}}, {"test", {{"rows", 20}, {metric, values[i]}}}}}});
  }
  return {{"schema", "nntrain.runs/1"}, {"command", "train"}, {"data", data_of()}, {"runs", runs}};
}

/// A line of predictions.
std::string row_line(std::size_t row, const std::string& target, const std::string& prediction,
                     double second) {
  std::ostringstream line;
  line << row << ",test," << target << "," << prediction << "," << 1 - second << "," << second << "\n";
  return line.str();
}

/// Test rows of two classes: in these many only A is right, only B, both, none.
struct RightRows {
  std::size_t only_a;
  std::size_t only_b;
  std::size_t both;
  std::size_t none;
};

std::pair<std::string, std::string> prediction_files(const RightRows& counts) {
  const std::string head = "row,split,y,prediction,probability:no,probability:yes\n";
  std::pair<std::string, std::string> files = {head, head};
  std::size_t row = 0;
  const auto add = [&](std::size_t count, bool a_is_right, bool b_is_right) {
    for (std::size_t i = 0; i < count; ++i) {
      ++row;
      const bool is_yes = row % 3 == 0;
      const std::string target = is_yes ? "yes" : "no";
      const std::string other = is_yes ? "no" : "yes";
      const double sure = 0.6 + 0.3 * static_cast<double>(row % 7) / 7;
      files.first +=
          row_line(row, target, a_is_right ? target : other, a_is_right == is_yes ? sure : 1 - sure);
      files.second +=
          row_line(row, target, b_is_right ? target : other, b_is_right == is_yes ? sure : 1 - sure);
    }
  };
  add(counts.only_a, true, false);
  add(counts.only_b, false, true);
  add(counts.both, true, true);
  add(counts.none, false, false);
  return files;
}

/// Two files to compare.
class Pair {
 public:
  ScratchFolder scratch;
  std::string a = scratch.path("a");
  std::string b = scratch.path("b");

  Pair(const std::string& text_a, const std::string& text_b) { write(text_a, text_b); }
  Pair(const nlohmann::json& json_a, const nlohmann::json& json_b) : Pair(json_a.dump(), json_b.dump()) {}
  explicit Pair(const std::pair<std::string, std::string>& texts) : Pair(texts.first, texts.second) {}

  void write(const std::string& text_a, const std::string& text_b) const {
    (void)scratch.file("a", text_a);
    (void)scratch.file("b", text_b);
  }
  Words words(const Words& more = {}) const { return with({"compare", a, b}, more); }
  ProgramResult run(const Words& more = {}) const { return nntrain(words(more)); }
  int exit_code(const Words& more = {}) const { return run(more).exit_code; }
  nlohmann::json json(const Words& more = {}, int code = 0) const { return json_of(words(more), code); }
};

bool is_near(const nlohmann::json& value, double expected) {
  return std::abs(value.get<double>() - expected) < 1e-9;
}

const Values kFlat = {1.0, 1.2, 0.9, 1.1, 1.0, 1.3, 0.8, 1.0, 1.1, 1.2};

/// The values plus a step, and a small noise that adds to 0.
Values moved(const Values& values, double step, double noise = 0.01) {
  Values result;
  for (std::size_t i = 0; i < values.size(); ++i)
    result.push_back(values[i] + step + (i % 2 == 0 ? noise : -noise));
  return result;
}

nlohmann::json shuffled(nlohmann::json result, std::uint64_t seed) {
  std::vector<nlohmann::json> runs = result["runs"];
  Dice(seed).shuffle(runs);
  result["runs"] = runs;
  return result;
}

std::string shuffled_lines(const std::string& text, std::uint64_t seed) {
  Words lines = lines_of(text);
  Words rows(lines.begin() + 1, lines.end());
  Dice(seed).shuffle(rows);
  std::string result = lines.front() + "\n";
  for (const std::string& row : rows) result += row + "\n";
  return result;
}

/// The same comparison with other files says the same.
nlohmann::json said(nlohmann::json result) {
  for (const char* const key : {"options", "a", "b"}) result.erase(key);
  return result;
}

}  // namespace

TEST_CASE("folds are paired, and their interval is that of Nadeau and Bengio") {
  const Pair files(cv_result(kFlat), cv_result(moved(kFlat, -0.1, 0.05)));
  const nlohmann::json result = files.json();
  const nlohmann::json& rmse = result["metrics"]["rmse"];
  const double s = 0.05 * std::sqrt(10.0 / 9);
  const double width = 2.2621571628540993 * s * std::sqrt(0.1 + 10.0 / 90);
  CHECK(is_near(rmse["a"], 1.06));
  CHECK(is_near(rmse["b"], 0.96));
  CHECK(is_near(rmse["difference"], -0.1));
  CHECK(is_near(rmse["low"], -0.1 - width));
  CHECK(is_near(rmse["high"], -0.1 + width));
  CHECK(rmse["method"] == "nadeau-bengio");
  CHECK(rmse["verdict"] == "better");  // less of a loss
  CHECK(result["decided_by"] == "rmse");
  CHECK(result["verdict"] == "better");
  CHECK(result["part"] == "cv");
  CHECK(result["pairing"]["unit"] == "fold");
  CHECK(result["pairing"]["count_a"] == 10);
  CHECK(is_near(result["pairing"]["held_out_per_train"], 10.0 / 90));
  CHECK(result["schema"] == "nntrain.compare/1");
  CHECK(result["status"] == "done");
  const ProgramResult text = files.run();
  CHECK(contains(text.out, "cv rows of 10 folds of 1 repeat, paired; held out/trained 0.11"));
  CHECK(contains(text.out, "verdict: better: the rmse of B is 0.1 lower"));
  CHECK(text.err.empty());
}

TEST_CASE("seeds on the same rows have Student's interval") {
  const Pair files(seeds_result({0.80, 0.82, 0.78, 0.80, 0.80}),
                   seeds_result({0.84, 0.82, 0.82, 0.84, 0.83}));
  const nlohmann::json result = files.json();
  const nlohmann::json& r2 = result["metrics"]["r2"];
  CHECK(r2["method"] == "student");
  CHECK(r2["verdict"] == "better");
  CHECK(result["decided_by"] == "r2");
  CHECK(result["pairing"]["held_out_per_train"] == 0);
  CHECK(contains(files.run().out, "about: the recipes with other seeds, on these held-out rows"));
  CHECK(Pair(seeds_result({0.8, 0.8}, "mae"), seeds_result({0.9, 0.92}, "mae"))
            .json({"--metric", "mae"})["metrics"]["mae"]["a"] == 0.8);
}

TEST_CASE("the exit code follows the verdict and --fail-on") {
  const Pair better(cv_result(kFlat), cv_result(moved(kFlat, -0.2)));
  const Pair worse(cv_result(kFlat), cv_result(moved(kFlat, 0.2)));
  const Pair unclear(cv_result(kFlat), cv_result(moved(kFlat, 0.001, 0.1)));
  const Pair same(cv_result(kFlat), cv_result(kFlat));
  struct Case {
    const Pair* files;
    const char* verdict;
    int usual;
  };
  const std::vector<Case> cases = {
      {&better, "better", 0}, {&worse, "worse", 1}, {&unclear, "inconclusive", 0}, {&same, "same", 0}};
  for (const Case& one : cases) {
    const nlohmann::json result = one.files->json({}, one.usual);
    CHECK(result["verdict"] == one.verdict);
    CHECK(result["status"] == (one.usual == 0 ? "done" : "failed"));
    for (const Case& other : cases)
      CHECK(one.files->exit_code({"--fail-on", other.verdict}) == (one.verdict == other.verdict ? 1 : 0));
    CHECK(one.files->exit_code({"--fail-on", "better,worse,same,inconclusive"}) == 1);
  }
  check_refusal(worse.words({"--fail-on", "bad"}), 2, {"--fail-on", "'bad'", "inconclusive"});
}

TEST_CASE("every metric that has a direction knows it") {
  const std::vector<std::pair<std::string, bool>> metrics = {
      {"rmse", false}, {"mse", false}, {"mae", false}, {"r2", true}};
  for (const auto& [metric, more_is_better] : metrics) {
    INFO(metric);
    const Pair files(cv_result(kFlat, metric), cv_result(moved(kFlat, 0.2), metric));
    CHECK(files.json({"--metric", metric}, more_is_better ? 0 : 1)["verdict"] ==
          (more_is_better ? "better" : "worse"));
  }
}

TEST_CASE("a margin asks whether B is not worse, and makes them the same") {
  const auto one = [](const Pair& files, const Words& words, int code) {
    return files.json(words, code)["metrics"]["rmse"];
  };
  const Pair little_worse(cv_result(kFlat), cv_result(moved(kFlat, 0.01, 0.002)));
  CHECK(little_worse.exit_code() == 1);
  const nlohmann::json same = one(little_worse, {"--margin", "rmse=0.02"}, 0);
  CHECK(same["verdict"] == "same");
  CHECK(same["margin"] == 0.02);
  CHECK(same["not_worse_than_margin"] == true);
  const nlohmann::json worse = one(little_worse, {"--margin", "rmse=0.005"}, 1);
  CHECK(worse["verdict"] == "worse");
  CHECK(worse["not_worse_than_margin"] == false);
  CHECK(contains(little_worse.run({"--margin", "rmse=0.005"}).out,
                 "margin: rmse of B not worse by 0.005 or more: no"));
  // Inconclusive is not enough, unless the bound is inside.
  const Pair unclear(cv_result(kFlat), cv_result(moved(kFlat, 0.0, 0.1)));
  CHECK(unclear.exit_code() == 0);
  CHECK(one(unclear, {"--margin", "rmse=0.01"}, 1)["verdict"] == "inconclusive");
  CHECK(unclear.exit_code({"--margin", "rmse=0.01", "--fail-on", "better"}) == 1);
  const Pair better(cv_result(kFlat), cv_result(moved(kFlat, -0.1, 0.12)));
  CHECK(one(better, {"--margin", "rmse=0.05"}, 0)["verdict"] == "inconclusive");
  CHECK(one(better, {"--margin", "rmse=0"}, 1)["not_worse_than_margin"] == false);
  // For what is better if it is more, the other bound counts.
  const Pair more(cv_result(kFlat, "r2"), cv_result(moved(kFlat, -0.01, 0.002), "r2"));
  CHECK(more.exit_code({"--metric", "r2", "--margin", "r2=0.02"}) == 0);
  CHECK(more.exit_code({"--metric", "r2", "--margin", "r2=0.005"}) == 1);
  for (const char* const bad : {"rmse", "=0.1", "rmse=", "rmse=-1", "rmse=nan", "rmse=0.1x"})
    check_refusal(more.words({"--margin", bad}), 2, {"--margin", "METRIC=D"});
  check_refusal(more.words({"--margin", "auc=0.1"}), 2,
                {"--margin 'auc'", "it is a metric of a classification"});
  check_refusal(more.words({"--margin", "r2=0.1", "--margin", "cv.r2=0.2"}), 2, {"--margin is given twice"});
}

TEST_CASE("a margin of another metric counts, too") {
  nlohmann::json a = cv_result(kFlat);
  nlohmann::json b = cv_result(moved(kFlat, -0.2));
  for (std::size_t i = 0; i < 10; ++i) {
    a["runs"][i]["metrics"]["cv"]["mae"] = 1 + 0.01 * static_cast<double>(i);
    b["runs"][i]["metrics"]["cv"]["mae"] = 1.1 + 0.011 * static_cast<double>(i);
    a["runs"][i]["metrics"]["train"]["mae"] = b["runs"][i]["metrics"]["train"]["mae"] = 1;
  }
  const Pair files(a, b);
  CHECK(files.exit_code() == 0);
  CHECK(files.exit_code({"--margin", "mae=0.3"}) == 0);
  CHECK(files.exit_code({"--margin", "mae=0.05"}) == 1);
  const nlohmann::json result = files.json({"--margin", "mae=0.05"}, 1);
  CHECK(result["verdict"] == "better");
  CHECK(result["status"] == "failed");
}

TEST_CASE("folds that agree by chance are not sure of a few rows") {
  const ProgramResult cv = nntrain({"cv", "-d", std::string(NNTRAIN_SOURCE_DIR) + "/data/banknotes.txt",
                                    "--iterations", "1", "--folds", "2", "--format", "json", "-q"});
  /// A result of two folds with these accuracies, of as many rows each.
  const auto result = [&](double first, double second, std::size_t rows) {
    nlohmann::json folds = nlohmann::json::parse(cv.out);
    for (const std::size_t fold : {0U, 1U}) {
      nlohmann::json& metrics = folds["runs"][fold]["metrics"];
      metrics["train"]["rows"] = rows;
      metrics["cv"]["rows"] = rows;
      metrics["cv"]["accuracy"] = fold == 0 ? first : second;
    }
    return folds;
  };
  // Student's interval has nearly no width.
  const nlohmann::json of_two_rows =
      Pair(result(0.8, 0.8, 10), result(0.9, 0.9001, 10)).json()["metrics"]["accuracy"];
  CHECK(of_two_rows["verdict"] == "inconclusive");
  CHECK(is_near(of_two_rows["p"], 0.5));  // McNemar's: two rows of 20, and none
  CHECK(of_two_rows["low"].get<double>() < 0);
  CHECK(of_two_rows["high"].get<double>() > 0.2);
  const Pair many(result(0.8, 0.8, 1000), result(0.9, 0.9001, 1000));
  CHECK(many.json()["metrics"]["accuracy"]["verdict"] == "better");
}

TEST_CASE("rows that both predict rightly prove no margin, if they are few") {
  const auto verdict = [](std::size_t rows) {
    const Pair pair(prediction_files({0, 0, rows, rows / 10}));
    std::string other = read_file(pair.b);  // another probability, so that not all metrics are equal
    other.replace(other.rfind(',') + 1, std::string::npos, "0.55\n");
    pair.write(read_file(pair.a), other);
    const ProgramResult result = pair.run({"--margin", "accuracy=0.01", "--format", "json"});
    const nlohmann::json accuracy = nlohmann::json::parse(result.out)["metrics"]["accuracy"];
    CHECK(accuracy["verdict"] == "same");
    CHECK(accuracy["not_worse_than_margin"] == (result.exit_code == 0));
    return result.exit_code;
  };
  CHECK(verdict(20) == 1);
  CHECK(verdict(1000) == 0);
  const Pair same(prediction_files({0, 0, 20, 2}));
  same.write(read_file(same.a), read_file(same.a));
  CHECK(same.exit_code({"--margin", "accuracy=0.01"}) == 0);
}

TEST_CASE("runs on rows of other files are not paired, and on one sample of rows each they prove nothing") {
  const ScratchFolder scratch;
  const std::string data = read_file(std::string(NNTRAIN_SOURCE_DIR) + "/data/banknotes.txt");
  const Words lines = lines_of(data);
  const auto part = [&](std::size_t from, std::size_t to) {
    std::string text = lines.front() + "\n";
    for (std::size_t i = from; i < to; ++i) text += lines[i * 7 % (lines.size() - 1) + 1] + "\n";
    return text;
  };
  const std::string train = scratch.file("train.csv", part(0, 600));
  const auto result_of = [&](const std::string& name, const Words& held_out) {
    const ProgramResult result = nntrain(with({"-d", train, "--features", "variance,entropy", "--iterations",
                                               "60", "--seeds", "1..4", "-q", "--format", "json"},
                                              held_out));
    REQUIRE(result.exit_code == 0);
    return scratch.file(name, result.out);
  };
  const std::string a = result_of("a", {"--test", scratch.file("ta.csv", part(600, 700))});
  const std::string b = result_of("b", {"--test", scratch.file("tb.csv", part(700, 800))});
  const ProgramResult refused = nntrain({"compare", a, b});
  CHECK(refused.exit_code == 2);
  CHECK(contains(refused.err, "hold out other rows"));
  const std::string c = result_of("c", {"--test-fraction", "0.2", "--split-seed", "3"});
  const std::string d = result_of("d", {"--test-fraction", "0.2", "--split-seed", "6"});
  for (const Words& sides : {Words{a, b}, Words{c, d}}) {
    const nlohmann::json told = json_of(with(with({"compare"}, sides), {"--unpaired"}));
    CHECK(told["verdict"] == "inconclusive");
    CHECK(told["metrics"]["accuracy"]["low"].is_null());
    CHECK(told["pairing"]["count_a"] == 1);
    CHECK(told["warnings"].size() >= 2);
  }
  CHECK(json_of({"compare", c, c, "--unpaired"})["pairing"]["count_a"] == 4);
}

TEST_CASE("one row proves nothing") {
  const std::string head = "row,split,y,prediction\n";
  const Pair numbers(head + "1,test,1,1.5\n", head + "1,test,1,1.501\n");
  const nlohmann::json one = numbers.json({"--margin", "rmse=0.01"}, 1);
  for (const auto& [name, metric] : one["metrics"].items()) {
    INFO(name);
    CHECK(metric["verdict"] == "inconclusive");
  }
  CHECK(contains(one["warnings"].dump(), "only 1 row"));
  const Pair classes(prediction_files({1, 0, 0, 0}));
  CHECK(classes.json()["metrics"]["accuracy"]["verdict"] == "inconclusive");
  CHECK(classes.json({"--metric", "f1[no]"})["metrics"]["f1[no]"]["verdict"] == "inconclusive");
  CHECK(classes.json({"--metric", "recall[yes]", "--margin", "recall[yes]=0.5"}, 1)["verdict"] ==
        "inconclusive");  // no row has this class
}

TEST_CASE("the difference of rmse is judged by its rows, as that of mse") {
  std::string a = "row,split,y,prediction\n";
  std::string b = a;
  Dice dice(5);
  for (int row = 1; row <= 60; ++row) {
    const std::string start = std::to_string(row) + ",test," + std::to_string(row) + ",";
    a += start + std::to_string(row + dice.uniform(-1, 1)) + "\n";
    b += start + std::to_string(row + dice.uniform(-1.2, 1.2)) + "\n";
  }
  const nlohmann::json metrics = Pair(a, b).json()["metrics"];
  const double sum = metrics["rmse"]["a"].get<double>() + metrics["rmse"]["b"].get<double>();
  CHECK(metrics["rmse"]["method"] == "student");
  CHECK(metrics["rmse"]["verdict"] == metrics["mse"]["verdict"]);
  CHECK(is_near(metrics["rmse"]["difference"],
                metrics["rmse"]["b"].get<double>() - metrics["rmse"]["a"].get<double>()));
  for (const char* const bound : {"low", "high"})
    CHECK(is_near(metrics["rmse"][bound], metrics["mse"][bound].get<double>() / sum));
}

TEST_CASE("folds without a metric are told, and numbers without an end are no equal ones") {
  nlohmann::json a = cv_result(kFlat);
  nlohmann::json b = cv_result(moved(kFlat, 0.5));
  for (const std::size_t fold : {2U, 5U}) a["runs"][fold]["metrics"]["cv"]["rmse"] = nullptr;
  CHECK(contains(Pair(a, b).json({}, 1)["warnings"].dump(), "rmse (8 of 10)"));
  const std::string head = "row,split,y,prediction\n1,test,1,1.5\n2,test,2,2\n";
  const Pair infinite(head + "3,test,1,1e308\n", head + "3,test,1,-1e308\n");
  CHECK(infinite.json({"--margin", "rmse=0.1"}, 1)["verdict"] == "inconclusive");
}

TEST_CASE("what cannot be asked for is told with the way out") {
  const Pair pair(prediction_files({3, 4, 30, 5}));
  CHECK(contains(pair.run({"--metric", "loss"}).err, "each recipe may have another loss"));
  CHECK(contains(pair.run({"--metric", "low(accuracy)"}).err, "--metric accuracy"));
  CHECK(contains(pair.run({"--margin", "accuracy=0.1,log_loss=0.2"}).err, "repeat --margin"));
  pair.write("\xEF\xBB\xBF" + read_file(pair.a), read_file(pair.b));
  CHECK(pair.exit_code() == 0);
  std::string odd = read_file(pair.b);
  odd.replace(odd.rfind(',') + 1, std::string::npos, "1.7\n");
  pair.write(read_file(pair.a), odd);
  const ProgramResult refused = pair.run();
  CHECK(refused.exit_code == 3);
  CHECK(contains(refused.err, "'1.7' is no probability"));
}

TEST_CASE("the order of runs and of rows does not matter") {
  const nlohmann::json a = cv_result(kFlat);
  const nlohmann::json b = cv_result(moved(kFlat, 0.05, 0.07));
  const Pair files(a, b);
  const std::string expected = files.run().out;
  for (std::uint64_t seed = 1; seed < 4; ++seed) {
    files.write(shuffled(a, seed).dump(), shuffled(b, seed + 10).dump());
    CHECK(files.run().out == expected);
    files.write(shuffled(a, seed).dump(), shuffled(b, seed + 10).dump(2));
    CHECK(files.run().out == expected);
  }
  const auto [rows_a, rows_b] = prediction_files({9, 20, 40, 7});
  files.write(rows_a, rows_b);
  const std::string of_rows = files.run({"--format", "json"}).out;
  for (std::uint64_t seed = 1; seed < 4; ++seed) {
    files.write(shuffled_lines(rows_a, seed), shuffled_lines(rows_b, seed + 10));
    CHECK(files.run({"--format", "json"}).out == of_rows);
  }
  for (const char* const threads : {"1", "3", "16"})
    CHECK(files.run({"--threads", threads}).out == files.run().out);
}

TEST_CASE("rows are paired: McNemar, Student and the bootstrap") {
  const Pair files(prediction_files({4, 16, 60, 20}));
  const nlohmann::json result = files.json();
  const nlohmann::json& accuracy = result["metrics"]["accuracy"];
  CHECK(result["pairing"]["unit"] == "row");
  CHECK(result["pairing"]["count_a"] == 100);
  CHECK(is_near(accuracy["a"], 0.64));
  CHECK(is_near(accuracy["b"], 0.76));
  CHECK(is_near(accuracy["difference"], 0.12));
  CHECK(is_near(accuracy["p"], 0.01181793212890625));  // 2 P(X <= 4), X binomial of 20 and 1/2
  CHECK(accuracy["method"] == "mcnemar");
  CHECK(accuracy["verdict"] == "better");
  CHECK(result["metrics"]["log_loss"]["method"] == "student");
  CHECK(result["metrics"]["auc"]["method"] == "bootstrap");
  CHECK(result["metrics"]["auc"]["p"].is_null());
  CHECK(result["metrics"]["auc"]["resamples"] == 2000);
  CHECK(contains(files.run().out, "about: these two models, not their recipes"));
  files.write(prediction_files({16, 4, 60, 20}).first, prediction_files({16, 4, 60, 20}).second);
  CHECK(files.json({}, 1)["verdict"] == "worse");
  files.write(prediction_files({6, 8, 60, 20}).first, prediction_files({6, 8, 60, 20}).second);
  CHECK(files.json()["verdict"] == "inconclusive");
  files.write(read_file(files.a), read_file(files.a));
  CHECK(files.json()["verdict"] == "same");
}

TEST_CASE("predictions of train and of cv are joined by their rows") {
  const ScratchFolder scratch;
  const auto trained = [&](const Words& words, const std::string& name) {
    REQUIRE(nntrain(with(with({"--data", kOrchard, "--missing", "mean", "--scale", "standard", "--lr", "0.05",
                               "-q", "--predictions", scratch.path(name)},
                              words),
                         {"--print", "stop"}))
                .exit_code == 0);
  };
  trained({"--test-fraction", "0.3", "--iterations", "100"}, "a.csv");
  trained({"--test-fraction", "0.3", "--iterations", "10", "--hidden", "2"}, "b.csv");
  trained({"--test-fraction", "0.3", "--split-seed", "9", "--iterations", "10"}, "other.csv");
  const nlohmann::json test =
      json_of({"compare", scratch.path("a.csv"), scratch.path("b.csv"), "--fail-on", "same"});
  CHECK(test["part"] == "test");
  CHECK(test["pairing"]["count_a"] == 72);
  check_refusal({"compare", scratch.path("a.csv"), scratch.path("other.csv")}, 2,
                {"have other test rows", "--unpaired", "--split-seed"});
  const ProgramResult on_train = nntrain({"compare", scratch.path("a.csv"), scratch.path("b.csv"), "--metric",
                                          "train.accuracy", "--fail-on", "same"});
  CHECK(on_train.exit_code == 0);
  CHECK(contains(on_train.err, "these are training rows"));
  CHECK(contains(on_train.out, "compared: 168 train rows, paired"));
}

TEST_CASE("of the predictions of a cross-validation the first repeat counts") {
  const ScratchFolder scratch;
  for (const char* const name : {"a", "b"}) {
    const bool is_a = std::string(name) == "a";
    REQUIRE(nntrain({"cv", "--data", kOrchard, "--missing", "mean", "--iterations", is_a ? "20" : "60",
                     "--repeats", is_a ? "2" : "1", "--folds", "3", "-q", "--predictions", scratch.path(name),
                     "--scale", "standard", "--print", "accuracy"})
                .exit_code == 0);
  }
  const ProgramResult result =
      nntrain({"compare", scratch.path("a"), scratch.path("b"), "--fail-on", "same"});
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "only the first repeat is compared"));
  CHECK(contains(result.out, "compared: 240 cv rows, paired"));
  CHECK(contains(result.out, "about: the models of these folds"));
  const std::string text = read_file(scratch.path("b"));
  std::string other = text;
  const std::size_t at = other.find(",cv,1,1,");
  other.replace(at, 8, ",cv,1,2,");
  (void)scratch.file("b", other);
  check_refusal({"compare", scratch.path("a"), scratch.path("b")}, 2, {"have other folds", "--folds"});
}

TEST_CASE("two models are compared on the rows of --data") {
  const ScratchFolder scratch;
  const auto train = [&](const std::string& name, const Words& words) {
    REQUIRE(nntrain(with({"--data", kOrchard, "--missing", "mean", "--scale", "standard", "--lr", "0.05",
                          "-q", "--save", scratch.path(name), "--print", "stop"},
                         words))
                .exit_code == 0);
    return scratch.path(name);
  };
  const std::string a = train("a.json", {"--iterations", "20"});
  const std::string b = train("b.json", {"--iterations", "200"});
  const ProgramResult result = nntrain({"compare", a, b, "--data", kOrchard});
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "a.json was trained on"));
  CHECK(contains(result.err, "b.json was trained on"));
  CHECK(contains(result.out, "about: these two models, not their recipes"));
  const nlohmann::json json = json_of({"compare", a, b, "--data", kOrchard});
  for (const auto& [side, model] : {std::pair("a", a), std::pair("b", b)}) {
    const nlohmann::json evaluated =
        json_of({"evaluate", model, "--data", kOrchard, "-q"})["metrics"]["test"];
    for (const auto& [name, values] : json["metrics"].items()) {
      INFO(name);
      CHECK(values[side] == evaluated[name]);
    }
  }
  // predict and compare say the same.
  for (const auto& [name, model] : {std::pair("pa", a), std::pair("pb", b)})
    REQUIRE(nntrain({"predict", model, "--data", kOrchard, "--output", scratch.path(name)}).exit_code == 0);
  const nlohmann::json rows = json_of({"compare", scratch.path("pa"), scratch.path("pb")});
  CHECK(rows["metrics"] == json["metrics"]);
  CHECK(rows["part"] == "predicted");
  const std::string table = read_file(kOrchard);
  const ProgramResult piped = nntrain({"compare", a, b, "--data", "-", "-q"}, table);
  CHECK(piped.exit_code == 0);
  CHECK(piped.err.empty());
  CHECK(contains(piped.out, "accuracy"));
  CHECK(nntrain({"compare", "-", b, "--data", kOrchard}, read_file(a)).exit_code == 0);
  CHECK(nntrain({"compare", "--candidate", b, a, "--data", kOrchard, "-q"}).out ==
        nntrain({"compare", a, "--data", kOrchard, b, "-q"}).out);
  check_refusal({"compare", a, b}, 2, {"a.json is a model", "--data FILE"});
  check_refusal({"compare", a, scratch.path("pb"), "--data", kOrchard}, 2,
                {"--data is for models", "pb is a file of predictions"});
  check_refusal({"compare", "-", b, "--data", "-"}, 2, {"cannot both be standard input"});
  const ProgramResult pipe =
      shell("nntrain compare '" + a + "' '" + b + "' --data <(cat '" + kOrchard + "')");
  CHECK(pipe.exit_code == 2);
}

TEST_CASE("files of different kinds, or of none, are refused") {
  const Pair files(cv_result(kFlat).dump(), prediction_files({1, 2, 3, 4}).first);
  check_refusal(files.words(), 2, {"a is a result, and ", "b a file of predictions", "of one kind"});
  check_refusal({"compare"}, 2, {"there is nothing to compare", "nntrain compare A B"});
  check_refusal({"compare", files.a}, 2, {"the second file is missing", "a?"});
  check_refusal({"compare", files.a, files.b, files.a}, 2, {"does not belong to a flag"});
  check_refusal({"compare", files.a, "no-such-file"}, 3, {"cannot open no-such-file"});
  const auto refused = [&](const std::string& text, const Words& parts) {
    files.write(cv_result(kFlat).dump(), text);
    check_refusal(files.words(), 3, parts);
  };
  refused("", {"b is empty", "--format json"});
  refused(" \n", {"b is empty"});
  refused("x,y\n1,2\n", {"b is neither a result nor predictions nor a model", "'x,y'", "--predictions"});
  refused("{}", {"b is no result: its schema is ''"});
  refused(R"({"schema": "nntrain.check/1"})", {"its schema is 'nntrain.check/1'"});
  refused(R"({"schema": "nntrain.runs/2"})", {"the schema nntrain.runs/2", "reads nntrain.runs/1", "newer"});
  refused(R"({"schema": "nntrain.runs/1"})", {"b is not a valid result"});
  refused(R"({"schema": "nntrain.error/1", "message": "no such column"})",
          {"the error of a run: no such column"});
  refused("{\"schema\": \"nntrain.run/1\"}\n{\"schema\": \"nntrain.run/1\"}\n",
          {"b has several results", "sed -n 1p"});
  refused("{\"schema\": ", {"b is damaged"});
  refused(std::string("{\"a\0b\": 1}", 10), {"b is damaged"});
}

TEST_CASE("other data and other splits are refused, unless they are not paired") {
  nlohmann::json other_data = cv_result(moved(kFlat, 0.2));
  other_data["data"]["sha256"] = "cd";
  other_data["data"]["path"] = "u.csv";
  const Pair data(cv_result(kFlat), other_data);
  check_refusal(data.words(), 2, {"results on other data", "t.csv and u.csv", "--unpaired"});
  const nlohmann::json unpaired = data.json({"--unpaired"}, 0);
  CHECK(unpaired["pairing"]["paired"] == false);
  CHECK(unpaired["metrics"]["rmse"]["method"] == "welch");
  CHECK(contains(data.run({"--unpaired"}).out, "cv rows of 10 folds of A and 10 of B, not paired"));
  nlohmann::json other_split = cv_result(kFlat);
  other_split["runs"][3]["split"] = "other";
  const Pair split(cv_result(kFlat), other_split);
  check_refusal(split.words(), 2,
                {"hold out other rows for fold 4 of repeat 1", "--split-seed", "--unpaired"});
  CHECK(split.exit_code({"--unpaired"}) == 0);
  check_refusal(Pair(cv_result(kFlat), cv_result(Values(5, 1.0), "rmse", 5)).words({"--metric", "cv.r2"}), 2,
                {"no metric 'r2'"});
  nlohmann::json five = cv_result(Values(5, 1.0), "rmse", 5);
  for (nlohmann::json& run : five["runs"]) run["metrics"]["cv"]["rows"] = 20;
  check_refusal(Pair(cv_result(kFlat), five).words(), 2, {"hold out other rows"});
  nlohmann::json other_target = cv_result(kFlat);
  other_target["data"]["target"] = "z";
  check_refusal(Pair(cv_result(kFlat), other_target).words({"--unpaired"}), 2,
                {"other targets: 'y' and 'z'"});
  nlohmann::json classes = cv_result(kFlat);
  classes["data"]["classes"] = {{{"label", "no"}, {"count", 3}}, {{"label", "yes"}, {"count", 4}}};
  for (nlohmann::json& run : classes["runs"]) {
    for (nlohmann::json& part : run["metrics"]) part["classes"] = part["confusion"] = nlohmann::json::array();
  }
  check_refusal(Pair(cv_result(kFlat), classes).words(), 2, {"other classes of 'y': none and no, yes"});
  check_refusal(Pair(cv_result(kFlat), seeds_result(kFlat, "rmse")).words(), 2,
                {"is a cross-validation, and", "nntrain cv for both"});
}

TEST_CASE("rows that are not paired may be of other files") {
  const auto [a, unused] = prediction_files({30, 0, 10, 10});
  std::string b = prediction_files({0, 20, 30, 30}).second;
  b.replace(b.find("1,test,no"), 9, "1,test,yes");
  const Pair files(a, b);
  check_refusal(files.words(), 2, {"about other data", "the target of row 1 is 'no'"});
  const nlohmann::json result = files.json({"--unpaired", "--fail-on", "same"}, 0);
  const nlohmann::json& accuracy = result["metrics"]["accuracy"];
  CHECK(accuracy["method"] == "newcombe");
  CHECK(is_near(accuracy["a"], 0.8));
  CHECK(is_near(accuracy["b"], 49.0 / 80));
  CHECK(accuracy["p"].is_null());
  CHECK(result["metrics"]["log_loss"]["method"] == "welch");
  CHECK(result["metrics"]["auc"]["method"] == "bootstrap");
  CHECK(result["pairing"]["count_b"] == 80);
}

TEST_CASE("only common seeds and repeats are compared, and this is told") {
  const Values ten = {0.1, 0.2, 0.3, 0.2, 0.1, 0.25, 0.2, 0.15, 0.3, 0.2};
  const Values six(ten.begin(), ten.begin() + 6);
  const Pair seeds(seeds_result(ten), seeds_result(moved(six, 0.1)));
  const ProgramResult result = seeds.run();
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "test rows of 6 seeds, paired"));
  CHECK(contains(result.err, "4 of 10 runs in"));
  CHECK(contains(result.err, "have no partner"));
  CHECK(seeds.run({"-q"}).err.empty());
  nlohmann::json later = seeds_result(six);
  for (std::size_t i = 0; i < 6; ++i) later["runs"][i]["seed"] = 100 + i;
  const Pair none(seeds_result(ten), later);
  check_refusal(none.words(), 2, {"no seed in common", "--seeds", "--unpaired"});
  CHECK(none.json({"--unpaired"})["metrics"]["r2"]["method"] == "welch");
  Values twenty = kFlat;
  twenty.insert(twenty.end(), kFlat.begin(), kFlat.end());
  const Pair repeats(cv_result(twenty), cv_result(moved(kFlat, -0.1)));
  CHECK(repeats.json()["pairing"]["count_a"] == 10);
  // One seed on each side need not be the same one.
  nlohmann::json other_seed = cv_result(moved(kFlat, -0.1));
  for (nlohmann::json& run : other_seed["runs"]) run["of_seed"] = 5;
  CHECK(Pair(cv_result(kFlat), other_seed).json()["pairing"]["count_a"] == 10);
}

TEST_CASE("several seeds on the same folds are no new folds") {
  nlohmann::json a = cv_result(kFlat);
  nlohmann::json b = cv_result(moved(kFlat, -0.1, 0.05));
  const nlohmann::json once = Pair(a, b).json();
  for (nlohmann::json* const side : {&a, &b}) {
    const nlohmann::json runs = (*side)["runs"];
    for (nlohmann::json run : runs) {
      run["of_seed"] = 2;
      (*side)["runs"].push_back(run);
    }
  }
  const nlohmann::json twice = Pair(a, b).json();
  CHECK(twice["pairing"] == once["pairing"]);
  for (const char* const key : {"low", "high", "difference"})
    CHECK(is_near(twice["metrics"]["rmse"][key], once["metrics"]["rmse"][key].get<double>()));
}

TEST_CASE("runs that diverged or have no value are left out on both sides") {
  nlohmann::json a = cv_result(kFlat);
  nlohmann::json b = cv_result(moved(kFlat, -0.1));
  a["runs"][2]["status"] = "diverged";
  a["runs"][2]["metrics"]["cv"]["rmse"] = nullptr;
  b["runs"][5]["status"] = "signal";
  b["runs"][7]["metrics"]["cv"]["rmse"] = nullptr;
  const Pair files(a, b);
  const ProgramResult result = files.run();
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "2 runs diverged, or a signal stopped them: they are left out on both sides"));
  const nlohmann::json json = files.json();
  CHECK(json["pairing"]["count_a"] == 8);
  double sum = 0;
  for (const std::size_t fold : {0U, 1U, 3U, 4U, 6U, 8U, 9U}) sum += kFlat[fold];
  CHECK(is_near(json["metrics"]["rmse"]["a"], sum / 7));
  CHECK(files.run({"--unpaired"}).exit_code == 0);
  for (nlohmann::json& run : b["runs"]) run["status"] = "diverged";
  const Pair none(a, b);
  check_refusal(none.words(), 3, {"no pair of runs", "--learning-rate"});
  check_refusal(none.words({"--unpaired"}), 3, {"no run in", "has ended well"});
  for (nlohmann::json& run : b["runs"]) {
    run["status"] = "done";
    run["metrics"]["cv"]["rmse"] = nullptr;
  }
  const ProgramResult undefined = Pair(a, b).run();
  CHECK(undefined.exit_code == 0);
  CHECK(contains(undefined.out, "verdict: inconclusive: the rmse is not defined on both sides"));
}

TEST_CASE("one run each settles nothing, unless both are the same") {
  const ScratchFolder scratch;
  const auto trained = [&](const std::string& name, const Words& words) {
    const ProgramResult result = nntrain(with({"--data", kOrchard, "--missing", "mean", "--test-fraction",
                                               "0.3", "-q", "--format", "json", "--iterations", "20"},
                                              words));
    REQUIRE(result.exit_code == 0);
    return scratch.file(name, result.out);
  };
  const std::string a = trained("a.json", {});
  const std::string b = trained("b.json", {"--scale", "standard"});
  const ProgramResult result = nntrain({"compare", a, b});
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "verdict: inconclusive"));
  CHECK(contains(result.out, "one run each has no interval: compare their predictions"));
  CHECK(nntrain({"compare", a, b, "--fail-on", "inconclusive"}).exit_code == 1);
  CHECK(nntrain({"compare", a, b, "--margin", "accuracy=1"}).exit_code == 1);
  CHECK(contains(nntrain({"compare", a, a}).out, "verdict: same: A and B have equal values of accuracy"));
  CHECK(nntrain({"compare", a, a, "--margin", "accuracy=0"}).exit_code == 0);
  // A jsonl line, from standard input.
  const ProgramResult line = nntrain({"--data", kOrchard, "--missing", "mean", "--test-fraction", "0.3", "-q",
                                      "--format", "jsonl", "--iterations", "20"});
  CHECK(contains(nntrain({"compare", "-", a}, line.out).out, "A: standard input (result of train"));
  CHECK(json_of({"compare", a, b, "--metric", "recall[quince]"})["decided_by"] == "recall[quince]");
}

TEST_CASE("results of real cross-validations and seeds are compared") {
  const ScratchFolder scratch;
  const auto result_of = [&](const std::string& name, const Words& words) {
    const ProgramResult result = nntrain(
        with(words, {"--data", kOrchard, "--missing", "mean", "-q", "--format", "json", "--lr", "0.05"}));
    REQUIRE(result.exit_code == 0);
    return scratch.file(name, result.out);
  };
  const std::string a = result_of("a", {"cv", "--iterations", "5"});
  const std::string b = result_of("b", {"cv", "--iterations", "60", "--scale", "standard"});
  const nlohmann::json cv = json_of({"compare", a, b});
  const nlohmann::json of_a = nlohmann::json::parse(read_file(a));
  CHECK(cv["part"] == "cv");
  CHECK(cv["pairing"]["count_a"] == 5);
  for (const auto& [name, values] : cv["metrics"].items()) {
    INFO(name);
    CHECK(is_near(values["a"], of_a["metrics"]["cv"][name]["mean"].get<double>()));
  }
  CHECK_FALSE(cv["metrics"].contains("loss"));
  CHECK_FALSE(cv["metrics"].contains("rows"));
  const std::string c = result_of("c", {"--seeds", "1..6", "--iterations", "5", "--test-fraction", "0.2"});
  const std::string d = result_of(
      "d", {"--seeds", "6,5,4,3,2,1", "--iterations", "30", "--test-fraction", "0.2", "--scale", "standard"});
  const nlohmann::json seeds = json_of({"compare", c, d});
  CHECK(seeds["pairing"]["unit"] == "seed");
  CHECK(seeds["pairing"]["count_a"] == 6);
  CHECK(is_near(seeds["pairing"]["held_out_per_train"], 0.25));
  CHECK(json_of({"compare", c, d, "--metric", "train.auc"})["part"] == "train");
  check_refusal({"compare", c, d, "--metric", "validation.auc"}, 2,
                {"no 'validation' rows", "'train' and 'test'"});
  check_refusal({"compare", c, d, "--metric", "rows"}, 2, {"--metric 'rows'"});
  check_refusal({"compare", c, d, "--metric", "acuracy"}, 2, {"--metric 'acuracy'", "accuracy"});
  check_refusal({"compare", c, d, "--metric", "recall[plum]"}, 2, {"there is no class 'plum'"});
}

TEST_CASE("classes may have odd labels") {
  const ScratchFolder scratch;
  const Words labels = {"a,b", "x \"y\"", "größer=1", "[z]"};
  const std::string data = scratch.file("t.csv", csv_of(clouds(120, labels, 3)));
  for (const char* const name : {"a", "b"})
    REQUIRE(nntrain({"--data", data, "--test-fraction", "0.4", "-q", "--iterations",
                     std::string(name) == "a" ? "2" : "60", "--print", "stop", "--predictions",
                     scratch.path(name)})
                .exit_code == 0);
  const nlohmann::json result =
      json_of({"compare", scratch.path("a"), scratch.path("b"), "--metric", "recall[größer=1]", "--margin",
               "recall[größer=1]=2", "--margin", "f1[\"a,b\"]=2"});
  CHECK(result["decided_by"] == "recall[größer=1]");
  CHECK(result["metrics"]["recall[größer=1]"]["margin"] == 2);
  CHECK(result["metrics"]["accuracy"]["a"].is_number());
}

TEST_CASE("predictions of numbers are compared, and those of one output without probabilities") {
  const ScratchFolder scratch;
  for (const char* const name : {"a", "b"}) {
    const bool is_a = std::string(name) == "a";
    REQUIRE(nntrain({"--data", "data/banknotes.txt", "--target", "entropy", "--test-fraction", "0.2", "-q",
                     "--scale", "standard", "--iterations", is_a ? "5" : "50", "--optimizer", "lbfgs",
                     "--print", "stop", "--predictions", scratch.path(name)})
                .exit_code == 0);
  }
  const nlohmann::json result = json_of({"compare", scratch.path("a"), scratch.path("b")});
  CHECK(result["decided_by"] == "rmse");
  CHECK(result["verdict"] == "better");
  CHECK(result["metrics"]["rmse"]["method"] == "student");
  CHECK(result["metrics"]["r2"]["method"] == "bootstrap");
  CHECK(result["metrics"]["mae"]["method"] == "student");
  for (const char* const name : {"c", "d"}) {
    REQUIRE(nntrain({"--data", "data/banknotes.txt", "--test-fraction", "0.2", "-q", "--optimizer",
                     "perceptron", "--iterations", std::string(name) == "c" ? "1" : "20", "--print", "stop",
                     "--predictions", scratch.path(name)})
                .exit_code == 0);
  }
  const nlohmann::json outputs =
      json_of({"compare", scratch.path("c"), scratch.path("d"), "--fail-on", "same"});
  CHECK(outputs["metrics"]["accuracy"]["method"] == "mcnemar");
  CHECK_FALSE(outputs["metrics"].contains("log_loss"));
  (void)scratch.file("e", "row,split,y,prediction\n1,test,1,nan\n2,test,2,2\n");
  (void)scratch.file("f", "row,split,y,prediction\n1,test,1,1\n2,test,2,inf\n");
  CHECK(json_of({"compare", scratch.path("e"), scratch.path("f")})["verdict"] == "inconclusive");
}

TEST_CASE("predictions need targets") {
  const std::string head = "row,split,y,prediction,probability:no,probability:yes\n";
  const Pair files(head + "1,,,no,0.9,0.1\n", head + "1,,no,no,0.9,0.1\n2,,,no,0.7,0.3\n");
  check_refusal(files.words(), 3, {"a has no targets", "no column 'y'", "--data FILE"});
  files.write(read_file(files.b), read_file(files.b));
  const ProgramResult result = files.run();
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "1 row without a target in "));
  CHECK(contains(result.out, "compared: 1 predicted row, paired"));
}

TEST_CASE("rows that only one side has are left out or refused") {
  const auto [a, b] = prediction_files({5, 9, 20, 6});
  const auto without = [](const std::string& text, const std::set<std::size_t>& rows) {
    const Words lines = lines_of(text);
    std::string left;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (rows.count(i) == 0) left += lines[i] + "\n";
    }
    return left;
  };
  const Pair files(a, without(b, {3, 4}));
  const ProgramResult result = files.run();
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "2 rows are only in "));
  CHECK(contains(result.out, "compared: 38 test rows, paired"));
  files.write(without(a, {1}), without(b, {3, 4}));
  check_refusal(files.words(), 2, {"have other test rows: 37 of 39 and 38 are in both", "--unpaired"});
  files.write(a + lines_of(a)[1] + "\n", b);
  check_refusal(files.words(), 3, {"predicts row 1 twice"});
}

TEST_CASE("damaged predictions are refused with their place") {
  const std::string head = "row,split,y,prediction,probability:no,probability:yes\n";
  const std::string good = head + "1,test,no,no,0.9,0.1\n2,test,yes,no,0.7,0.3\n";
  const Pair files(good, good);
  const auto refused = [&](const std::string& text, const Words& parts) {
    files.write(good, text);
    check_refusal(files.words(), 3, with(parts, {"b", "no predictions"}));
  };
  refused(head, {"there is no row"});
  refused(head + "1,test,no,no,0.9\n", {":2: ", "5 cells", "the first line 6"});
  refused(head + "1,test,no,no,0.9,x\n", {":2: ", "the output 'x' is no number"});
  refused(head + "1,test,no,no,0.9,0.1\nx,test,no,no,0.9,0.1\n", {":3: ", "the row 'x' is no number from 1"});
  refused(head + "0,test,no,no,0.9,0.1\n", {"the row '0'"});
  refused(head + "1,test,maybe,no,0.9,0.1\n", {"the target 'maybe' is none of its classes"});
  refused(head + "1,test,no,maybe,0.9,0.1\n", {"the prediction 'maybe' is none of its classes"});
  refused("row,split,y\n1,test,no\n", {"its first line is not"});
  refused("row,split,y,prediction,probability:no\n1,test,no,no,1\n", {"only one class"});
  refused("row,split,y,prediction,probability:no,probability:no\n1,test,no,no,1,0\n", {"'no' stands twice"});
  refused("row,split,y,prediction\n1,test,1,x\n", {"the prediction 'x' is no number"});
  refused("row,split,y,prediction,output\n1,test,1,2,0.5\n2,test,3,2,0.5\n", {"one output, and 3 classes"});
}

TEST_CASE("no damaged file is taken for a sound one, and none ends the program") {
  const std::string result = cv_result(kFlat).dump();
  const std::string rows = prediction_files({2, 3, 4, 5}).first;
  Dice dice(5);
  for (const std::string& sound : {result, rows}) {
    const Pair files(sound, sound);
    for (int round = 0; round < rounds(20, 120, 2000); ++round) {
      std::string damaged = sound;
      if (round % 3 == 0) {
        damaged.resize(dice.below(damaged.size()));
      } else {
        damaged[dice.below(damaged.size())] = static_cast<char>(dice.below(256));
        if (round % 3 == 2) damaged.erase(dice.below(damaged.size()), dice.below(20));
      }
      files.write(sound, damaged);
      const ProgramResult end = files.run();
      INFO(damaged);
      INFO(end.err);
      CHECK((end.exit_code >= 0 && end.exit_code <= 3));
    }
  }
  const auto refused = [&](const std::function<void(nlohmann::json&)>& damage, const Words& parts) {
    nlohmann::json json = cv_result(kFlat);
    damage(json);
    check_refusal(Pair(cv_result(kFlat), json).words(), 3, parts);
  };
  refused([](nlohmann::json& json) { json["runs"] = nlohmann::json::array(); }, {"runs: there are none"});
  refused([](nlohmann::json& json) { json["runs"][1]["metrics"]["cv"].erase("rows"); }, {"its \"rows\""});
  refused([](nlohmann::json& json) { json["runs"][1]["metrics"]["cv"]["rows"] = 0; }, {"its \"rows\""});
  refused([](nlohmann::json& json) { json["runs"][1]["metrics"]["cv"]["rmse"] = "x"; }, {"runs[1]", "rmse"});
  refused([](nlohmann::json& json) { json["runs"][1]["fold"] = 1; }, {"has fold 1 of repeat 1 twice"});
  refused([](nlohmann::json& json) { json["runs"][1]["fold"] = 0; }, {"not counted from 1"});
  refused([](nlohmann::json& json) { json["runs"][1].erase("fold"); }, {"only some of them are folds"});
  refused([](nlohmann::json& json) { json["runs"][1].erase("split"); }, {"runs[1]", "split"});
  refused([](nlohmann::json& json) { json["data"].erase("sha256"); }, {"data", "sha256"});
}

TEST_CASE("few runs are told, and the options are in the JSON") {
  const Pair files(cv_result({1, 1.1, 1.2}, "rmse", 3), cv_result({1.1, 1.2, 1.1}, "rmse", 3));
  CHECK(contains(files.run().err, "only 3 folds"));
  const nlohmann::json result = files.json({"--margin", "rmse=9", "--fail-on", "worse,same"}, 1);
  CHECK(result["options"]["margin"] == nlohmann::json({"rmse=9"}));
  CHECK(result["options"]["fail-on"] == "worse,same");
  CHECK(result["warnings"].size() == 1);
  CHECK(result["a"]["kind"] == "result");
  CHECK(result["a"]["command"] == "cv");
  const ProgramResult line = files.run({"--format", "jsonl"});
  CHECK(std::count(line.out.begin(), line.out.end(), '\n') == 1);
  CHECK(said(nlohmann::json::parse(line.out)) == said(files.json()));
}

}  // namespace nntrain::test
