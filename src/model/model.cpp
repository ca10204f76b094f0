#include "model/model.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace nntrain {

bool Model::tells_seen() const {
  const std::vector<InputColumn>& columns = preprocessing.columns();
  return target.seen || std::any_of(columns.begin(), columns.end(),
                                    [](const InputColumn& column) { return column.seen.has_value(); });
}

std::size_t Model::network_count() const {
  return std::max<std::size_t>(1, parameters.size() / network.parameter_count());
}

std::span<const double> Model::parameters_of(std::size_t number) const {
  const std::size_t count = network.parameter_count();
  return std::span(parameters).subspan(number * count, count);
}

std::span<double> Model::parameters_of(std::size_t number) {
  const std::size_t count = network.parameter_count();
  return std::span(parameters).subspan(number * count, count);
}

std::vector<std::string> Model::layer_inputs(std::size_t layer) const {
  return nntrain::layer_inputs(network, preprocessing.input_names(), layer);
}

std::vector<std::string> Model::layer_units(std::size_t layer) const {
  const bool is_output = layer + 1 == network.layers().size();
  if (is_output && network.outputs() == 1) return {target.name};
  if (is_output) return target.labels();
  return nntrain::layer_inputs(network, {}, layer + 1);
}

std::vector<std::string> Model::layer_rows(std::size_t layer) const {
  std::vector<std::string> rows = layer_inputs(layer);
  if (network.layers()[layer].has_bias) rows.insert(rows.begin(), "bias");
  return rows;
}

std::string Model::parameter_name(std::size_t parameter) const {
  std::size_t l = 0;
  while (l + 1 < network.layers().size() && network.layers()[l + 1].offset <= parameter) ++l;
  const Layer& layer = network.layers()[l];
  const std::size_t place = parameter - layer.offset;
  const std::string unit = layer_units(l)[place % layer.outputs];
  if (place < layer.bias_count()) return fmt::format("{}, bias of {}", layer_name(network, l), unit);
  const std::size_t input = (place - layer.bias_count()) / layer.outputs;
  return fmt::format("{}, from {} to {}", layer_name(network, l), layer_inputs(l)[input], unit);
}

std::string layer_name(const Network& network, std::size_t layer) {
  return layer + 1 == network.layers().size() ? "output" : fmt::format("hidden{}", layer + 1);
}

std::vector<std::string> layer_inputs(const Network& network, const std::vector<std::string>& inputs,
                                      std::size_t layer) {
  if (layer == 0) return inputs;
  std::vector<std::string> names;
  for (std::size_t unit = 1; unit <= network.layers()[layer].inputs; ++unit) {
    names.push_back(fmt::format("{}.{}", layer_name(network, layer - 1), unit));
  }
  return names;
}

bool are_probabilities(Activation output) {
  return output == Activation::kSigmoid || output == Activation::kSoftmax;
}

bool are_probabilities(const Network& network) {
  return are_probabilities(network.layers().back().activation);
}

std::size_t output_count(std::size_t classes, Activation output) {
  const bool one_will_do = classes == 2 && output != Activation::kSoftmax;
  return classes == 0 || one_will_do ? 1 : classes;
}

Table table_like(const Model& model, const std::string& path) {
  Table table;
  table.path = path;
  table.is_model = true;
  table.has_header = model.reading.has_header;
  for (const InputColumn& input : model.preprocessing.columns()) {
    Column& column = table.features.emplace_back();
    column.name = input.name;
    column.item = input.item;
    column.is_text = input.is_text;
    table.can_fill = table.can_fill && !input.fills.empty();
  }
  table.target = model.target.name;
  table.target_item = model.target.item;
  table.weights_item = model.weights_item;
  table.task = model.target.task;
  table.classes = model.target.classes;
  return table;
}

ReadOptions read_options_of(const Model& model) {
  ReadOptions options;
  options.delimiter = model.reading.delimiter;
  options.columns = model.reading.columns;
  options.na = model.reading.na;
  options.missing = model.reading.missing;
  options.numbers = model.reading.numbers;
  options.comment = model.reading.comment;
  return options;
}

}  // namespace nntrain
