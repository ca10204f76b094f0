// More than two classes: odd labels, and every place that reports classes.

#include <numeric>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kLabels = {"a, \"b\"", "z:1=[2]", "\xC3\xA4rger"};  // in the order of their bytes
const std::string kFirst = "a, \"b\"";
const std::string kLast = "\xC3\xA4rger";

Words clouds_in(const ScratchFolder& scratch, const Words& labels = kLabels) {
  return {"--data", scratch.file("t.csv", csv_of(clouds(90, labels, 5))), "--lr", "0.5", "--iterations",
          "400"};
}

}  // namespace

TEST_CASE("more than two classes are learnt with softmax and cross-entropy, and every label survives") {
  const ScratchFolder scratch;
  const nlohmann::json result = json_of(with(clouds_in(scratch), {"-q"}));
  CHECK(result["options"]["output-activation"] == "softmax");
  CHECK(result["options"]["loss"] == "cross-entropy");
  CHECK(result["network"]["layer_sizes"] == nlohmann::json({2, 5, 3}));
  CHECK(result["layers"][1]["activation"] == "softmax");
  CHECK(result["layers"][1]["units"] == 3);
  CHECK(result["layers"][1]["weights"][0].size() == 3);

  const nlohmann::json& train = result["metrics"]["train"];
  CHECK(train["accuracy"].get<double>() > 0.85);
  CHECK(train["majority"].get<double>() == 1.0 / 3);
  CHECK(train["loss"].get<double>() == Approx(train["log_loss"].get<double>()).epsilon(1e-12));
  REQUIRE(train["confusion"].size() == 3);
  double diagonal = 0;
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(result["data"]["classes"][c]["label"] == kLabels[c]);
    CHECK(result["data"]["classes"][c]["count"] == 30);
    CHECK(train["classes"][c]["label"] == kLabels[c]);
    const std::vector<double> row = numbers_in(train["confusion"][c]);
    CHECK(std::accumulate(row.begin(), row.end(), 0.0) == 30);
    CHECK(train["classes"][c]["recall"].get<double>() == row[c] / 30);
    diagonal += row[c];
  }
  CHECK(train["correct"] == diagonal);
}

TEST_CASE("the order in which labels appear first does not order the classes") {
  const ScratchFolder scratch;
  for (const Words& labels :
       {Words{kLabels[2], kLabels[0], kLabels[1]}, {kLabels[1], kLabels[2], kLabels[0]}}) {
    const nlohmann::json classes = json_of(with(clouds_in(scratch, labels), {"-q"}))["data"]["classes"];
    for (std::size_t c = 0; c < 3; ++c) CHECK(classes[c]["label"] == kLabels[c]);
  }
}

TEST_CASE("labels that are numbers are ordered by value, and several whole ones need --task") {
  const ScratchFolder scratch;
  const Words words = with(clouds_in(scratch, {"10", "-2", "9", "1e1.5"}), {"--task", "classify"});
  CHECK(json_of(with(words, {"-q"}))["data"]["classes"][0]["label"] ==
        "-2");  // not all are numbers: by bytes
  const Words numbers = clouds_in(scratch, {"10", "-2", "9", "0.5"});
  const nlohmann::json classes = json_of(with(numbers, {"-q", "--task", "classify"}))["data"]["classes"];
  Words labels;
  for (const nlohmann::json& one : classes) labels.push_back(one["label"]);
  CHECK(labels == Words{"-2", "0.5", "9", "10"});
  check_refusal({"--data", scratch.file("w.csv", csv_of(clouds(30, {"1", "2", "3"}, 1)))}, 2,
                {"3 different whole numbers (1, 2, 3)", "--task classify"});
}

TEST_CASE("the text result names every class, and so does the table of the output's weights") {
  const ScratchFolder scratch;
  const std::string out = nntrain(with(clouds_in(scratch), {"-q", "--test-fraction", "0.2"})).out;
  INFO(out);
  CHECK(contains(out, "\ntarget: kind (3 classes: \"a, \"\"b\"\"\" (30 rows), z:1=[2] (30 rows), " + kLast +
                          " (30 rows); the largest output is the class)\n"));
  CHECK(contains(out, "\nrows: 72 train, 18 test\n"));
  CHECK(contains(out, "\ntest balanced accuracy: "));
  std::size_t heads = 0;
  for (const std::string& line : lines_of(out)) {
    const bool is_confusion = contains(line, "as a, \"b\"") && contains(line, "as z:1=[2]");
    const bool is_weights = line.substr(0, 7) == "output " && contains(line, "a, \"b\"");
    if ((is_confusion || is_weights) && contains(line, kLast)) ++heads;
  }
  CHECK(heads == 2);
}

TEST_CASE("--print and asserts know the metrics of odd labels") {
  const ScratchFolder scratch;
  const Words words = with(clouds_in(scratch), {"--test-fraction", "0.3"});
  const nlohmann::json test = json_of(with(words, {"-q"}))["metrics"]["test"];
  const Words values =
      printed(words, "recall[" + kLast + "],\"confusion[a, \"\"b\"\"][z:1=[2]]\",test.f1[z:1=[2]]");
  CHECK(std::stod(values.at(0)) == test["classes"][2]["recall"].get<double>());
  CHECK(std::stod(values.at(1)) == test["confusion"][0][1].get<double>());
  CHECK(std::stod(values.at(2)) == test["classes"][1]["f1"].get<double>());
  const std::string kept = test["confusion"][0][0].dump();
  const ProgramResult result =
      nntrain(with(words, {"-q", "--print", "stop", "--assert", "test.recall[" + kLast + "] >= 0", "--assert",
                           "confusion[" + kFirst + "][" + kFirst + "]==" + kept, "--assert",
                           "train.precision[z:1=[2]]<=1"}));
  INFO(result.err);
  CHECK(result.exit_code == 0);
  check_refusal(with(words, {"--print", "recall[" + kLast + "x]"}), 2,
                {"there is no class '" + kLast + "x'; did you mean [" + kLast + "]?"});
  check_refusal(with(words, {"--print", "\"confusion[a"}), 2, {"quote"});
}

TEST_CASE("two classes may have an output each") {
  const ScratchFolder scratch;
  const Words words = with(clouds_in(scratch, {"no", "yes"}), {"--output-activation", "softmax"});
  const nlohmann::json result = json_of(with(words, {"-q"}));
  CHECK(result["network"]["layer_sizes"] == nlohmann::json({2, 5, 2}));
  CHECK(result["options"]["loss"] == "cross-entropy");
  CHECK(result["metrics"]["train"]["accuracy"].get<double>() > 0.9);
  CHECK(result["layers"][1]["bias"].size() == 2);
}

TEST_CASE("several sigmoid and identity outputs are an output each as well") {
  const ScratchFolder scratch;
  for (const std::string output : {"sigmoid", "identity"}) {
    INFO(output);
    const nlohmann::json result =
        json_of(with(clouds_in(scratch), {"-q", "--output-activation", output, "--loss", "mse"}));
    CHECK(result["network"]["layer_sizes"] == nlohmann::json({2, 5, 3}));
    CHECK(result["metrics"]["train"].contains("log_loss") == (output == "sigmoid"));
    CHECK(result["metrics"]["train"]["accuracy"].get<double>() > 0.6);
  }
}

TEST_CASE("what is defined for two classes only is refused for three") {
  const ScratchFolder scratch;
  const Words words = clouds_in(scratch);
  check_refusal(with(words, {"--optimizer", "perceptron"}), 2, {"separates two classes", "has 3"});
  check_refusal(with(words, {"--backprop", "lecture"}), 2, {"--backprop lecture", "3 classes"});
}

TEST_CASE("up to twelve classes have a confusion matrix in the text result") {
  const ScratchFolder scratch;
  Words labels;
  for (int c = 10; c < 22; ++c) labels.push_back("c" + std::to_string(c));
  CHECK(contains(nntrain(with(clouds_in(scratch, labels), {"-q"})).out, "as c21"));
  labels.push_back("c22");
  const std::string many = nntrain(with(clouds_in(scratch, labels), {"-q"})).out;
  CHECK(contains(many, "\n  c22 "));
  CHECK(!contains(many, "as c21"));
}

}  // namespace nntrain::test
