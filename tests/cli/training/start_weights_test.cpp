#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

struct BadWeights {
  std::string text;
  Words parts;
};

const Words kQuick = {"--data", "data/or.csv", "--hidden", "2",          "--iterations",
                      "0",      "--quiet",     "--print",  "fingerprint"};

}  // namespace

TEST_CASE("training can go on from the JSON of a run") {
  const ScratchFolder scratch;
  const Words words = {"--data", "data/xnor.csv", "--lr", "0.5", "--quiet"};
  const ProgramResult first = nntrain(with(words, {"--iterations", "30", "--format", "json"}));
  const std::string start = scratch.file("run.json", first.out);
  const Words print = {"--print", "fingerprint,loss"};
  const ProgramResult again = nntrain(with(with(words, print), {"--iterations", "20", "--init-from", start}));
  INFO(again.err);
  CHECK(again.exit_code == 0);
  CHECK(again.out == nntrain(with(with(words, print), {"--iterations", "50"})).out);
}

TEST_CASE("a start without names and activations is taken by its shapes") {
  const ScratchFolder scratch;
  const std::string start = scratch.file(
      "w.json",
      R"({"note": [1, {"x": null}], "layers": [{"weights": [[1, 2], [3, 4]], "bias": [0, -1]}, {"bias": [5], "weights": [[1e-3], [2]]}]})");
  const nlohmann::json result =
      json_of({"--data", "data/or.csv", "--hidden", "2", "--iterations", "0", "-q", "--init-from", start});
  CHECK(result["layers"][0]["weights"] == nlohmann::json::parse("[[1, 2], [3, 4]]"));
  CHECK(result["layers"][1]["bias"] == nlohmann::json::parse("[5]"));
  CHECK(result["layers"][1]["weights"] == nlohmann::json::parse("[[0.001], [2]]"));
}

TEST_CASE("weights that do not fit are refused with the difference") {
  const std::string layers = "\"layers\": [";
  const std::vector<BadWeights> cases = {
      {layers + "]", {"0 layers"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0]}])", {"1 layers", "2"}},
      {layers + R"({"weights": [[1, 2]], "bias": [0, 0]}, {"weights": [[1], [2]], "bias": [0]}])",
       {"layer 1", "1 inputs"}},
      {layers + R"({"weights": [[1, 2], [3]], "bias": [0, 0]}, {"weights": [[1], [2]], "bias": [0]}])",
       {"layer 1", "input 2 has 1 weights"}},
      {layers + R"({"weights": [[1, 2], [3, 4]], "bias": [0]}, {"weights": [[1], [2]], "bias": [0]}])",
       {"layer 1", "1 biases"}},
      {layers + R"({"weights": [[1, 2], [3, 4]]}, {"weights": [[1], [2]]}])", {"layer 1", "0 biases"}},
      {layers +
           R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0]}, {"weights": [[1], [2]], "bias": [0], "activation": "tanh"}])",
       {"layer 2", "tanh", "sigmoid"}},
      {layers +
           R"({"weights": [[1, 2], [3, 4]], "bias": [0, 0], "inputs": ["x2", "x1"]}, {"weights": [[1], [2]], "bias": [0]}])",
       {"x1, x2", "x2, x1"}},
  };
  const ScratchFolder scratch;
  for (const BadWeights& bad : cases) {
    INFO(bad.text);
    check_refusal(with(kQuick, {"--init-from", scratch.file("w.json", "{" + bad.text + "}")}), 5, bad.parts);
  }
}

TEST_CASE("a file that holds no weights is refused") {
  const std::string deep(100000, '[');
  const std::vector<BadWeights> cases = {
      {"", {"JSON"}},
      {"a,b\n1,2\n", {"JSON"}},
      {"{}", {"no \"layers\""}},
      {"[]", {"an object"}},
      {"{\"layers\": 3}", {"layers: it is a number"}},
      {"{\"layers\": {}}", {"layers: it is an object"}},
      {"{\"layers\": [[]]}", {"layers[0]: it is a list"}},
      {"{\"layers\": [{\"weights\": [1, 2]}]}", {"layers[0].weights: it is a list of numbers"}},
      {"{\"layers\": [{\"weights\": [[null]]}]}", {"null"}},
      {"{\"layers\": [{\"weights\": [[\"1\"]]}]}", {"text"}},
      {"{\"layers\": [{\"weights\": [[1e999]]}]}", {"too large"}},
      {"{\"layers\": [{\"weights\": [[1]], \"weights\": [[2]]}]}", {"'weights'", "twice"}},
      {"{\"layers\": [], \"layers\": []}", {"'layers'", "twice"}},
      {"{\"layers\": []", {"JSON"}},
      {"{\"layers\": [{\"weights\": [[NaN]]}]}", {"JSON"}},
      {"{\"a\": " + deep, {"nested deeper than 64"}},
      {deep, {"nested deeper than 64"}},
      {"\xFF\xFE", {"JSON"}},
  };
  const ScratchFolder scratch;
  for (const BadWeights& bad : cases) {
    INFO(bad.text.substr(0, 100));
    check_refusal(with(kQuick, {"--init-from", scratch.file("w.json", bad.text)}), 5,
                  with(bad.parts, {"w.json"}));
  }
  check_refusal(with(kQuick, {"--init-from", "no/such.json"}), 3, {"no/such.json"});
  check_refusal(with(kQuick, {"--init-from", "data"}), 3, {"directory"});
}

}  // namespace nntrain::test
