#include "model/weights_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/json_reader.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "model/model.hpp"
#include "model/saved_model.hpp"

namespace nntrain {
namespace {

NamedLayer layer_of(const Json& json) {
  NamedLayer layer;
  if (const std::optional<Json> name = json.find("name")) layer.name = name->text();
  if (const std::optional<Json> activation = json.find("activation")) layer.activation = activation->text();
  if (const std::optional<Json> inputs = json.find("inputs")) layer.inputs = inputs->texts();
  if (const std::optional<Json> units = json.find("units")) layer.units = units->number();
  if (const std::optional<Json> bias = json.find("bias")) layer.bias = bias->numbers();
  for (const Json row : json["weights"].list()) layer.weights.push_back(row.numbers());
  return layer;
}

/// Throws ModelError for the JSON of several networks.
void refuse_ensemble(const Json& json, const std::string& path) {
  const std::optional<Json> networks = json.find("networks");
  if (!networks || json.find("layers")) return;
  throw ModelError(fmt::format("{} has the weights of {} networks, and a start has those of one",
                               shown_path(path), networks->list().size()),
                   "save one network, without --ensemble, or the \"layers\" of one of these in a file");
}

}  // namespace

void write_layers(JsonWriter& json, const Network& network, const std::vector<std::string>& inputs,
                  std::span<const double> parameters, JsonWriter::Lines lines) {
  json.key("layers").begin_array();
  for (std::size_t l = 0; l < network.layers().size(); ++l) {
    const Layer& layer = network.layers()[l];
    json.begin_object(lines);
    json.key("name").string(layer_name(network, l));
    json.key("activation").string(name_of(layer.activation));
    json.key("inputs").strings(layer_inputs(network, inputs, l));
    json.key("units").count(layer.outputs);
    if (layer.has_bias) json.key("bias").numbers({layer.bias(parameters), layer.outputs});
    json.key("weights").begin_array(lines);
    for (std::size_t input = 0; input < layer.inputs; ++input) {
      json.numbers({layer.weights(parameters) + input * layer.outputs, layer.outputs});
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
}

std::vector<NamedLayer> layers_of(const Json& json) {
  std::vector<NamedLayer> layers;
  for (const Json layer : json["layers"].list()) layers.push_back(layer_of(layer));
  return layers;
}

WeightsFile read_weights(const std::string& path) {
  WeightsFile file{{}, read_file(path)};
  try {
    std::optional<Json> json = parse_json(file.text);
    if (is_model(*json)) {
      json.reset();
      json = parse_sealed(file.text, path, kModelFormat);  // checks the checksum
    }
    refuse_ensemble(*json, path);
    file.layers = layers_of(*json);
    return file;
  } catch (const JsonError& error) {
    throw ModelError(fmt::format("{} has no weights: {}", shown_path(path), error.what()),
                     "a file of weights is the JSON of a run:  nntrain ... --format json >FILE");
  }
}

void fill_parameters(const std::vector<NamedLayer>& layers, const Network& network,
                     const std::vector<std::string>& features, const std::string& path,
                     std::span<double> parameters) {
  const auto unfit = [&](const std::string& why) {
    return ModelError(fmt::format("the weights in {} do not fit this network: {}", shown_path(path), why));
  };
  if (layers.size() != network.layers().size()) {
    throw unfit(fmt::format("the file has {} layers, the network has {} (--hidden)", layers.size(),
                            network.layers().size()));
  }
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const NamedLayer& from = layers[l];
    const Layer& layer = network.layers()[l];
    const std::string which = fmt::format("layer {}: ", l + 1);
    if (from.weights.size() != layer.inputs) {
      throw unfit(which + fmt::format("the file has {} inputs, the network has {}", from.weights.size(),
                                      layer.inputs));
    }
    if (l == 0 && !from.inputs.empty() && from.inputs != features) {
      throw unfit(fmt::format("the file has the inputs {}, the network has {}",
                              printable(join(from.inputs), 300), printable(join(features), 300)));
    }
    if (!from.activation.empty() && from.activation != name_of(layer.activation)) {
      throw unfit(which + fmt::format("the file has the activation {}, the network has {}",
                                      printable(from.activation), name_of(layer.activation)));
    }
    if (from.units && *from.units != static_cast<double>(layer.outputs)) {
      throw unfit(which +
                  fmt::format("the file has {} units, the network has {}", *from.units, layer.outputs));
    }
    if (from.bias.size() != layer.bias_count()) {
      throw unfit(which + fmt::format("the file has {} biases, the network has {}", from.bias.size(),
                                      layer.bias_count()));
    }
    std::copy(from.bias.begin(), from.bias.end(), parameters.data() + layer.offset);
    for (std::size_t input = 0; input < layer.inputs; ++input) {
      if (from.weights[input].size() != layer.outputs) {
        throw unfit(which + fmt::format("input {} has {} weights in the file, the network has {} units",
                                        input + 1, from.weights[input].size(), layer.outputs));
      }
      std::copy(from.weights[input].begin(), from.weights[input].end(),
                layer.weights(parameters) + input * layer.outputs);
    }
  }
}

}  // namespace nntrain
