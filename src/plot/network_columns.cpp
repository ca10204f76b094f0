#include "plot/network_columns.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plot/free_places.hpp"
#include "plot/svg_text.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kLongestNodeName = 16;   // beside the circles of many layers
constexpr std::size_t kLongestOfShallow = 20;  // and beside those of two or fewer
constexpr double kTop = kNetworkHeight - 6;    // below it are the nodes
constexpr double kBottom = 30;                 // and above this; the names of the columns are below
constexpr double kMostSpace = 56;              // between nodes of a column
constexpr double kLargestRadius = 13;
constexpr double kInputRadius = 5;

std::vector<std::string> output_names(const Model& model) {
  const std::vector<std::string> labels = model.target.labels();
  if (model.network.outputs() > 1 || labels.empty())
    return model.layer_units(model.network.layers().size() - 1);
  return {are_probabilities(model.network) ? fmt::format("p({})", labels.back()) : labels.back()};
}

std::vector<std::string> names_of(const Model& model, std::size_t column) {
  if (column == 0) return model.layer_inputs(0);
  return column == model.network.layers().size() ? output_names(model) : model.layer_units(column - 1);
}

double widest(const std::vector<std::string>& names) {
  double most = text_width("bias", kSmallLetters) + 3;  // its circle is larger than those of inputs
  for (const std::string& name : names) most = std::max(most, text_width(name, kSmallLetters));
  return most;
}

/// Puts the nodes of a column at equal distances around the middle, with the bias on top.
void place_nodes(NodeColumn& column, std::size_t count, double largest) {
  const std::size_t all = count + (column.has_bias ? 1 : 0);
  const double space = std::min(kMostSpace, (kTop - kBottom) / static_cast<double>(all));
  const double radius = std::min(largest, space * 0.38);
  const double top = (kTop + kBottom) / 2 + space * static_cast<double>(all - 1) / 2;
  for (std::size_t i = 0; i < all; ++i) {
    const NodePlace place{{column.x, top - space * static_cast<double>(i)}, radius};
    if (column.has_bias && i == 0) {
      column.bias = place;
      column.bias.radius = std::min(space * 0.38, 8.0);
    } else {
      column.nodes.push_back(place);
    }
  }
}

}  // namespace

std::vector<NodeColumn> network_columns(const Model& model) {
  const std::vector<Layer>& layers = model.network.layers();
  std::vector<NodeColumn> columns(layers.size() + 1);
  const std::size_t longest = layers.size() <= 2 ? kLongestOfShallow : kLongestNodeName;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    columns[c].is_group = c == 0 && model.network.inputs() > kMostInputCircles;
    columns[c].has_bias = c < layers.size() && layers[c].has_bias;
    columns[c].names = names_of(model, c);
    for (std::string& name : columns[c].names) name = short_label(name, longest);
    if (columns[c].is_group) columns[c].names = {counted(model.network.inputs(), "input")};
  }
  const double left = columns.front().is_group ? 44 : widest(columns.front().names) + 16;
  const double right = kNetworkWidth - widest(columns.back().names) - 24;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    columns[c].x = left + (right - left) * static_cast<double>(c) / static_cast<double>(layers.size());
    place_nodes(columns[c], columns[c].names.size(), c == 0 ? kInputRadius : kLargestRadius);
  }
  return columns;
}

std::string weight_text(double weight) {
  return fmt::format("{:.3g}", weight);
}

}  // namespace nntrain
