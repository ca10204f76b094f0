#include "sweep/selection_report.hpp"

#include <nlohmann/json.hpp>

#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// Four candidates by two axes: one of each standing.
SweepReport report_of_four() {
  SweepReport report;
  report.selection.field = "cv.accuracy";
  report.selection.axes = {"hidden", "preset"};
  report.selection.seeds = 2;
  Candidate best{.settings = {"16,8", ""}, .numbers = {3, 7}, .ended = 2, .mean = 0.98125, .sd = 0.01};
  best.interval = {0.97, 0.99};
  best.standing = Standing::kBest;
  Candidate near{.settings = {"5", "keras"}, .numbers = {1, 5}, .ended = 2, .mean = 0.98, .sd = 0.02};
  near.interval = {0.96, 1};
  near.difference = {-0.01, 0.0075};
  near.standing = Standing::kNotToldApart;
  Candidate worse{.settings = {"2", ""}, .numbers = {2, 6}, .ended = 2, .mean = 0.7, .sd = 0.03};
  worse.interval = {0.6, 0.8};
  worse.difference = {-0.4, -0.2};
  worse.standing = Standing::kWorse;
  Candidate out{.settings = {"99", "keras"}, .numbers = {4, 8}, .ended = 1};
  out.standing = Standing::kOut;
  report.selection.candidates = {best, near, worse, out};
  report.selection.warnings = {"1 of 4 candidates is out"};
  report.results = "r.csv";
  report.runs = 9;
  report.rows = {{SweepStatus::kDone, 7}, {SweepStatus::kDiverged, 1}};
  report.kept = 3;
  report.seconds = 1.5;
  report.command = "nntrain cv --data 'my data.csv' --hidden 16,8";
  return report;
}

}  // namespace

TEST_CASE("the text of a sweep has its counts, a table, the best and its command") {
  CHECK(
      sweep_text(report_of_four()) ==
      "results: r.csv (8 of 9 runs: 7 done, 1 diverged; 3 of them were there; done in 1.500 s)\n"
      "selected by: cv.accuracy, the higher the better, as a mean over 2 seeds\n"
      "candidates: 4 by hidden, preset; 1 not told apart from the best, 1 worse, 1 out\n"
      "\n"
      "rank  hidden  preset    runs  cv.accuracy            95% CI       from the best  standing\n"
      "   1    16,8       -       2       0.9812  0.9700 to 0.9900                      best\n"
      "   2       5   keras       2       0.9800  0.9600 to 1.0000  -0.0100 to +0.0075  not told apart\n"
      "   3       2       -       2       0.7000  0.6000 to 0.8000  -0.4000 to -0.2000  worse\n"
      "          99   keras  1 of 2                                                     out\n"
      "\n"
      "best: hidden 16,8, preset - (runs 3, 7)\n"
      "about: the best of 3 candidates looks better than it is: luck helped to choose it; rows that took no "
      "part tell how good it is:  --test-fraction 0.2\n"
      "command: nntrain cv --data 'my data.csv' --hidden 16,8\n");
}

TEST_CASE("a report on a table has its selection, and how many rows ended how") {
  SweepTable table;
  table.path = "r.csv";
  table.runs = 5;
  table.field = "validation.rmse";
  table.options = {"hidden"};
  std::uint64_t number = 0;
  for (const SweepStatus status : {SweepStatus::kFailed, SweepStatus::kDone, SweepStatus::kDone}) {
    SweepRow row{{.number = ++number, .status = status}, "split"};
    row.train_rows = 80;
    row.held_out = {20};
    row.values = {static_cast<double>(number)};
    row.options = {std::to_string(number)};
    table.add(std::move(row));
  }
  const SweepReport report = report_on(table);
  CHECK(report.selection.candidates.size() == 3);
  CHECK(report.runs == 5);
  CHECK(report.results == "r.csv");
  CHECK(report.rows ==
        std::vector<std::pair<SweepStatus, std::size_t>>{{SweepStatus::kDone, 2}, {SweepStatus::kFailed, 1}});
}

TEST_CASE("the text shows the ten best, and tells how many more there are") {
  SweepReport report = report_of_four();
  for (int i = 0; i < 8; ++i) report.selection.candidates.push_back(report.selection.candidates.back());
  CHECK(sweep_text(report).find("\nand 2 candidates more: --format json has all\n") != std::string::npos);
  CHECK(nlohmann::json::parse(sweep_json(report))["candidates"].size() == 12);
}

TEST_CASE("test metrics are those of the best, and take the place of the advice to have some") {
  SweepReport report = report_of_four();
  report.test = {{"rows", 274}, {"accuracy", 0.9671}};
  const std::string text = sweep_text(report);
  CHECK(text.find("\ntest rows: 274\ntest accuracy: 0.9671\n") != std::string::npos);
  CHECK(text.find("--test-fraction") == std::string::npos);
  CHECK(nlohmann::json::parse(sweep_json(report))["best"]["test"]["accuracy"] == 0.9671);
}

TEST_CASE("what is said of test rows is true of seeds that hold out others, and after a merge") {
  SweepReport report = report_of_four();
  report.selection.has_test_rows = true;
  CHECK(
      sweep_text(report).find("the sweep's command without --shard, with --results r.csv, measures it in") !=
      std::string::npos);
  CHECK(sweep_text(report).find("--test-fraction") == std::string::npos);
  report.test = {{"rows", 48}};
  CHECK(sweep_text(report).find("the test rows, which took no part, tell") != std::string::npos);
  report.selection.seed_of_test = "4";
  CHECK(sweep_text(report).find("took no part") == std::string::npos);
  CHECK(sweep_text(report).find("; the test rows are those of seed 4; runs with other seeds have trained on "
                                "some of them: --split-seed 1 keeps them apart\n") != std::string::npos);
}

TEST_CASE("the table has the number of values where one is not defined") {
  SweepReport report = report_of_four();
  for (Candidate& one : report.selection.candidates) one.values = one.defined = 20;
  CHECK(sweep_text(report).find("values") == std::string::npos);
  report.selection.candidates[2].defined = 1;
  const std::string text = sweep_text(report);
  CHECK(text.find("  preset    runs   values  cv.accuracy ") != std::string::npos);
  CHECK(text.find("\n   3       2       -       2  1 of 20       0.7000 ") != std::string::npos);
  CHECK(text.find("\n   1    16,8       -       2       20       0.9812 ") != std::string::npos);
  const nlohmann::json last = nlohmann::json::parse(sweep_json(report))["candidates"][2];
  CHECK(last["values"] == 20);
  CHECK(last["defined"] == 1);
}

TEST_CASE("a sweep without a best says so in all forms") {
  SweepReport report = report_of_four();
  report.selection.candidates.erase(report.selection.candidates.begin(),
                                    report.selection.candidates.begin() + 3);
  report.test = {{"accuracy", 0.5}};
  CHECK(sweep_text(report).find("\nbest: none: no candidate has results of all its runs\n") !=
        std::string::npos);
  CHECK(sweep_text(report).find("test accuracy") == std::string::npos);
  CHECK(sweep_markdown(report).starts_with("## nntrain sweep r.csv: ❌ done\n"));
  CHECK(nlohmann::json::parse(sweep_json(report))["best"].is_null());
}

TEST_CASE("a merge without all runs tells which are missing, and has no good mark") {
  SweepReport report = report_of_four();
  CHECK(sweep_text(report).find("missing") == std::string::npos);
  report.missing = {3, 7};
  CHECK(sweep_text(report).find("\nmissing: 3, 7\n") != std::string::npos);
  CHECK(sweep_markdown(report).starts_with("## nntrain sweep r.csv: ❌ "));
  CHECK(nlohmann::json::parse(sweep_json(report))["missing"] == nlohmann::json({3, 7}));
}

TEST_CASE("JSON has each candidate with all its numbers, and null for what there is not") {
  const nlohmann::json json = nlohmann::json::parse(sweep_json(report_of_four()));
  CHECK(json["schema"] == "nntrain.sweep/1");
  CHECK(json["rows"] == nlohmann::json({{"done", 7}, {"diverged", 1}}));
  CHECK(json["best"]["run"] == 3);
  const nlohmann::json& near = json["candidates"][1];
  CHECK(near["rank"] == 2);
  CHECK(near["settings"] == nlohmann::json({{"hidden", "5"}, {"preset", "keras"}}));
  CHECK(near["runs"] == nlohmann::json({1, 5}));
  CHECK(near["difference_low"] == -0.01);
  CHECK(near["difference_high"] == 0.0075);
  CHECK(near["standing"] == "not told apart");
  const nlohmann::json& out = json["candidates"][3];
  CHECK(out["rank"].is_null());
  CHECK(out["mean"].is_null());
  CHECK(out["ended"] == 1);
  CHECK(json["warnings"] == nlohmann::json({"1 of 4 candidates is out"}));
}

TEST_CASE("Markdown of a sweep has the table and the warnings, with texts as they are") {
  SweepReport report = report_of_four();
  report.selection.candidates[0].settings[0] = "a|b";
  const std::string text = sweep_markdown(report);
  CHECK(text.starts_with("## nntrain sweep r.csv: ✅ done\n"));
  CHECK(text.find("a\\|b") != std::string::npos);
  CHECK(text.find(
            "| 2 | 5 | keras | 2 | 0.9800 | 0.9600 to 1.0000 | \\-0.0100 to +0.0075 | not told apart |") !=
        std::string::npos);
  CHECK(text.find("### Warnings\n\n- 1 of 4 candidates is out\n") != std::string::npos);
}
