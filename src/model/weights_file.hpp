#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/json_reader.hpp"
#include "base/json_writer.hpp"
#include "network/network.hpp"

namespace nntrain {

/// Writes the member "layers" of a JSON text, as layers_of() reads it. `inputs` are the names of the network
/// inputs. With kSeveral each row of weights has its own line.
void write_layers(JsonWriter& json, const Network& network, const std::vector<std::string>& inputs,
                  std::span<const double> parameters, JsonWriter::Lines lines);

/// One of the "layers" in a JSON result.
struct NamedLayer {
  std::string name;
  std::string activation;                    ///< "" if it is not in the file
  std::vector<std::string> inputs;           ///< empty if they are not in the file
  std::optional<double> units;               ///< O, if it is in the file
  std::vector<double> bias;                  ///< O numbers, or empty
  std::vector<std::vector<double>> weights;  ///< I lists of O numbers
};

/// Reads the member "layers" of a JSON text. Throws JsonError.
std::vector<NamedLayer> layers_of(const Json& json);

/// The "layers" of a JSON file. The rest of the file may be anything.
struct WeightsFile {
  std::vector<NamedLayer> layers;
  std::string text;  ///< the whole file
};

/// Throws DataError if the file cannot be opened, ModelError (exit code 5) if it is no such JSON: bad syntax,
/// depth over 64, a duplicate key, a number that is not finite, or a model with a wrong checksum.
WeightsFile read_weights(const std::string& path);

/// Copies the values to the network's parameter vector. Throws ModelError if the number of layers, shapes,
/// biases or activations are not the network's, or the names of the first inputs are not `features`.
void fill_parameters(const std::vector<NamedLayer>& layers, const Network& network,
                     const std::vector<std::string>& features, const std::string& path,
                     std::span<double> parameters);

}  // namespace nntrain
