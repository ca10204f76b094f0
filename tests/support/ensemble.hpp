#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/fingerprint.hpp"

namespace nntrain::test {

/// The weights and biases in the "layers" of a model, in the order of its parameters.
inline std::vector<double> parameters_in(const nlohmann::ordered_json& layers) {
  std::vector<double> parameters;
  for (const auto& layer : layers) {
    if (layer.contains("bias")) {
      for (const double bias : layer["bias"]) parameters.push_back(bias);
    }
    for (const auto& row : layer["weights"]) {
      for (const double weight : row) parameters.push_back(weight);
    }
  }
  return parameters;
}

/// The first of these models with the networks of all, in its members "networks" and "fingerprint". All have
/// the same columns, target and structure.
inline nlohmann::ordered_json ensemble_of(const std::vector<nlohmann::ordered_json>& models) {
  nlohmann::ordered_json ensemble;
  nlohmann::ordered_json networks = nlohmann::ordered_json::array();
  std::vector<double> all;
  for (const auto& model : models) {
    const std::vector<double> own = parameters_in(model["layers"]);
    all.insert(all.end(), own.begin(), own.end());
    networks.push_back({{"layers", model["layers"]}, {"fingerprint", fingerprint(own)}});
  }
  for (const auto& [name, value] : models.front().items()) {
    if (name == "layers") {
      ensemble["networks"] = networks;
    } else {
      ensemble[name] = value;
    }
  }
  ensemble["schema"] = "nntrain.model/3";
  ensemble["fingerprint"] = fingerprint(all);
  return ensemble;
}

/// This model and `more` others whose weights differ a little from its own.
inline nlohmann::ordered_json ensemble_around(const nlohmann::ordered_json& model, int more) {
  std::vector<nlohmann::ordered_json> models = {model};
  for (int other = 1; other <= more; ++other) {
    auto& layers = models.emplace_back(model)["layers"];
    for (auto& layer : layers) {
      for (auto& row : layer["weights"]) {
        for (auto& weight : row) weight = weight.get<double>() * (1 + other / 8.0);
      }
    }
  }
  return ensemble_of(models);
}

}  // namespace nntrain::test
