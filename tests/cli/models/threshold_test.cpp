// --threshold: which probability of the second class is enough, and what obeys it.

#include <filesystem>

#include "cli/models.hpp"
#include "model/mutations.hpp"

namespace nntrain::test {
namespace {

const std::string kNotes = std::string(NNTRAIN_SOURCE_DIR) + "/data/banknotes.txt";
const Words kTwo = {"--data", "data/banknotes.txt", "--features", "variance,entropy", "--iterations", "60"};
const Words kSoftmax = {"--output-activation", "softmax", "--lr", "0.3"};

/// What predictions say of the rows of one part, by the probability of the second class.
struct Counts {
  double rows = 0;
  double correct = 0;
  double said = 0;    ///< rows predicted as the second class
  double found = 0;   ///< ... that are in it
  double events = 0;  ///< rows in it
};

/// Checks that each prediction follows from its probability, and counts.
Counts check_predictions(const std::string& csv, double threshold, const std::string& split) {
  const Cells rows = cells_of(csv);
  Counts counts;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    const bool is_second = std::stod(rows[row].back()) >= threshold;
    REQUIRE(rows[row][3] == (is_second ? "1" : "0"));
    if (rows[row][1] != split) continue;
    const bool is_event = rows[row][2] == "1";
    counts.rows += 1;
    counts.correct += is_event == is_second ? 1 : 0;
    counts.said += is_second ? 1 : 0;
    counts.found += is_second && is_event ? 1 : 0;
    counts.events += is_event ? 1 : 0;
  }
  return counts;
}

/// The probabilities of one part of the rows, and their classes.
std::vector<std::pair<double, bool>> probabilities_of(const std::string& csv, const std::string& split) {
  std::vector<std::pair<double, bool>> rows;
  for (const Words& row : cells_of(csv)) {
    if (row[1] == split) rows.emplace_back(std::stod(row.back()), row[2] == "1");
  }
  return rows;
}

}  // namespace

TEST_CASE("a number as threshold decides all predictions and metrics of classes, and no others") {
  for (const Words& output : {Words{"--lr", "0.001"}, kSoftmax}) {
    for (const std::string threshold : {"0.2", "0.9"}) {
      CAPTURE(output, threshold);
      const Words words = with(with(kTwo, output), {"--test-fraction", "0.4"});
      const Trained trained(with(words, {"--threshold", threshold}));
      const nlohmann::json result = trained.again({});
      const nlohmann::json usual = json_of(with(words, {"-q"}));
      const Counts counts = check_predictions(trained.predictions(), std::stod(threshold), "test");
      const nlohmann::json& test = result["metrics"]["test"];
      CHECK(test["correct"] == counts.correct);
      CHECK(test["accuracy"] == counts.correct / counts.rows);
      CHECK(test["classes"][1]["recall"] == counts.found / counts.events);
      CHECK(test["classes"][1]["precision"] == counts.found / counts.said);
      CHECK(test["confusion"][1][1] == counts.found);
      CHECK(test["accuracy"] != usual["metrics"]["test"]["accuracy"]);
      for (const char* const name :
           {"loss", "mse", "auc", "average_precision", "log_loss", "ece", "majority"})
        CHECK(test[name] == usual["metrics"]["test"][name]);
      CHECK(result["fingerprint"] == usual["fingerprint"]);
      CHECK(result["network"]["threshold"] == std::stod(threshold));
      CHECK_FALSE(usual["network"].contains("threshold"));
      CHECK(printed(with(words, {"--threshold", threshold}), "threshold,options.threshold") ==
            Words{threshold, threshold});

      CHECK(predicted_cells(trained.predict(kNotes)) == predicted_cells(trained.predictions()));
      const nlohmann::json evaluated = json_of({"evaluate", trained.model, "--data", kNotes});
      CHECK(evaluated["network"]["threshold"] == std::stod(threshold));
      const Counts all = check_predictions(replaced(trained.predictions(), ",train,", ",test,"),
                                           std::stod(threshold), "test");
      CHECK(evaluated["metrics"]["test"]["correct"] == all.correct);
      const std::string rule = output == kSoftmax ? "; 1 if its probability is at least " + threshold + ")"
                                                  : "; an output of at least " + threshold + " is 1)";
      CHECK(contains(nntrain(with(words, {"--threshold", threshold})).out, rule));
      CHECK(contains(nntrain({"evaluate", trained.model, "--data", kNotes}).out, rule));
      CHECK(contains(output_of({"show", trained.model}), rule));
    }
  }
}

TEST_CASE("a threshold is found on the validation rows") {
  for (const Words& output : {Words{"--lr", "0.001"}, kSoftmax}) {
    const Words words = with(with(kTwo, output), {"--validation-fraction", "0.3", "--test-fraction", "0.2"});
    for (const std::string asked :
         {"recall=0.95", "recall=1", "recall=0.5", "precision=0.9", "precision=0.5", "precision=0.97"}) {
      CAPTURE(output, asked);
      const Trained trained(with(words, {"--threshold", asked}));
      const nlohmann::json result = trained.again({});
      const double threshold = result["network"]["threshold"];
      check_predictions(trained.predictions(), threshold, "test");
      const bool by_recall = asked.substr(0, 6) == "recall";
      const double value = std::stod(asked.substr(asked.find('=') + 1));
      const auto rows = probabilities_of(trained.predictions(), "validation");
      double best = by_recall ? -1 : 2;
      for (const auto& [p, ignored] : rows) {
        double said = 0;
        double found = 0;
        double events = 0;
        for (const auto& [other, is_event] : rows) {
          said += other >= p ? 1 : 0;
          found += other >= p && is_event ? 1 : 0;
          events += is_event ? 1 : 0;
        }
        const double has = by_recall ? found / events : found / said;
        if (has >= value) best = by_recall ? std::max(best, p) : std::min(best, p);
      }
      CHECK(threshold == best);
      CHECK(result["metrics"]["validation"]["classes"][1][by_recall ? "recall" : "precision"] >= value);
      CHECK(result["options"]["threshold"] == asked);
      CHECK(std::stod(printed(with(words, {"--threshold", asked}), "threshold")[0]) == threshold);
      CHECK(std::stod(printed({"evaluate", trained.model, "--data", kNotes}, "threshold")[0]) == threshold);
      CHECK(nlohmann::json::parse(read_file(trained.model))["target"]["threshold"] == threshold);
      CHECK(contains(output_of({"replay", trained.model}), "verdict: identical"));
    }
  }
}

TEST_CASE("what has no threshold is told with what there is") {
  const ScratchFolder scratch;
  Cells rows = {{"x", "y"}};
  for (int i = 0; i < 40; ++i) rows.push_back({std::to_string(i % 8), i % 3 == 0 ? "yes" : "no"});
  const Words words = {"--data",
                       scratch.file("d.csv", csv_of(rows)),
                       "--validation-fraction",
                       "0.5",
                       "--save",
                       scratch.path("m.json")};
  check_refusal(
      with(words, {"--threshold", "precision=1"}), 4,
      {"--threshold precision=1: no threshold has it on the 20 validation rows; the highest precision is ",
       ", at the threshold ", "recall ", "--threshold 0."});
  CHECK_FALSE(std::filesystem::exists(scratch.path("m.json")));
  const std::string no_event = scratch.file("v.csv", "x,y\n1,no\n2,no\n");
  check_refusal({"--data", words[1], "--validation", no_event, "--threshold", "recall=0.5"}, 4,
                {"no validation row is of the second class"});
}

TEST_CASE("a threshold where there are no two classes with probabilities is refused") {
  check_refusal({"--data", kOrchard, "--missing", "mean", "--threshold", "0.3"}, 2,
                {"--threshold is for two classes, and the target 'fruit' has 3"});
  check_refusal({"--data", "data/banknotes.txt", "--target", "entropy", "--threshold", "0.3"}, 2,
                {"--threshold contradicts --task", "there are no classes"});
  check_refusal(with(kTwo, {"--threshold", "recall=0.9"}), 2,
                {"--threshold needs --validation-fraction", "--validation-fraction 0.2"});
  for (const char* const wrong : {"0", "1", "1.5", "-0.1", "nan", "half", "recall=0", "recall=1.1",
                                  "recall=", "precision=x", "f1=0.5", "recall"})
    check_refusal(with(kTwo, {"--threshold=" + std::string(wrong)}), 2, {"--threshold"});
}

TEST_CASE("patience and the log watch with a threshold that is a number") {
  const ScratchFolder scratch;
  const std::string log = scratch.path("l.csv");
  const Words words =
      with(kTwo, {"--validation-fraction", "0.3", "-q", "--threshold", "0.8", "--lr", "0.03"});
  for (const std::string metric : {"accuracy", "recall[1]"}) {
    const nlohmann::json result =
        json_of(with(words, {"--patience", "30", "--metric", metric, "--log", log}));
    const std::vector<double> values = column_of(cells_of(read_file(log)), "validation_" + metric);
    const std::size_t best = result["training"]["best_iteration"];
    CHECK(values[best] == *std::max_element(values.begin(), values.end()));
    const nlohmann::json& validation = result["metrics"]["validation"];
    CHECK((metric == "accuracy" ? validation["accuracy"] : validation["classes"][1]["recall"]) ==
          values[best]);
  }
}

TEST_CASE("only a model with a threshold has the format that older programs refuse") {
  const Trained usual(kTwo);
  const Trained other(with(kTwo, {"--threshold", "0.25"}));
  CHECK(contains(read_file(usual.model), "\"schema\": \"nntrain.model/1\""));
  CHECK(contains(read_file(other.model), "\"schema\": \"nntrain.model/2\""));
  const std::string text = read_file(other.model);
  const auto edited = [&](const std::string& from, const std::string& to) {
    REQUIRE(contains(text, from));
    return other.scratch.file("e.json", sealed(replaced(text, from, to)));
  };
  for (const char* const wrong : {"1.5", "-1", "\"x\"", "null"}) {
    check_refusal({"show", edited("\"threshold\": 0.25\n", std::string("\"threshold\": ") + wrong + "\n")}, 5,
                  {"threshold"});
  }
  const std::string changed = edited("\"threshold\": 0.25\n", "\"threshold\": 0.5\n");
  const ProgramResult replayed = nntrain({"replay", changed});
  CHECK(replayed.exit_code == 1);
  CHECK(contains(replayed.out, "first difference: the threshold: 0.5 in the model, 0.25 now"));
}

TEST_CASE("a run with a threshold goes on, and other data are trained like it") {
  const ScratchFolder scratch;
  const Words words = with(kTwo, {"--validation-fraction", "0.3", "--threshold", "recall=0.9", "-q"});
  const std::string model = scratch.path("m.json");
  const Words kept = {"--checkpoint", scratch.path("c.json")};
  REQUIRE(nntrain(with(words, {"--save", model})).exit_code == 0);
  const std::string straight = read_file(model);
  Words shorter = words;
  *std::find(shorter.begin(), shorter.end(), "60") = "20";
  REQUIRE(nntrain(with(shorter, kept)).exit_code == 0);
  REQUIRE(nntrain(with(words, with(kept, {"--continue", "--save", model}))).exit_code == 0);
  CHECK(read_file(model) == straight);
  const nlohmann::json result = json_of(with(words, {}));
  const nlohmann::json like = json_of({"--data", kNotes, "--like", model, "-q"});
  CHECK(like["network"]["threshold"] == result["network"]["threshold"]);
}

TEST_CASE("a threshold that trades accuracy for recall is no reason to warn") {
  const ProgramResult usual = nntrain(with(kTwo, {"--lr", "0.003", "--print", "stop"}));
  CHECK(usual.err.empty());
  const ProgramResult result =
      nntrain(with(kTwo, {"--lr", "0.003", "--print", "accuracy", "--threshold", "0.001"}));
  CHECK(std::stod(result.out) < 0.5);
  CHECK(result.err.empty());
}

TEST_CASE("an exported model classifies a row at the threshold as predict does") {
  const Trained trained(with(kTwo, {"--validation-fraction", "0.3", "--threshold", "precision=0.9"}));
  const nlohmann::json model = nlohmann::json::parse(read_file(trained.model));
  const std::string c = output_of({"export", trained.model, "--to", "c", "--output", "-"});
  CHECK(contains(c, "*label = output[0] >= "));
  const std::size_t at = c.find("output[0] >= ") + 13;
  CHECK(std::stod(c.substr(at)) == model["target"]["threshold"].get<double>());
}

}  // namespace nntrain::test
