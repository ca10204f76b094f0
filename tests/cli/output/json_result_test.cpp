#include <cmath>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

Words keys_of(const nlohmann::ordered_json& object) {
  Words keys;
  for (const auto& item : object.items()) keys.push_back(item.key());
  return keys;
}

}  // namespace

TEST_CASE("a JSON result tells how the run ended") {
  const auto status = [](const Words& words) {
    return std::string(nlohmann::json::parse(nntrain(with(words, {"--format", "json", "-q"})).out)["status"]);
  };
  const Words job = {"--data", "data/or.csv", "--iterations", "3"};
  CHECK(status(job) == "done");
  CHECK(status(with(job, {"--assert", "accuracy > 2"})) == "failed-assert");
  const Words endless = {"--data", "data/or.csv", "--iterations", "100000000", "--max-seconds", "0.001"};
  CHECK(status(endless) == "time");
  CHECK(status(with(endless, {"--assert", "accuracy > 2"})) == "failed-assert");
  CHECK(status({"--data", "data/banknotes.txt", "--target", "entropy", "--hidden", "0", "--lr", "1e6"}) ==
        "diverged");
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain(with(job, {"--save", model, "-q"})).exit_code == 0);
  CHECK(status({"evaluate", model, "--data", "data/or.csv"}) == "done");
  CHECK(status({"evaluate", model, "--data", "data/or.csv", "--assert", "accuracy > 2"}) == "failed-assert");
}

TEST_CASE("a JSON result has the keys of the contract in their order") {
  const ProgramResult run = nntrain({"--data", "data/banknotes.txt", "--features", "variance,entropy",
                                     "--iterations", "20", "--format", "json", "--quiet"});
  REQUIRE(run.exit_code == 0);
  CHECK(run.err.empty());
  CHECK(run.out.back() == '\n');
  const auto result = nlohmann::ordered_json::parse(run.out);
  CHECK(keys_of(result) == Words{"schema", "version", "command", "status", "options", "data", "network",
                                 "training", "resources", "metrics", "layers", "asserts", "advice",
                                 "fingerprint"});
  CHECK(keys_of(result["data"]) == Words{"path", "sha256", "rows", "rows_used", "rows_dropped", "features",
                                         "target", "task", "classes"});
  CHECK(keys_of(result["data"]["classes"][0]) == Words{"label", "count"});
  CHECK(keys_of(result["network"]) == Words{"layer_sizes", "parameters"});
  CHECK(keys_of(result["training"]) ==
        Words{"iterations", "stop", "seconds", "seed", "threads", "evaluations"});
  CHECK(keys_of(result["resources"]) == Words{"seconds", "peak_memory"});
  CHECK(keys_of(result["layers"][0]) == Words{"name", "activation", "inputs", "units", "bias", "weights"});
  const Words train = keys_of(result["metrics"]["train"]);
  CHECK(train == Words{"rows",
                       "loss",
                       "mse",
                       "accuracy",
                       "correct",
                       "accuracy_low",
                       "accuracy_high",
                       "majority",
                       "balanced_accuracy",
                       "macro_precision",
                       "macro_recall",
                       "macro_f1",
                       "mcc",
                       "kappa",
                       "specificity",
                       "auc",
                       "average_precision",
                       "log_loss",
                       "ece",
                       "classes",
                       "confusion"});
  CHECK(keys_of(result["metrics"]["train"]["classes"][0]) ==
        Words{"label", "rows", "precision", "recall", "f1"});
}

TEST_CASE("jsonl is the same result in one line") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string data = scratch.file("t.csv", "\"a\nb\",y\n1,p\n2,\"q\n  r\"\n3,p\n");
  const Words train = {"--data",   data,        "--iterations", "2",       "-q",
                       "--assert", "rows == 3", "--assert",     "loss > 0"};
  REQUIRE(nntrain(with(train, {"--save", model})).exit_code == 0);
  const std::vector<Words> cases = {train,
                                    with(train, {"--print", "stop,features,assert"}),
                                    {"evaluate", model, "--data", data, "-q"},
                                    {"bench", "--quick", "--runs", "1", "--only", "csv", "-q"}};
  for (const Words& words : cases) {
    INFO(words.front());
    const ProgramResult line = nntrain(with(words, {"--format", "jsonl"}));
    CHECK(line.exit_code == 0);
    CHECK(std::count(line.out.begin(), line.out.end(), '\n') == 1);
    CHECK(line.out.back() == '\n');
    nlohmann::json one = nlohmann::json::parse(line.out);
    nlohmann::json other = json_of(words);
    if (words.front() == "bench") {
      CHECK(one["schema"] == other["schema"]);
      continue;
    }
    for (nlohmann::json* const json : {&one, &other}) {
      json->erase("resources");
      if (json->contains("training")) (*json)["training"].erase("seconds");
      if (json->contains("options")) (*json)["options"].erase("format");
    }
    CHECK(one == other);
  }
}

TEST_CASE("a JSON result says what was done") {
  const nlohmann::json result =
      json_of({"--data", "data/banknotes.txt", "--features", "variance,entropy", "--iterations", "20", "-q"});
  CHECK(result["schema"] == "nntrain.run/1");
  CHECK(result["version"] ==
        nntrain({"--version"}).out.substr(8, result["version"].get<std::string>().size()));
  CHECK(result["command"] == "train");
  CHECK(result["data"]["path"] == "data/banknotes.txt");
  CHECK(result["data"]["rows"] == 1372);
  CHECK(result["data"]["rows_used"] == 1372);
  CHECK(result["data"]["rows_dropped"] == 0);
  CHECK(result["data"]["target"] == "classification");
  CHECK(result["data"]["task"] == "classify");
  CHECK(result["data"]["classes"] ==
        nlohmann::json::parse(R"([{"label": "0", "count": 762}, {"label": "1", "count": 610}])"));
  CHECK(result["network"] == nlohmann::json::parse(R"({"layer_sizes": [2, 5, 1], "parameters": 21})"));
  CHECK(result["training"]["iterations"] == 20);
  CHECK(result["training"]["stop"] == "iterations");
  CHECK(result["training"]["seconds"].get<double>() >= 0);
  CHECK(result["resources"]["seconds"].get<double>() >= result["training"]["seconds"].get<double>());
  CHECK(result["resources"]["peak_memory"].get<double>() > 1e6);
  CHECK(result["layers"].size() == 2);
  CHECK(result["layers"][0]["bias"].size() == 5);
  CHECK(result["layers"][0]["weights"].size() == 2);
  CHECK(result["layers"][0]["weights"][1].size() == 5);
  CHECK(result["layers"][1]["inputs"][4] == "hidden1.5");
  CHECK(result["layers"][1]["weights"].size() == 5);
  CHECK(result["asserts"].empty());
  const std::string fingerprint = result["fingerprint"];
  CHECK(fingerprint.size() == 16);
  CHECK(fingerprint.find_first_not_of("0123456789abcdef") == std::string::npos);
}

TEST_CASE("the metrics of a result agree with one another") {
  const nlohmann::json result =
      json_of({"--data", "data/banknotes.txt", "--features", "variance,entropy", "--iterations", "50", "-q"});
  const nlohmann::json& train = result["metrics"]["train"];
  const double n = train["rows"];
  const double share = train["accuracy"];
  CHECK(share == train["correct"].get<double>() / n);
  CHECK(train["majority"].get<double>() == 762.0 / 1372.0);
  CHECK(train["classes"][0]["rows"] == 762);
  CHECK(train["confusion"][0][0].get<int>() + train["confusion"][0][1].get<int>() == 762);
  CHECK(train["confusion"][0][0].get<int>() + train["confusion"][1][1].get<int>() == train["correct"]);
  CHECK(std::abs(train["loss"].get<double>() / n - train["mse"].get<double>()) < 1e-12);
  const double z = 1.959963984540054;  // Wilson (1927)
  const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  CHECK(std::abs(train["accuracy_low"].get<double>() - (middle - half)) < 1e-9);
  CHECK(std::abs(train["accuracy_high"].get<double>() - (middle + half)) < 1e-9);
}

TEST_CASE("the options of a result are resolved: nothing in them is automatic any more") {
  const nlohmann::json classes = json_of({"--data", "data/or.csv", "--iterations", "1", "-q"})["options"];
  const std::vector<std::pair<std::string, nlohmann::json>> wanted = {
      {"data", "data/or.csv"},   {"features", "x1,x2"},
      {"target", "y"},           {"task", "classify"},
      {"header", "yes"},         {"delimiter", ","},
      {"missing", "error"},      {"hidden", "5"},
      {"activation", "sigmoid"}, {"output-activation", "sigmoid"},
      {"no-bias", false},        {"loss", "sse"},
      {"backprop", "exact"},     {"learning-rate", 0.01},
      {"iterations", 1},         {"seed", 1},
      {"format", "json"},        {"quiet", true}};
  for (const auto& [name, value] : wanted) {
    INFO(name);
    CHECK(classes[name] == value);
  }
  const nlohmann::json values = json_of(
      {"--data", "data/banknotes.txt", "--target", "entropy", "--lr", "0.001", "--iterations", "1", "-q"});
  CHECK(values["options"]["task"] == "regress");
  CHECK(values["options"]["output-activation"] == "identity");
  CHECK(values["options"]["loss"] == "mse");
  CHECK(values["data"]["classes"].empty());
  CHECK(values["metrics"]["train"].contains("r2"));
  CHECK(!values["metrics"]["train"].contains("accuracy"));
}

TEST_CASE("every flag of the help text stands among the options of a result") {
  const nlohmann::json options = json_of({"--data", "data/or.csv", "--iterations", "1", "-q"})["options"];
  for (const std::string& line : lines_of(nntrain({"help", "train"}).out)) {
    const std::size_t begin = line.find("--");
    if (begin == std::string::npos || begin > 6) continue;
    const std::string name = line.substr(begin + 2, line.find_first_of(" ,", begin) - begin - 2);
    if (name == "help" || name == "version") continue;
    INFO(name);
    CHECK(options.contains(name));
  }
}

TEST_CASE("a number that is not finite is null") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", "a,y\n1,5\n2,5\n3,5\n");
  const nlohmann::json result =
      json_of({"--data", path, "--task", "regress", "--iterations", "1", "-q", "--assert", "r2 >= 0"}, 1);
  CHECK(result["metrics"]["train"]["r2"].is_null());
  CHECK(result["asserts"][0]["value"].is_null());
  CHECK(result["asserts"][0]["passed"] == false);
}

TEST_CASE("odd names survive as JSON strings") {
  const ScratchFolder scratch;
  scratch.file("o.csv", "\"a \"\"q\"\" \\, b\",\"line\nbreak\",\xC3\xA4\n1,2,0\n3,4,1\n");
  ProgramCall call;
  call.directory = scratch.folder().string();
  call.arguments = {"--data", "o.csv", "--iterations", "1", "-q", "--format", "json"};
  const ProgramResult result = run(call);
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  const nlohmann::json json = nlohmann::json::parse(result.out);
  CHECK(json["data"]["features"] == nlohmann::json({"a \"q\" \\, b", "line\nbreak"}));
  CHECK(json["data"]["target"] == "\xC3\xA4");

  const std::string odd_path = scratch.file("o\xFF\n.csv", "a,y\n1,0\n2,1\n");
  const ProgramResult odd = nntrain({"--data", odd_path, "--iterations", "1", "-q", "--format", "json"});
  REQUIRE(odd.exit_code == 0);
  CHECK(nlohmann::json::accept(odd.out));
}

}  // namespace nntrain::test
