#include "model/weights_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/json_reader.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "base/typed_json.hpp"
#include "model/model.hpp"
#include "model/saved_model.hpp"

namespace nntrain {
namespace {

const std::vector<std::string>& layer_members() {
  static const std::vector<std::string> names = {"bias", "weights", "name", "activation", "inputs", "units"};
  return names;
}

/// The name in `names` that was meant, or "": "b" and "W1" are the letters of the lecture.
std::string meant_name(const std::string& typed, const std::vector<std::string>& names) {
  const std::string small = lower(typed);
  const bool is_letter = !small.empty() && small.find_first_not_of("0123456789_", 1) == std::string::npos;
  if (is_letter && small.front() == 'b') return "bias";
  if (is_letter && small.front() == 'w') return "weights";
  return nearest_name(typed, names).value_or("");
}

/// Refuses members that no layer has: a misspelt "bias" would be ignored.
void check_members(const Json& layer) {
  for (const auto& [name, value] : layer.members()) {
    const std::vector<std::string>& known = layer_members();
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string meant = meant_name(name, known);
    layer.refuse(fmt::format(
        "a layer has no \"{}\"{}", printable(name),
        meant.empty() ? "; it has \"bias\" and \"weights\"" : fmt::format("; did you mean \"{}\"?", meant)));
  }
}

/// Refuses a weight that is a text by what it says: NaN and Infinity are words where people type weights.
void check_no_text(const Json& weight) {
  if (weight.is_text())
    weight.refuse(fmt::format("the text '{}' is no number for a weight", printable(weight.text())));
}

/// The same for a text in the place of a list, and for those in it.
void check_no_texts(const Json& weights) {
  check_no_text(weights);
  if (!weights.is_list() || weights.is_number_list()) return;
  for (const Json one : weights.list()) check_no_text(one);
}

/// A list of numbers.
std::vector<double> weights_in(const Json& json) {
  check_no_texts(json);
  return json.numbers();
}

NamedLayer layer_of(const Json& json) {
  check_members(json);
  NamedLayer layer;
  if (const std::optional<Json> name = json.find("name")) layer.name = name->text();
  if (const std::optional<Json> activation = json.find("activation")) layer.activation = activation->text();
  if (const std::optional<Json> inputs = json.find("inputs")) layer.inputs = inputs->texts();
  if (const std::optional<Json> units = json.find("units")) layer.units = units->number();
  if (const std::optional<Json> bias = json.find("bias")) {
    layer.bias = bias->is_number() ? std::vector<double>{bias->number()} : weights_in(*bias);
  }
  const Json weights = json["weights"];
  check_no_texts(weights);
  layer.is_one_list = weights.is_number() || weights.is_number_list();
  if (weights.is_number()) {
    layer.weights = {{weights.number()}};
  } else if (layer.is_one_list) {
    layer.weights = {weights.numbers()};
  } else {
    for (const Json row : weights.list()) layer.weights.push_back(weights_in(row));
  }
  return layer;
}

/// The "layers" of an object. What stands in their place is named.
Json layers_in(const Json& json) {
  if (std::optional<Json> layers = json.find("layers")) return *std::move(layers);
  std::vector<std::string> names;
  for (const auto& [name, value] : json.members()) names.push_back(name);
  const auto is_in = [&](const char* name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  std::string why = "there is no \"layers\"";
  if (const std::optional<std::string> near = nearest_name("layers", names)) {
    why += fmt::format("; is \"{}\" meant?", printable(*near));
  } else if (is_in("weights") || is_in("bias")) {
    why += ", a list with an object for each layer: \"bias\" and \"weights\" stand in these";
  }
  json.refuse(why);
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
  for (const Json layer : layers_in(json).list()) layers.push_back(layer_of(layer));
  return layers;
}

WeightsFile read_weights(const std::string& path, const std::string& form) {
  WeightsFile file{{}, read_file(path)};
  try {
    std::optional<Json> json = parse_typed_json(file.text);
    if (!json->is_object()) json->refuse("it is a list, and a file of weights is an object with \"layers\"");
    if (is_model(*json)) {
      json.reset();
      json = parse_sealed(file.text, path, kModelFormat);  // checks the checksum
    }
    refuse_ensemble(*json, path);
    file.layers = layers_of(*json);
    return file;
  } catch (const JsonError& error) {
    throw ModelError(
        fmt::format("{} has no weights: {}", shown_path(path), error.what()),
        fmt::format("the form for this network, with your numbers for the zeros:  {}      or the JSON of "
                    "a run:  nntrain ... --format json >FILE",
                    form));
  }
}

}  // namespace nntrain
