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

void write_layer(HtmlWriter& writer, const Json& layer) {
  PageTable table{
      fmt::format("Layer {} ({}): a column for each unit", layer["name"].text(), layer["activation"].text()),
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

}  // namespace

void write_weights_html(HtmlWriter& writer, const Json& layers) {
  std::size_t count = 0;
  for (const Json layer : layers.list()) count += weights_in(layer);
  if (count == 0) return;
  if (count > kMostPageWeights) {
    writer.raw(fmt::format("<p>The {} weights are left out here: <code>--save FILE</code> writes them.</p>\n",
                           count));
    return;
  }
  writer.raw(fmt::format("<details><summary>{} weights and the biases</summary>\n", count));
  for (const Json layer : layers.list()) write_layer(writer, layer);
  writer.raw("</details>\n");
}

}  // namespace nntrain
