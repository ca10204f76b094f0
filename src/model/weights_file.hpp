#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/json_reader.hpp"
#include "base/json_writer.hpp"
#include "network/network.hpp"

namespace nntrain {

/// Writes the member "layers" of a JSON text: what layers_of() reads; `inputs` are the names of the network's
/// inputs. With kSeveral every row of weights has a line of its own.
void write_layers(JsonWriter& json, const Network& network, const std::vector<std::string>& inputs,
                  std::span<const double> parameters, JsonWriter::Lines lines);

/// The `layers` of a JSON result: the values of one layer, named.
struct NamedLayer {
  std::string name;
  std::string activation;                    ///< "" if the file does not say
  std::vector<std::string> inputs;           ///< empty if the file does not say
  std::optional<double> units;               ///< O, if the file says
  std::vector<double> bias;                  ///< O numbers, or empty
  std::vector<std::vector<double>> weights;  ///< I lists of O numbers
};

/// The member "layers" of a JSON text. Throws JsonError.
std::vector<NamedLayer> layers_of(const Json& json);

/// The "layers" of a JSON file; all else in it may be anything.
struct WeightsFile {
  std::vector<NamedLayer> layers;
  std::string text;  ///< the whole file
};

/// Throws DataError if the file cannot be opened, ModelError (exit 5) if it is no such JSON: bad syntax,
/// depth over 64, a key twice, a number that is not finite.
WeightsFile read_weights(const std::string& path);

/// Copies the values into the network's parameter vector. Throws ModelError if the layers' number, shape,
/// biases or activations are not the network's, or the first layer's inputs are named otherwise than
/// `features`.
void fill_parameters(const std::vector<NamedLayer>& layers, const Network& network,
                     const std::vector<std::string>& features, const std::string& path,
                     std::span<double> parameters);

}  // namespace nntrain
