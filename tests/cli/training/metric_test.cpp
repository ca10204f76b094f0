// --metric: what --patience, --restarts and --log watch.

#include <map>

#include "cli/models.hpp"
#include "model/mutations.hpp"

namespace nntrain::test {
namespace {

const Words kNotes = {"--data", "data/banknotes.txt", "--features", "variance,entropy"};
const Words kValidation = {"--validation-fraction", "0.3", "-q"};

bool is_lower_better(const std::string& metric) {
  const Words lower = {"loss", "mse", "rmse", "mae", "mape", "max_error", "log_loss", "ece"};
  return std::find(lower.begin(), lower.end(), metric) != lower.end();
}

/// The place of the best value, the first of equals.
std::size_t place_of_best(const std::vector<double>& values, const std::string& metric) {
  const auto best = is_lower_better(metric) ? std::min_element(values.begin(), values.end())
                                            : std::max_element(values.begin(), values.end());
  return static_cast<std::size_t>(best - values.begin());
}

/// For each start in a log, the last value of a column.
std::vector<double> last_values(const Cells& log, const std::string& column) {
  const std::vector<double> starts = column_of(log, "start");
  const std::vector<double> values = column_of(log, column);
  std::map<double, double> last;
  for (std::size_t i = 0; i < starts.size(); ++i) last[starts[i]] = values[i];
  std::vector<double> of_starts;
  for (const auto& [start, value] : last) of_starts.push_back(value);
  return of_starts;
}

}  // namespace

TEST_CASE("patience takes the weights with the best value of any metric, the first of equals") {
  const ScratchFolder scratch;
  const std::string log = scratch.path("l.csv");
  const Words orchard = {"--data", kOrchard, "--missing", "mean", "--scale", "standard", "--lr", "1"};
  const Words number = {"--data",         "data/banknotes.txt", "--target",    "entropy",
                        "--scale-target", "standard",           "--optimizer", "rprop"};
  struct Case {
    Words flags;
    std::string metric;
  };
  const std::vector<Case> cases = {{with(kNotes, {"--lr", "0.03"}), "auc"},
                                   {with(kNotes, {"--lr", "0.03"}), "accuracy"},
                                   {with(kNotes, {"--lr", "0.03"}), "recall[1]"},
                                   {with(kNotes, {"--lr", "0.03"}), "log_loss"},
                                   {with(kNotes, {"--lr", "0.03"}), "mse"},
                                   {orchard, "macro_f1"},
                                   {orchard, "f1[quince]"},
                                   {orchard, "auc"},
                                   {number, "rmse"},
                                   {number, "mae"},
                                   {number, "max_error"},
                                   {with(kNotes, {"--lr", "0.03"}), "ece"},
                                   {orchard, "mcc"},
                                   {orchard, "average_precision"},
                                   {number, "r2"}};
  for (const Case& one : cases) {
    CAPTURE(one.metric);
    const Words words = with(one.flags, kValidation);
    const nlohmann::json result = json_of(
        with(words, {"--iterations", "40", "--patience", "15", "--metric", one.metric, "--log", log}));
    const std::size_t best = result["training"]["best_iteration"];
    const std::vector<double> values = column_of(cells_of(read_file(log)), "validation_" + one.metric);
    CHECK(best == place_of_best(values, one.metric));
    if (result["training"]["stop"] == "patience") CHECK(values.size() == best + 16);
    CHECK(number_of(with(words, {"--iterations", std::to_string(best)}), "validation." + one.metric) ==
          values[best]);
    CHECK(fingerprint_of(with(words, {"--iterations", std::to_string(best)})) == result["fingerprint"]);
    const std::vector<double> of_train = column_of(cells_of(read_file(log)), one.metric);
    CHECK(of_train.size() == values.size());
  }
}

TEST_CASE("the text says by which metric weights and starts were chosen") {
  const std::string text =
      nntrain(with(with(kNotes, kValidation), {"--metric", "auc", "--patience", "3", "--restarts", "2"})).out;
  CHECK(contains(line_of(text, "training: "), ", best of 2 starts by auc, "));
  CHECK(contains(line_of(text, "stop: "), ", with the best validation auc)"));
}

TEST_CASE("of several starts the one with the best metric remains, of validation rows if there are any") {
  const ScratchFolder scratch;
  const std::string log = scratch.path("l.csv");
  for (const std::string metric : {"auc", "f1[0]", "accuracy", "log_loss"}) {
    for (const bool validates : {false, true}) {
      CAPTURE(metric, validates);
      const Words words = with(with(kNotes, validates ? kValidation : Words{"-q"}),
                               {"--restarts", "6", "--iterations", "8", "--lr", "0.001", "--metric", metric});
      const Words alone = printed(words, "best_restart,fingerprint");
      const Words logged = printed(with(words, {"--log", log}), "best_restart,fingerprint");
      CHECK(alone == logged);
      const std::vector<double> values =
          last_values(cells_of(read_file(log)), (validates ? "validation_" : "") + metric);
      CHECK(values.size() == 6);
      CHECK(std::stoul(alone[0]) == place_of_best(values, metric) + 1);
    }
  }
}

TEST_CASE("the default metric is the loss, and changes no byte of what is written") {
  const ScratchFolder scratch;
  const auto files = [&](const Words& more) {
    const std::string log = scratch.path("l.csv");
    REQUIRE(nntrain(with(with(with(kNotes, kValidation),
                              {"--patience", "3", "--restarts", "2", "--iterations", "30", "--log", log,
                               "--predictions", scratch.path("p.csv")}),
                         more))
                .exit_code == 0);
    return read_file(log) + read_file(scratch.path("p.csv"));
  };
  const std::string without = files({});
  CHECK(files({"--metric", "loss"}) == without);
  CHECK(lines_of(without)[0] == "start,iteration,loss,accuracy,validation_loss,validation_accuracy");
  CHECK(lines_of(files({"--metric", "accuracy"}))[0] == lines_of(without)[0]);
}

TEST_CASE("a run that watches a metric goes on and is replayed with the same bits") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  for (const bool has_starts : {false, true}) {
    const Words words =
        with(with(kNotes, kValidation), {"--metric", "auc", "--patience", "9", "--lr", "0.03"});
    const Words whole = with(
        words, has_starts ? Words{"--restarts", "3", "--iterations", "20"} : Words{"--iterations", "40"});
    const Words first = has_starts ? whole : with(words, {"--iterations", "7"});
    const std::string model = scratch.path("m.json");
    REQUIRE(nntrain(with(whole, {"--save", model})).exit_code == 0);
    const std::string straight = read_file(model);
    CHECK(contains(output_of({"replay", model}), "verdict: identical"));

    const Words kept = {"--checkpoint", checkpoint, "--checkpoint-every", "5"};
    REQUIRE(nntrain(with(first, kept)).exit_code == 0);
    REQUIRE(nntrain(with(whole, with(kept, {"--continue", "--save", model}))).exit_code == 0);
    CHECK(read_file(model) == straight);
    std::filesystem::remove(checkpoint);
  }
}

TEST_CASE("what only the log watched needs no log when the run is repeated") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string checkpoint = scratch.path("c.json");
  const Words words = with(kNotes, {"-q", "--metric", "auc", "--iterations", "9"});
  REQUIRE(nntrain(with(words, {"--log", scratch.path("l.csv"), "--save", model, "--checkpoint", checkpoint}))
              .exit_code == 0);
  CHECK(contains(output_of({"replay", model}), "verdict: identical"));
  CHECK(printed({"--resume", checkpoint, "--iterations", "12"}, "iterations")[0] == "12");
}

TEST_CASE("a checkpoint of an nntrain without --metric goes on") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const Words words = with(with(kNotes, kValidation), {"--patience", "5", "--lr", "0.03"});
  const Words kept = {"--checkpoint", checkpoint};
  REQUIRE(nntrain(with(words, with(kept, {"--iterations", "6"}))).exit_code == 0);
  const std::string text = read_file(checkpoint);
  const std::string old = replaced(text, "    \"metric\": \"loss\",\n", "");
  REQUIRE(old != text);
  scratch.file("c.json", sealed(old));
  CHECK(fingerprint_of(with(words, with(kept, {"--iterations", "30", "--continue"}))) ==
        fingerprint_of(with(words, {"--iterations", "30"})));
  scratch.file("c.json", sealed(old));
  check_refusal(with(words, with(kept, {"--iterations", "30", "--continue", "--metric", "auc"})), 2,
                {"--metric is 'auc'", "it was not given"});
}

TEST_CASE("a metric's column stands in the log with any label, and plot reads the log") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("d.csv", "x,kind\n1,\"a,b\"\n2,c\n3,\"a,b\"\n4,c\n5,c\n");
  const std::string csv = scratch.path("l.csv");
  const std::string jsonl = scratch.path("l.jsonl");
  const Words words = {"--data", data, "-q", "--iterations", "2", "--metric", "f1[\"a,b\"]"};
  for (const std::string& log : {csv, jsonl}) {
    REQUIRE(nntrain(with(words, {"--log", log})).exit_code == 0);
    CHECK(contains(output_of({"plot", log, "--output", "-"}), "loss"));
  }
  CHECK(cells_of(read_file(csv))[0] == Words{"iteration", "loss", "accuracy", "f1[\"a,b\"]"});
  const nlohmann::json first = nlohmann::json::parse(lines_of(read_file(jsonl))[0]);
  CHECK(first["f1[\"a,b\"]"].is_number());
}

TEST_CASE("a metric that is not computed, or tells nothing, is refused before training") {
  const Words words = with(kNotes, {"--restarts", "2", "--metric"});
  check_refusal(with(words, {"acc"}), 2, {"--metric 'acc'", "did you mean 'accuracy'?", "f1[LABEL]"});
  check_refusal(with(words, {"r2"}), 2, {"a metric of a regression"});
  check_refusal(with(words, {"f1[2]"}), 2, {"there is no class '2'"});
  for (const char* const name : {"rows", "correct", "accuracy_low", "majority", "confusion[0][1]"})
    check_refusal(with(words, {name}), 2, {"does not tell how good a network is", "the metrics are:  loss"});
  check_refusal(with(words, {"validation.auc"}), 2, {"--metric auc"});
  check_refusal(with(words, {"log_loss", "--output-activation", "identity"}), 2, {"--metric 'log_loss'"});
  check_refusal({"--data", "data/banknotes.txt", "--target", "entropy", "--restarts", "2", "--metric", "auc"},
                2, {"a metric of a classification"});
  check_refusal(with(kNotes, {"--metric", "auc"}), 2, {"--metric needs --patience", "--metric loss"});
}

TEST_CASE("a metric that is undefined on the rows that choose is refused before training") {
  const ScratchFolder scratch;
  const std::string one_class = scratch.file("v.csv", "variance,entropy,classification\n1,2,0\n2,1,0\n");
  const Words words = with(kNotes, {"--validation", one_class, "--metric", "auc"});
  check_refusal(with(words, {"--patience", "2"}), 4, {"auc is undefined on the validation rows"});
  check_refusal(with(words, {"--restarts", "2"}), 4, {"a class has no row there", "--metric loss"});
  const ScratchFolder folder;
  const std::string log = folder.path("l.csv");
  REQUIRE(nntrain(with(words, {"--log", log, "--iterations", "1", "-q"})).exit_code == 0);
  CHECK(cells_of(read_file(log))[1].back() == "nan");
  const std::string same = scratch.file("s.csv", "variance,entropy\n1,2\n2,2\n");
  check_refusal({"--data", "data/banknotes.txt", "--features", "variance", "--target", "entropy",
                 "--validation", same, "--metric", "r2", "--patience", "2"},
                4, {"r2 is undefined", "a single value"});
  const std::string zero = scratch.file("z.csv", "variance,entropy\n1,0\n2,3\n");
  check_refusal({"--data", "data/banknotes.txt", "--features", "variance", "--target", "entropy",
                 "--validation", zero, "--metric", "mape", "--patience", "2"},
                4, {"mape is undefined on the validation rows: a target there is 0"});
}

}  // namespace nntrain::test
