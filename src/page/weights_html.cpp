#include "page/weights_html.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "page/html.hpp"

namespace nntrain {
namespace {

std::size_t weights_in(const Json& layer) {
  const std::optional<Json> weights = layer.find("weights");
  std::size_t count = 0;
  if (weights && weights->is_list()) {
    for (const Json row : weights->list())
      count += row.is_number_list() ? row.number_count() : row.list().size();
  }
  return count;
}

void add_row(PageTable& table, const std::string& name, const Json& values) {
  std::vector<std::string> row = {fmt::format("<bdi>{}</bdi>", html_text(name))};
  for (std::string& cell : cells_of(values)) row.push_back(std::move(cell));
  table.rows.push_back(std::move(row));
}

/// `network`: " of network 2", or "".
void write_layer(HtmlWriter& writer, const Json& layer, const std::string& network) {
  PageTable table{fmt::format("Layer {} ({}){}: a column for each unit", layer["name"].text(),
                              layer["activation"].text(), network),
                  {"input"},
                  {}};
  const std::uint64_t units = layer["units"].count();
  for (std::uint64_t unit = 1; unit <= units; ++unit) table.heads.push_back(fmt::format("{}", unit));
  const std::optional<Json> bias = layer.find("bias");
  if (bias && bias->is_number_list() && bias->number_count() == units) add_row(table, "bias", *bias);
  const std::vector<std::string> inputs = layer["inputs"].texts();
  std::size_t input = 0;
  for (const Json row : layer["weights"].list()) {
    add_row(table, input < inputs.size() ? inputs[input] : "", row);
    ++input;
  }
  writer.table(table);
}

std::size_t weights_of_layers(const Json& layers) {
  std::size_t count = 0;
  for (const Json layer : layers.list()) count += weights_in(layer);
  return count;
}

void write_layers(HtmlWriter& writer, const Json& layers, const std::string& summary,
                  const std::string& network) {
  writer.folded(summary, [&] {
    for (const Json layer : layers.list()) write_layer(writer, layer, network);
  });
}

/// Whether a page can show so many weights. It tells that they are left out.
bool can_show(HtmlWriter& writer, std::size_t weights) {
  if (weights > kMostPageWeights) {
    writer.raw(fmt::format("<p>The {} weights are left out here: <code>--save FILE</code> writes them.</p>\n",
                           weights));
  }
  return weights > 0 && weights <= kMostPageWeights;
}

}  // namespace

void write_weights_html(HtmlWriter& writer, const Json& layers) {
  const std::size_t weights = weights_of_layers(layers);
  if (can_show(writer, weights))
    write_layers(writer, layers, fmt::format("{} weights and the biases", weights), "");
}

void write_networks_html(HtmlWriter& writer, const Json& networks) {
  std::size_t weights = 0;
  for (const Json network : networks.list()) weights += weights_of_layers(network["layers"]);
  if (!can_show(writer, weights)) return;
  std::size_t number = 0;
  for (const Json network : networks.list()) {
    const Json layers = network["layers"];
    ++number;
    write_layers(writer, layers,
                 fmt::format("Network {}: {} weights and the biases", number, weights_of_layers(layers)),
                 fmt::format(" of network {}", number));
  }
}

}  // namespace nntrain
