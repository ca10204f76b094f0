#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const Words kQuick = {"--data", "data/or.csv", "--iterations", "2000", "--lr", "1", "--print", "stop"};

}  // namespace

TEST_CASE("asserts that hold print PASS with value and count and exit 0") {
  const ProgramResult result =
      nntrain(with(kQuick, {"--assert", "accuracy == 1", "--assert", "train.accuracy>=0.5", "--assert",
                            "loss < 0.1", "--assert", "  rows  <=  4 ", "--assert", "mse > 1e-9"}));
  CHECK(result.exit_code == 0);
  CHECK(result.out == "iterations\n");
  const std::vector<std::string> lines = lines_of(result.err);
  REQUIRE(lines.size() == 5);
  for (const std::string& line : lines) {
    CHECK(line.substr(0, 5) == "PASS ");
    CHECK(contains(line, "4"));
  }
  CHECK(contains(lines[0], "accuracy == 1: "));
  CHECK(contains(lines[1], "train.accuracy>=0.5"));
}

TEST_CASE("an assert that fails prints FAIL and exits 1; the result is printed all the same") {
  const ProgramResult result =
      nntrain(with(kQuick, {"--assert", "accuracy >= 0.9", "--assert", "loss <= 0"}));
  CHECK(result.exit_code == 1);
  CHECK(result.out == "iterations\n");
  CHECK(contains(result.err, "PASS accuracy >= 0.9"));
  CHECK(contains(result.err, "FAIL loss <= 0"));
}

TEST_CASE("--quiet hides what passed, never what failed") {
  const ProgramResult result =
      nntrain(with(kQuick, {"-q", "--assert", "accuracy >= 0.9", "--assert", "loss <= 0"}));
  CHECK(result.exit_code == 1);
  CHECK(!contains(result.err, "PASS"));
  CHECK(contains(result.err, "FAIL loss <= 0"));
}

TEST_CASE("each operator means what it says at the edge") {
  const std::vector<std::pair<std::string, int>> cases = {
      {"rows >= 4", 0},         {"rows <= 4", 0},  {"rows == 4", 0}, {"rows > 4", 1},
      {"rows < 4", 1},          {"rows > 3", 0},   {"rows < 5", 0},  {"rows == 5", 1},
      {"rows >= 4.0000001", 1}, {"rows<=3.99", 1}, {"rows==4e0", 0}};
  for (const auto& [expression, exit_code] : cases) {
    INFO(expression);
    CHECK(nntrain({"--data", "data/or.csv", "--iterations", "1", "-q", "--assert", expression}).exit_code ==
          exit_code);
  }
}

TEST_CASE("a fingerprint can be asserted") {
  const Words words = {"--data", "data/or.csv", "--iterations", "10", "-q"};
  const std::string fingerprint = nntrain(with(words, {"--print", "fingerprint"})).out.substr(0, 16);
  CHECK(nntrain(with(words, {"--assert", "fingerprint == " + fingerprint})).exit_code == 0);
  const ProgramResult other = nntrain(with(words, {"--assert", "fingerprint == 0123456789abcdef"}));
  CHECK(other.exit_code == 1);
  CHECK(contains(other.err, "FAIL fingerprint == 0123456789abcdef"));
  CHECK(contains(other.err, fingerprint));
}

TEST_CASE("asserts stand in the JSON result") {
  const nlohmann::json result = json_of({"--data", "data/or.csv", "--iterations", "10", "-q", "--assert",
                                         "rows == 4", "--assert", "train.correct > 4"},
                                        1);
  CHECK(result["asserts"].size() == 2);
  CHECK(result["asserts"][0] ==
        nlohmann::json::parse(R"({"expression": "rows == 4", "value": 4, "passed": true})"));
  CHECK(result["asserts"][1]["expression"] == "train.correct > 4");
  CHECK(result["asserts"][1]["passed"] == false);
  CHECK(result["asserts"][1]["value"] == result["metrics"]["train"]["correct"]);
  CHECK(result["options"]["assert"] == nlohmann::json({"rows == 4", "train.correct > 4"}));
}

TEST_CASE("asserts and --print know each class by its label") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,y\n1,-0.5\n2,-0.5\n3,1e3\n4,1e3\n5,1e3\n");
  const Words words = {"--data", data, "--iterations", "0", "-q"};
  const nlohmann::json train = json_of(words)["metrics"]["train"];
  REQUIRE(train["classes"].size() == 2);
  CHECK(train["classes"][0]["label"] == "-0.5");
  CHECK(train["classes"][1]["rows"] == 3);
  const std::string kept = train["confusion"][1][1].dump();
  const ProgramResult result = nntrain(with(words, {"--print", "confusion[1e3][1e3],train.recall[-0.5]",
                                                    "--assert", "confusion[1e3][1e3] == " + kept, "--assert",
                                                    "train.recall[-0.5]<=1", "--assert", "f1[1e3] >= 0"}));
  CHECK(result.exit_code == 0);
  CHECK(result.out == kept + "\t" + train["classes"][0]["recall"].dump() + "\n");
}

TEST_CASE(
    "a class's name may be in quotes wherever it stands, and must be where it would be read otherwise") {
  const ScratchFolder scratch;
  const std::string data =
      scratch.file("t.csv", "x,y\n1,\"a,b\"\n2,c=d\n3,\"a,b\"\n4,plain\n5,\"q\"\"]\"\n6,plain\n");
  const Words words = {"--data", data, "--iterations", "1", "-q"};
  const auto same = [&](const std::string& quoted, const std::string& bare) {
    INFO(quoted);
    const ProgramResult result =
        nntrain(with(words, {"--print", quoted + ",stop", "--assert", quoted + " >= 0"}));
    INFO(result.err);
    CHECK(result.exit_code == 0);
    const nlohmann::json json = json_of(with(words, {"--assert", bare + " >= 0"}));
    CHECK(result.out == json["asserts"][0]["value"].dump() + "\titerations\n");
  };
  same(R"(recall["a,b"])", "recall[a,b]");
  same(R"(precision["c=d"])", "precision[c=d]");
  same(R"(train.recall["plain"])", "train.recall[plain]");
  same(R"(confusion["a,b"]["plain"])", "confusion[a,b][plain]");
  same(R"(confusion[plain]["a,b"])", "confusion[plain][a,b]");
  same(R"(f1["q""]"])", "f1[q\"]]");
  CHECK(json_of(with(words, {"--class-weights", R"("a,b"=2,"c=d"=3,plain=1,"q""]"=4)"}))["fingerprint"] ==
        json_of(with(words, {"--class-weights", R"("a,b=2",c=d=3,q"]=4)"}))["fingerprint"]);

  check_refusal(with(words, {"--print", "recall[a,b],stop"}), 2, {"'recall[a'", "recall[\"A,B\"]"});
  check_refusal(with(words, {"--print", R"(recal["a,b"])"}), 2, {R"(did you mean 'recall["a,b"]'?)"});
  for (const char* const flag : {"--print", "--assert"}) {
    const std::string rest = std::string(flag) == "--assert" ? " > 0.5" : "";
    check_refusal(
        with(words, {flag, "recall[plan]" + rest}), 2,
        {"there is no class 'plan'; did you mean [plain]?", R"(the classes are:  "a,b", "c=d", plain, )"});
    check_refusal(with(words, {flag, R"(recall["a,bb"])" + rest}), 2, {R"('a,bb'; did you mean ["a,b"]?)"});
    check_refusal(with(words, {flag, R"(confusion["a,b"][x])" + rest}), 2, {"no class 'x'"});
    check_refusal(with(words, {flag, R"(train.f1["a<b"])" + rest}), 2, {"no class 'a<b'"});
  }
}

TEST_CASE("facts can be asserted") {
  const Words words = {"--data", "data/or.csv", "--iterations", "500", "-q", "--print", "parameters"};
  const std::vector<std::pair<std::string, bool>> cases = {{"stop == iterations", true},
                                                           {"stop == tolerance", false},
                                                           {"iterations < 501", true},
                                                           {"iterations<500", false},
                                                           {"rows_dropped == 0", true},
                                                           {"seconds < 60", true},
                                                           {"seconds < 0", false},
                                                           {"parameters == 21", true},
                                                           {"parameters > 21", false},
                                                           {"resources.seconds < 600", true},
                                                           {"resources.peak_memory < 1e12", true},
                                                           {"task == classify", true},
                                                           {"task == regress", false},
                                                           {"layer_sizes == 2,5,1", true},
                                                           {"data.rows >= 4", true},
                                                           {"seed == 1", true},
                                                           {"target == y", true}};
  for (const auto& [expression, holds] : cases) {
    INFO(expression);
    const ProgramResult result = nntrain(with(words, {"--assert", expression}));
    CHECK(result.exit_code == (holds ? 0 : 1));
    CHECK(contains(result.err, "FAIL " + expression) == !holds);
  }
  CHECK(json_of({"--data", "data/or.csv", "--iterations", "2", "--assert", "stop == iterations", "--assert",
                 "iterations == 2"})["asserts"] ==
        nlohmann::json::parse(R"([{"expression": "stop == iterations", "value": "iterations", "passed": true},
                                  {"expression": "iterations == 2", "value": 2, "passed": true}])"));
  check_refusal(with(words, {"--assert", "stop == tolerence"}), 2,
                {"'stop' is never 'tolerence'; did you mean 'tolerance'?", "converged"});
  check_refusal(with(words, {"--assert", "stop > tolerance"}), 2, {"needs =="});
  check_refusal(with(words, {"--assert", "iterations < many"}), 2, {"'many' is not a number"});
  check_refusal(with(words, {"--assert", "iteratons < 5"}), 2, {"did you mean 'iterations'?"});

  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain(with(words, {"--save", model})).exit_code == 0);
  const Words evaluate = {"evaluate", model, "--data", "data/or.csv", "--print", "rows", "--assert"};
  CHECK(nntrain(with(evaluate, {"rows_dropped == 0", "--assert", "parameters < 100"})).exit_code == 0);
  CHECK(nntrain(with(evaluate, {"rows_used > 4"})).exit_code == 1);
}

TEST_CASE("whether training converged can be asserted") {
  const nlohmann::json result =
      json_of({"--data", "data/or.csv", "--iterations", "1", "-q", "--assert", "converged"}, 1);
  CHECK(result["asserts"][0] ==
        nlohmann::json::parse(R"({"expression": "converged", "value": false, "passed": false})"));
}

TEST_CASE("asserts that make no sense are refused before the training begins") {
  const std::vector<std::pair<std::string, Words>> cases = {
      {"acuracy > 0.5", {"'acuracy'", "did you mean 'accuracy'?"}},
      {"r2 > 0.5", {"'r2'", "accuracy"}},
      {"test.accuracy > 0.5", {"'test'"}},
      {"validation.accuracy > 0.5", {"'validation'"}},
      {"accuracy", {"comparison"}},
      {"accuracy = 1", {"=="}},
      {"accuracy != 1", {"comparison"}},
      {"accuracy => 1", {"comparison"}},
      {"accuracy >", {"is not a number"}},
      {"accuracy > x", {"'x' is not a number"}},
      {"accuracy > nan", {"'nan' is not a number"}},
      {"accuracy > 0x1", {"'0x1' is not a number"}},
      {"accuracy > 0,5", {"'0,5' is not a number"}},
      {"accuracy > 0.5 > 1", {"is not a number"}},
      {"> 1", {"''"}},
      {"recal[0] > 1", {"'recal[0]'", "did you mean 'recall[0]'?", "confusion[ACTUAL][PREDICTED]"}},
      {"converged == 1", {"--assert converged"}},
      {"fingerprint == 12", {"16 hexadecimal digits"}},
      {"fingerprint > 0123456789abcdef", {"=="}},
      {"", {"--assert"}},
      {" ", {"--assert"}},
  };
  for (const auto& [expression, parts] : cases) {
    check_refusal({"--data", "data/or.csv", "--iterations", "1000000000000", "--assert", expression}, 2,
                  parts);
  }
}

TEST_CASE("a failed training beats a failed assert") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,y\n1,10.5\n2,20.25\n3,31\n4,39\n");
  const ProgramResult result =
      nntrain({"--data", data, "--lr", "1000", "--assert", "loss < 0", "--print", "stop"});
  CHECK(result.exit_code == 4);
  CHECK(result.out == "diverged\n");
  CHECK(contains(result.err, "FAIL loss < 0"));
}

}  // namespace nntrain::test
