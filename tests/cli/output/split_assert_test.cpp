// Asserts and --print on held-out rows.

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kNotes = {
    "--data", "data/banknotes.txt", "--features", "variance,entropy",      "--iterations", "100", "--lr",
    "0.001",  "--test-fraction",    "0.3",        "--validation-fraction", "0.2"};

Words asking(const std::string& expression) {
  return with(kNotes, {"--print", "stop", "--assert", expression});
}

}  // namespace

TEST_CASE("an assert without a split means the most held-out rows, and says how many") {
  const nlohmann::json metrics = json_of(with(kNotes, {"-q"}))["metrics"];
  for (const auto& [expression, split] :
       std::vector<std::pair<std::string, std::string>>{{"accuracy > 0.1", "test"},
                                                        {"test.accuracy > 0.1", "test"},
                                                        {"validation.accuracy > 0.1", "validation"},
                                                        {"train.accuracy > 0.1", "train"}}) {
    INFO(expression);
    const ProgramResult result = nntrain(asking(expression));
    CHECK(result.exit_code == 0);
    CHECK(result.err == "PASS " + expression + ": it is " + metrics[split]["accuracy"].dump() +
                            " (n = " + metrics[split]["rows"].dump() + ")\n");
  }
  Words words = kNotes;
  words.erase(words.end() - 4, words.end() - 2);  // without test rows
  CHECK(contains(nntrain(with(words, {"--print", "stop", "--assert", "accuracy > 0.1"})).err, "(n = 274)"));
  CHECK(printed(kNotes, "accuracy,rows").at(1) == metrics["test"]["rows"].dump());
}

TEST_CASE("an assert on one split fails by that split alone") {
  const nlohmann::json metrics = json_of(with(kNotes, {"-q"}))["metrics"];
  for (const std::string split : {"train", "validation", "test"}) {
    const std::string value = metrics[split]["loss"].dump();
    CHECK(nntrain(asking(split + ".loss == " + value)).exit_code == 0);
    const ProgramResult failed = nntrain(asking(split + ".loss < " + value));
    CHECK(failed.exit_code == 1);
    CHECK(contains(failed.err, "FAIL " + split + ".loss < " + value));
    CHECK(failed.out == "iterations\n");
  }
}

TEST_CASE("recall and precision of a class can be asserted on held-out rows") {
  const nlohmann::json result =
      json_of(with(kNotes, {"-q", "--assert", "recall[1] >= 0.5", "--assert", "test.precision[0]>0",
                            "--assert", "validation.confusion[0][1] <= 1000", "--assert", "test.auc > 0.5"}));
  CHECK(result["asserts"][0]["value"] == result["metrics"]["test"]["classes"][1]["recall"]);
  CHECK(result["asserts"][1]["value"] == result["metrics"]["test"]["classes"][0]["precision"]);
  CHECK(result["asserts"][2]["value"] == result["metrics"]["validation"]["confusion"][0][1]);
}

TEST_CASE("a split that is not there is refused with the flag that makes it, before the training begins") {
  const Words words = {"--data", "data/or.csv", "--iterations", "1000000000000"};
  for (const std::string flag : {"--assert", "--print"}) {
    const std::string end = flag == "--assert" ? " > 0.5" : "";
    check_refusal(with(words, {flag, "test.accuracy" + end}), 2, {flag, "'test'", "--test-fraction"});
    check_refusal(with(words, {flag, "validation.loss" + end}), 2,
                  {flag, "'validation'", "--validation-fraction"});
    check_refusal(with(words, {"--test-fraction", "0.5", flag, "validation.loss" + end}), 2,
                  {"'validation'", "'train' and 'test'"});
    check_refusal(with(words, {flag, "tset.loss" + end}), 2, {"'tset"});
  }
  check_refusal(with(words, {"--test-fraction", "0.5", "--assert", "tset.loss > 1"}), 2,
                {"did you mean 'test'?"});
}

TEST_CASE("converged holds where tolerance or patience stopped, and not where the iterations ran out") {
  const Words words = {
      "--data", "data/banknotes.txt",    "--features", "variance,entropy", "--lr",     "0.001",
      "-q",     "--validation-fraction", "0.2",        "--assert",         "converged"};
  CHECK(nntrain(with(words, {"--tolerance", "0.05"})).exit_code == 0);
  CHECK(nntrain(with(words, {"--patience", "3", "--iterations", "3"})).exit_code == 1);
  CHECK(nntrain(with(words, {"--max-seconds", "1e-9", "--iterations", "100000000"})).exit_code == 1);
  CHECK(
      nntrain({"--data", "data/or.csv", "--optimizer", "lbfgs", "--l2", "0.1", "-q", "--assert", "converged"})
          .exit_code == 0);
}

TEST_CASE("a metric that is undefined fails every assert on it") {
  const ScratchFolder scratch;
  const std::string held = scratch.file("one.csv", "x1,x2,y\n0,1,1\n1,1,1\n");
  const Words words = {"--data", "data/or.csv", "--test", held, "--iterations", "1", "-q"};
  for (const std::string expression : {"auc > 0", "auc <= 1", "test.auc == 0.5"}) {
    CHECK(nntrain(with(words, {"--assert", expression})).exit_code == 1);
  }
  CHECK(nntrain(with(words, {"--assert", "train.auc >= 0"})).exit_code == 0);
  CHECK(printed(words, "auc") == Words{"nan"});
}

}  // namespace nntrain::test
