#pragma once

#include <cstddef>
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
  bool is_one_list = false;                  ///< whether the file has one list of numbers in their place

  /// I, if a single list is that of one unit.
  std::size_t input_count() const { return is_one_list ? weights.front().size() : weights.size(); }
  /// O of the first input, and 1 of a single list. There is at least one list.
  std::size_t unit_count() const { return is_one_list ? 1 : weights.front().size(); }
};

/// Reads the member "layers" of a JSON text. A bias or weight without its list counts as one in a list.
/// Throws JsonError, too, for members of a layer that are not those of NamedLayer.
std::vector<NamedLayer> layers_of(const Json& json);

/// The "layers" of a JSON file. The rest of the file may be anything.
struct WeightsFile {
  std::vector<NamedLayer> layers;
  std::string text;  ///< the whole file
};

/// Reads a file of weights, which people may have typed (base/typed_json.hpp). Throws DataError if it cannot
/// be opened, ModelError (exit code 5) if it has no layers, or is a model with a wrong checksum. `form`: what
/// the remedy shows as the right form, from weights_form().
WeightsFile read_weights(const std::string& path, const std::string& form);

}  // namespace nntrain
