#include "model/weights_file.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kDeepest = 64;

/// Collects `layers` from the events of a JSON text, and refuses what a careful reader refuses. `path_` is
/// the keys from the top to the present value, "" for the level of an array.
class LayersReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::vector<NamedLayer> layers;
  std::string error;
  bool found = false;

  bool null() override { return value("null"); }
  bool boolean(bool) override { return value("a truth value"); }
  bool number_integer(number_integer_t number) override { return add_number(static_cast<double>(number)); }
  bool number_unsigned(number_unsigned_t number) override { return add_number(static_cast<double>(number)); }
  bool number_float(number_float_t number, const string_t&) override { return add_number(number); }
  bool binary(binary_t&) override { return value("bytes"); }

  bool string(string_t& text) override {
    if (at({"layers", "", "name"}))
      layers.back().name = text;
    else if (at({"layers", "", "activation"}))
      layers.back().activation = text;
    else if (at({"layers", "", "inputs", ""}))
      layers.back().inputs.push_back(text);
    else
      return value("a text");
    return true;
  }

  bool start_object(std::size_t) override {
    if (at({"layers", ""}))
      layers.emplace_back();
    else if (!value("an object"))
      return false;
    return enter();
  }

  bool start_array(std::size_t) override {
    if (at({"layers"}))
      found = true;
    else if (at({"layers", "", "weights", ""}))
      layers.back().weights.emplace_back();
    else if (!at({"layers", "", "weights"}) && !at({"layers", "", "bias"}) && !at({"layers", "", "inputs"}) &&
             !value("a list"))
      return false;
    return enter();
  }

  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }

  bool key(string_t& name) override {
    if (!keys_.back().insert(name).second)
      return fail(fmt::format("the key '{}' stands there twice", printable(name)));
    path_.back() = name;
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& what) override {
    constexpr int kNumberTooLarge = 406;  // the package's number of that error
    const bool range = what.id == kNumberTooLarge;
    return fail(range ? fmt::format("a number at byte {} is too large", position)
                      : fmt::format("it is no valid JSON (at byte {})", position));
  }

 private:
  bool at(std::initializer_list<std::string_view> place) const {
    return std::equal(path_.begin(), path_.end(), place.begin(), place.end());
  }

  bool fail(std::string why) {
    if (error.empty()) error = std::move(why);
    return false;
  }

  bool add_number(double number) {
    if (at({"layers", "", "units"})) {
      layers.back().units = number;
    } else if (at({"layers", "", "bias", ""})) {
      layers.back().bias.push_back(number);
    } else if (at({"layers", "", "weights", "", ""})) {
      layers.back().weights.back().push_back(number);
    } else {
      return value("a number");
    }
    return std::isfinite(number) || fail("a number is not finite");
  }

  /// Any value where `layers` has none of its kind: an error inside a place that matters, else skipped.
  bool value(const char* kind) {
    const bool inside = !path_.empty() && path_.front() == "layers";
    if (!inside) return true;
    const bool matters = path_.size() < 3 || path_[2] == "name" || path_[2] == "activation" ||
                         path_[2] == "inputs" || path_[2] == "bias" || path_[2] == "weights";
    return !matters || fail(fmt::format("{} stands where \"layers\" has something else", kind));
  }

  bool enter() {
    if (path_.size() >= kDeepest) return fail(fmt::format("it is nested deeper than {}", kDeepest));
    path_.emplace_back();
    keys_.emplace_back();
    return true;
  }

  bool leave() {
    path_.pop_back();
    keys_.pop_back();
    return true;
  }

  std::vector<std::string> path_;
  std::vector<std::set<std::string>> keys_;
};

}  // namespace

std::vector<NamedLayer> read_layers(const std::string& path) {
  const std::string text = read_file(path);
  LayersReader reader;
  const bool read = nlohmann::json::sax_parse(text, &reader);
  if (read && !reader.found) reader.error = "it has no \"layers\"";
  if (!read || !reader.found) {
    throw ModelError(fmt::format("{} holds no weights: {}", shown_path(path), reader.error),
                     "a file of weights is the JSON of a run:  nntrain ... --format json >FILE");
  }
  return std::move(reader.layers);
}

void fill_parameters(const std::vector<NamedLayer>& layers, const Network& network,
                     const std::vector<std::string>& features, const std::string& path,
                     std::span<double> parameters) {
  const auto unfit = [&](const std::string& why) {
    return ModelError(fmt::format("the weights in {} do not fit this network: {}", shown_path(path), why));
  };
  if (layers.size() != network.layers().size()) {
    throw unfit(
        fmt::format("they are of {} layers, it has {} (--hidden)", layers.size(), network.layers().size()));
  }
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const NamedLayer& from = layers[l];
    const Layer& layer = network.layers()[l];
    const std::string which = fmt::format("layer {}: ", l + 1);
    if (from.weights.size() != layer.inputs) {
      throw unfit(which + fmt::format("they have {} inputs, it has {}", from.weights.size(), layer.inputs));
    }
    if (l == 0 && !from.inputs.empty() && from.inputs != features) {
      throw unfit(fmt::format("its inputs are {}, theirs are {}", printable(join(features), 300),
                              printable(join(from.inputs), 300)));
    }
    if (!from.activation.empty() && from.activation != name_of(layer.activation)) {
      throw unfit(which + fmt::format("their activation is {}, its is {}", printable(from.activation),
                                      name_of(layer.activation)));
    }
    if (from.units && *from.units != static_cast<double>(layer.outputs)) {
      throw unfit(which + fmt::format("they have {} units, it has {}", *from.units, layer.outputs));
    }
    if (from.bias.size() != layer.bias_count()) {
      throw unfit(which +
                  fmt::format("they have {} biases, it has {}", from.bias.size(), layer.bias_count()));
    }
    std::copy(from.bias.begin(), from.bias.end(), parameters.data() + layer.offset);
    for (std::size_t input = 0; input < layer.inputs; ++input) {
      if (from.weights[input].size() != layer.outputs) {
        throw unfit(which + fmt::format("input {} has {} weights, it has {} units", input + 1,
                                        from.weights[input].size(), layer.outputs));
      }
      std::copy(from.weights[input].begin(), from.weights[input].end(),
                layer.weights(parameters) + input * layer.outputs);
    }
  }
}

}  // namespace nntrain
