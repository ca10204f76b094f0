#include "training/temperature.hpp"

#include <fstream>

#include <nlohmann/json.hpp>

#include "support/catch.hpp"

using namespace nntrain;

namespace {

struct Case {
  Activation output;
  std::vector<HeldOutSums> networks;
  BlockMatrix truth;
};

Case case_of(const nlohmann::json& json) {
  Case one{json["output"] == "softmax" ? Activation::kSoftmax : Activation::kSigmoid, {}, BlockMatrix(1)};
  for (const double value : json["truth"]) one.truth.append(std::vector<double>{value});
  for (const nlohmann::json& network : json["networks"]) {
    HeldOutSums& own = one.networks.emplace_back(HeldOutSums{network["rows"].get<std::vector<std::size_t>>(),
                                                             BlockMatrix(network["sums"].front().size())});
    for (const nlohmann::json& sums : network["sums"]) own.sums.append(sums.get<std::vector<double>>());
  }
  return one;
}

}  // namespace

TEST_CASE("the temperature is the one that scipy finds") {
  std::ifstream file(NNTRAIN_SOURCE_DIR "/tests/golden/temperature.json");
  const nlohmann::json golden = nlohmann::json::parse(file);
  REQUIRE(golden["cases"].size() == 7);
  for (const nlohmann::json& json : golden["cases"]) {
    const Case one = case_of(json);
    const double wanted = json["temperature"];
    CAPTURE(json["output"], wanted);
    CHECK(log_loss_at(1, one.networks, one.truth, one.output) ==
          Approx(json["loss_at_1"].get<double>()).epsilon(1e-13));
    const double found = find_temperature(one.networks, one.truth, one.output);
    CHECK(found == Approx(wanted).epsilon(1e-5));
    CHECK(log_loss_at(found, one.networks, one.truth, one.output) ==
          Approx(json["loss"].get<double>()).epsilon(1e-10));
  }
}

TEST_CASE("a temperature stays within its bounds, and sums of any size have a finite loss") {
  BlockMatrix truth(1);
  HeldOutSums right{{0, 1}, BlockMatrix(1)};
  for (const double actual : {0.0, 1.0}) {
    truth.append(std::vector<double>{actual});
    right.sums.append(std::vector<double>{2 * actual - 1});
  }
  // Right on both rows, and yet not as cold as can be: sigmoid(1 / T) is 3/4, as if each class had one row more.
  CHECK(find_temperature({&right, 1}, truth, Activation::kSigmoid) ==
        Approx(0.91023922662683732).epsilon(1e-5));
  HeldOutSums wrong{{0, 1}, BlockMatrix(1)};
  wrong.sums.append(std::vector<double>{1e5});
  wrong.sums.append(std::vector<double>{-1e5});
  CHECK(find_temperature({&wrong, 1}, truth, Activation::kSigmoid) == Approx(20.0).epsilon(1e-5));
  CHECK(log_loss_at(1, {&wrong, 1}, truth, Activation::kSigmoid) == 7.5e4);
}

TEST_CASE("dividing the last layers divides the sums of the outputs of each network, and nothing else") {
  const Network network({2, 3, 2}, {Activation::kTanh, Activation::kSoftmax}, true);
  std::vector<double> parameters(2 * network.parameter_count(), 6);
  divide_last_layers(network, 4, parameters);
  const std::size_t hidden = 3 * 3;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    CHECK(parameters[i] == (i % network.parameter_count() < hidden ? 6 : 1.5));
}
