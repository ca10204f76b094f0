#include "model/weights_file.hpp"

#include <string>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

using namespace nntrain;
using nntrain::test::ScratchFolder;

namespace {

const std::string kLayers =
    R"({"other": [1, {"x": null}], "layers": [
       {"name": "hidden1", "activation": "tanh", "inputs": ["a", "b"], "units": 3,
        "bias": [0.5, -1, 2e-3], "weights": [[1, 2, 3], [4, 5, 6]]},
       {"name": "output", "activation": "sigmoid", "inputs": ["h"], "units": 1, "bias": [7], "weights": [[8], [9], [10]]}],
      "fingerprint": "00"})";

const Network& network() {
  static const Network network({2, 3, 1}, {Activation::kTanh, Activation::kSigmoid}, true);
  return network;
}

std::vector<double> fill(const std::string& text, const Network& into = network()) {
  const ScratchFolder scratch;
  const std::string path = scratch.file("weights.json", text);
  std::vector<double> parameters(into.parameter_count());
  fill_parameters(read_weights(path).layers, into, {"a", "b"}, path, parameters);
  return parameters;
}

std::string replaced(const std::string& from, const std::string& to) {
  std::string text = kLayers;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("layers fill the parameter vector, biases first") {
  CHECK(fill(kLayers) == std::vector<double>{0.5, -1, 2e-3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
}

TEST_CASE("a file that does not fit, or is none, is refused") {
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"\"tanh\"", "\"relu\""},
      {"[1, 2, 3]", "[1, 2]"},
      {"[4, 5, 6]", "[4, 5, 6], [4, 5, 6]"},
      {"[0.5, -1, 2e-3]", "[0.5, -1]"},
      {"[\"a\", \"b\"]", "[\"a\", \"c\"]"},
      {"[8], [9], [10]", "[8], [9]"},
      {"-1", "null"},
      {"-1", "\"x\""},
      {"-1", "1e999"},
      {"-1", "NaN"},
      {"-1", "[1]"},
      {"\"bias\": [7], ", ""},
      {"\"units\": 3", "\"units\": 7"},
      {"\"layers\"", "\"layer\""},
      {"\"units\": 3", "\"name\": 3"},
      {"[[1, 2, 3], [4, 5, 6]]", "7"},
      {"\"units\": 3", "\"units\": 7"},
      {"\"fingerprint\": \"00\"}", ""},
  };
  for (const auto& [from, to] : changes) {
    CAPTURE(from, to);
    CHECK_THROWS_AS(fill(replaced(from, to)), ModelError);
  }
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("1,2\n3,4\n"), std::string(100'000, '['),
        std::string("{\"layers\": {}}"), std::string("\x1f\x8b\x08", 3)}) {
    CHECK_THROWS_AS(fill(text), ModelError);
  }
  CHECK_THROWS_AS(read_weights("/no/such/file"), DataError);
  CHECK_THROWS_AS(read_weights("/"), DataError);
}

TEST_CASE("every truncation of a file of weights is refused") {
  const std::size_t end = kLayers.rfind('}');
  for (std::size_t size = 0; size <= end; size += 7) {
    CAPTURE(size);
    CHECK_THROWS_AS(fill(kLayers.substr(0, size)), ModelError);
  }
}
