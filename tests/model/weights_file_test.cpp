#include "model/weights_file.hpp"

#include <cmath>
#include <iterator>
#include <random>
#include <string>

#include "base/error.hpp"
#include "base/typed_json.hpp"
#include "model/start_weights.hpp"
#include "model/weights_form.hpp"
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

/// A model with the inputs a and b and the output y.
Model model_of(const Network& network) {
  std::vector<InputColumn> columns(2);
  columns[0].name = "a";
  columns[1].name = "b";
  Model model{.reading = {},
              .preprocessing = Preprocessing(columns),
              .target = {},
              .weights_item = "",
              .class_weights = {},
              .network = network,
              .parameters = {}};
  model.target.name = "y";
  return model;
}

const Network& network() {
  static const Network network({2, 3, 1}, {Activation::kTanh, Activation::kSigmoid}, true);
  return network;
}

std::vector<double> fill(const std::string& text, const Network& into = network()) {
  const ScratchFolder scratch;
  const std::string path = scratch.file("weights.json", text);
  std::vector<double> parameters(into.parameter_count());
  fill_parameters(read_weights(path, weights_form(into)).layers, model_of(into), path, parameters);
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
      {"\"units\": 3", "\"units\": 3, \"note\": 1"},
      {"\"bias\": [7]", "\"biases\": [7]"},
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
  CHECK_THROWS_AS(read_weights("/no/such/file", ""), DataError);
  CHECK_THROWS_AS(read_weights("/", ""), DataError);
}

TEST_CASE("a word where a number stands is refused, and may be a name") {
  const auto refusal = [](const std::string& layer) -> std::string {
    try {
      (void)layers_of(parse_typed_json("{layers: [" + layer + "]}"));
      return "";
    } catch (const JsonError& error) {
      return error.what();
    }
  };
  CHECK(refusal("{inputs: [inf, x2], name: nan, weights: [1, 2]}").empty());
  CHECK(refusal("{bias: [0, NaN], weights: 1}") ==
        "layers[0].bias[1]: the text 'NaN' is no number for a weight");
  CHECK(refusal("{bias: 'NA', weights: 1}") == "layers[0].bias: the text 'NA' is no number for a weight");
  CHECK(refusal("{weights: inf}") == "layers[0].weights: the text 'inf' is no number for a weight");
  CHECK(refusal("{weights: [1, Infinity]}") ==
        "layers[0].weights[1]: the text 'Infinity' is no number for a weight");
  CHECK(refusal("{weights: [[1], [x]]}") ==
        "layers[0].weights[1][0]: the text 'x' is no number for a weight");
  CHECK(refusal("{weights: [[1], 2]}") == "layers[0].weights[1]: it is a number, not a list of numbers");
  CHECK(refusal("{weights: [[1], [null]]}") == "layers[0].weights[1]: null is in a list of numbers");
}

TEST_CASE("every truncation of a file of weights is refused") {
  const std::size_t end = kLayers.rfind('}');
  for (std::size_t size = 0; size <= end; size += 7) {
    CAPTURE(size);
    CHECK_THROWS_AS(fill(kLayers.substr(0, size)), ModelError);
  }
}

TEST_CASE("the form of a network has a list for each input, and is read as weights of 0") {
  CHECK(weights_form(network()) == R"({"layers": [{"bias": [0, 0, 0], "weights": [[0, 0, 0], [0, 0, 0]]}, )"
                                   R"({"bias": [0], "weights": [[0], [0], [0]]}]})");
  CHECK(fill(weights_form(network())) == std::vector<double>(13, 0.0));
  const Network plain({2, 1}, {Activation::kSigmoid}, false);
  CHECK(weights_form(plain) == R"({"layers": [{"weights": [[0], [0]]}]})");
  const Network wide({2, 9}, {Activation::kSigmoid}, false);
  CHECK(weights_form(wide) == R"({"layers": [{"weights": [[0, 0, ...], [0, 0, ...]]}]})");
  const Network large({5, 9}, {Activation::kSigmoid}, true);
  CHECK(weights_form(large) ==
        R"({"layers": [{"bias": [0, 0, ...], "weights": [[0, 0, ...], [0, 0, ...], ...]}]})");
}

TEST_CASE("one list is enough where there is one unit, or one input") {
  const Network unit({2, 1}, {Activation::kSigmoid}, true);
  CHECK(fill(R"({"layers": [{"bias": -0.5, "weights": [1, 2]}]})", unit) == std::vector<double>{-0.5, 1, 2});
  const Network chain({2, 1, 3, 1}, std::vector(3, Activation::kSigmoid), false);
  CHECK(fill(R"({"layers": [{"weights": [1, 2]}, {"weights": [3, 4, 5]}, {"weights": [6, 7, 8]}]})", chain) ==
        std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8});
  CHECK_THROWS_AS(fill(R"({"layers": [{"weights": [1, 2, 9]}]})", unit), ModelError);
  const Network two({2, 2}, {Activation::kSigmoid}, false);
  CHECK_THROWS_AS(fill(R"({"layers": [{"weights": [1, 2]}]})", two), ModelError);
  CHECK_THROWS_AS(fill(R"({"layers": [{"weights": [1, 2, 3, 4]}]})", two), ModelError);
  CHECK_THROWS_AS(fill(R"({"layers": [{"weights": 1}]})", two), ModelError);
}

TEST_CASE(
    "no change to typed weights makes their reader fall, and what is taken is a number for each weight") {
  const std::string typed =
      "{layers: [{bias: [.5, -1, 2e-3], weights: [[1, 2, 3], [4, 5, 6/2]],}, // out\n"
      " {bias: 7, weights: [8, 9, \u221210]}]}";
  const std::string kPieces[] = {"[", "]",        "{",    "}",   ",",   ":",      "\"",        "[]", "1",
                                 "-", "bias: 1,", "null", "// ", "'b'", "[[1]],", "units: 3,", "\n"};
  std::mt19937_64 dice(23);
  std::size_t taken = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string text = typed;
    for (std::size_t changes = 1 + dice() % 2; changes > 0; --changes) {
      text.replace(dice() % text.size(), dice() % 6,
                   dice() % 3 == 0 ? "" : kPieces[dice() % std::size(kPieces)]);
    }
    CAPTURE(text);
    try {
      std::vector<double> parameters(13, std::nan(""));
      fill_parameters(layers_of(parse_typed_json(text)), model_of(network()), "w.json", parameters);
      for (const double parameter : parameters) CHECK(std::isfinite(parameter));
      ++taken;
    } catch (const JsonError& error) {
      CHECK(std::string(error.what()).find('\n') == std::string::npos);
    } catch (const ModelError& error) {
      CHECK(std::string(error.what()).find("the weights in w.json do not fit") == 0);
      CHECK_FALSE(error.remedy().text().empty());
    }
  }
  CHECK(taken > 100);
  CHECK(taken < 4000);
}
