#include "plot/network_panel.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "plot/free_places.hpp"
#include "plot/network_boxes.hpp"
#include "plot/network_columns.hpp"
#include "plot/style.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kPositive = 0;  // styles of signs
constexpr std::size_t kNegative = 1;
constexpr double kLabelledRadius = 6.5;  // of the smallest circle with a text in it

/// A weight, from an input of a layer or its bias to a unit.
struct DrawnWeight {
  const NodePlace* from;
  const NodePlace* to;
  std::string from_name;
  std::string to_name;
  double value;  ///< of a group of inputs the root of the sum of squares
  bool is_signed = true;
};

double root_of_squares(std::span<const double> parameters, const Layer& layer, std::size_t unit) {
  double sum = 0;
  for (std::size_t i = 0; i < layer.inputs; ++i) {
    const double weight = layer.weights(parameters)[i * layer.outputs + unit];
    sum += weight * weight;
  }
  return std::sqrt(sum);
}

/// The weights of layer `l` between two columns, first those of the bias.
std::vector<DrawnWeight> weights_between(const Model& model, std::size_t l, const NodeColumn& left,
                                         const NodeColumn& right) {
  const Layer& layer = model.network.layers()[l];
  const std::span<const double> parameters = model.parameters_of(0);
  const std::vector<std::string> inputs = model.layer_inputs(l);
  const std::vector<std::string> units = model.layer_units(l);
  std::vector<DrawnWeight> weights;
  for (std::size_t unit = 0; unit < layer.bias_count(); ++unit)
    weights.push_back({&left.bias, &right.nodes[unit], "bias", units[unit], layer.bias(parameters)[unit]});
  for (std::size_t i = 0; i < left.nodes.size(); ++i) {
    for (std::size_t unit = 0; unit < layer.outputs; ++unit) {
      const double value = left.is_group ? root_of_squares(parameters, layer, unit)
                                         : layer.weights(parameters)[i * layer.outputs + unit];
      weights.push_back({&left.nodes[i], &right.nodes[unit], left.is_group ? left.names[0] : inputs[i],
                         units[unit], value, !left.is_group});
    }
  }
  return weights;
}

/// The width of the line of the largest weight of a layer.
double widest_line(std::size_t weights) {
  if (weights <= kMostWeightTexts) return 6;
  return weights <= 60 ? 4 : 2.5;
}

double largest_of(const std::vector<DrawnWeight>& weights) {
  double most = 0;
  for (const DrawnWeight& one : weights) {
    if (std::isfinite(one.value)) most = std::max(most, std::abs(one.value));
  }
  return most;
}

/// `most`: the weight with the widest line.
void add_strokes(Panel& panel, const std::vector<DrawnWeight>& weights, double most) {
  for (const DrawnWeight& one : weights) {
    const bool is_drawn = std::isfinite(one.value) && most > 0;
    const double width = is_drawn ? widest_line(weights.size()) * (std::abs(one.value) / most) : 0;
    const std::size_t style = one.is_signed ? (one.value < 0 ? kNegative : kPositive) : kGrey;
    panel.strokes.push_back({one.from->at, one.to->at, width, style,
                             fmt::format("{} -> {}: {}", one.from_name, one.to_name, shortest(one.value)),
                             one.is_signed && one.value < 0});
  }
}

/// Where a line is at a share of its length.
Point along(const DrawnWeight& line, double share) {
  return {line.from->at.x + share * (line.to->at.x - line.from->at.x),
          line.from->at.y + share * (line.to->at.y - line.from->at.y)};
}

/// Whether a line passes through the room of a text.
bool crosses(const DrawnWeight& line, const Box& room) {
  const double length = line.to->at.x - line.from->at.x;
  const double a = along(line, (room.x.low - line.from->at.x) / length).y;
  const double b = along(line, (room.x.high - line.from->at.x) / length).y;
  return std::min(a, b) < room.y.high && std::max(a, b) > room.y.low;
}

/// Takes a place for a number on its line, with the room of `text`: if there is one, where no other line
/// passes.
std::optional<Point> place_on(const DrawnWeight& own, const std::vector<DrawnWeight>& weights,
                              const std::string& text, FreePlaces& places) {
  constexpr int kFirst = 10;  // of the places along a line, in fortieths
  constexpr int kLast = 32;
  for (const bool may_cross : {false, true}) {
    for (int i = kFirst; i <= kLast; ++i) {
      const Point at = along(own, i / 40.0);
      const Box room = room_of(text, at);
      const bool is_crossed = std::any_of(weights.begin(), weights.end(), [&](const DrawnWeight& other) {
        return &other != &own && crosses(other, room);
      });
      if ((may_cross || !is_crossed) && places.take_free(room)) return at;
    }
  }
  return std::nullopt;
}

/// Writes the weights of a layer on their lines, if all have room: a line without a number looks like 0. In a
/// film each has the room of the longest one, so that it stays where it is.
void add_numbers(Panel& panel, const std::vector<DrawnWeight>& weights, const FilmScale* film,
                 FreePlaces& places) {
  if (weights.size() > kMostWeightTexts) return;
  FreePlaces taken = places;
  std::vector<PlacedText> texts;
  for (const DrawnWeight& one : weights) {
    const std::string text = weight_text(one.value);
    const std::optional<Point> at =
        place_on(one, weights, film == nullptr ? text : film->longest_weight, taken);
    if (!at) return;
    texts.push_back({*at, text, PlacedText::Anchor::kMiddle, true});
  }
  panel.texts.insert(panel.texts.end(), texts.begin(), texts.end());
  places = std::move(taken);
}

void add_node(Panel& panel, const NodePlace& place, const std::string& text, const std::string& tip,
              FreePlaces& places) {
  const double radius = place.radius;
  panel.nodes.push_back(
      {place.at, radius, radius, kGrey, radius >= kLabelledRadius ? text : std::string(), tip});
  places.take({{place.at.x - radius, place.at.x + radius}, {place.at.y - radius, place.at.y + radius}});
}

/// The nodes of column `c` with the names of inputs and outputs beside them.
void add_column(Panel& panel, const Model& model, const std::vector<NodeColumn>& columns, std::size_t c,
                FreePlaces& places) {
  const NodeColumn& column = columns[c];
  const bool is_output = c + 1 == columns.size();
  if (column.has_bias) add_node(panel, column.bias, "1", "bias", places);
  if (column.has_bias && c == 0)
    panel.texts.push_back(
        {{column.x - column.bias.radius - 5, column.bias.at.y}, "bias", PlacedText::Anchor::kRight});
  if (column.is_group) {
    const Point at = column.nodes.front().at;
    panel.nodes.push_back({at, 40, 16, kGrey, column.names.front(), join(model.layer_inputs(0))});
    places.take({{at.x - 40, at.x + 40}, {at.y - 16, at.y + 16}});
    return;
  }
  const std::vector<std::string> names = c == 0 ? model.layer_inputs(0) : model.layer_units(c - 1);
  for (std::size_t i = 0; i < column.nodes.size(); ++i) {
    const bool is_hidden = c > 0 && !is_output;
    add_node(panel, column.nodes[i], is_hidden ? fmt::format("{}", i + 1) : "", names[i], places);
    if (is_hidden) continue;
    const double shift = column.nodes[i].radius + 5;
    panel.texts.push_back({{column.x + (is_output ? shift : -shift), column.nodes[i].at.y},
                           column.names[i],
                           is_output ? PlacedText::Anchor::kLeft : PlacedText::Anchor::kRight});
  }
}

/// What each column is, below it.
void add_footers(Panel& panel, const Network& network, const std::vector<NodeColumn>& columns,
                 FreePlaces& places) {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const std::string text =
        c == 0 ? std::string("inputs") : std::string(name_of(network.layers()[c - 1].activation));
    for (const double y : {16.0, 3.0}) {
      const Point at{columns[c].x, y};
      if (!places.take_free(room_of(text, at))) continue;
      panel.texts.push_back({at, text, PlacedText::Anchor::kMiddle});
      break;
    }
  }
}

Panel circles_panel(const Model& model, const FilmScale* film) {
  Panel panel;
  panel.x = {0, kNetworkWidth};
  panel.y = {0, kNetworkHeight};
  const std::vector<NodeColumn> columns = network_columns(model);
  FreePlaces places;
  for (std::size_t c = 0; c < columns.size(); ++c) add_column(panel, model, columns, c, places);
  for (std::size_t l = 0; l + 1 < columns.size(); ++l) {
    const std::vector<DrawnWeight> weights = weights_between(model, l, columns[l], columns[l + 1]);
    add_strokes(panel, weights, film == nullptr ? largest_of(weights) : film->largest_weights[l]);
    add_numbers(panel, weights, film, places);
  }
  add_footers(panel, model.network, columns, places);
  panel.series = {{Series::Kind::kLine, "positive weight", kPositive, {}},
                  {Series::Kind::kDashes, "negative weight", kNegative, {}}};
  panel.caption = "width: size of the weight, by the largest of its layer";
  if (film != nullptr) panel.caption += " in all frames";
  if (columns.front().is_group) panel.caption += "\ngrey: root of the sum of squares over the inputs";
  return panel;
}

}  // namespace

bool has_circles(const Network& network) {
  const std::vector<Layer>& layers = network.layers();
  std::size_t nodes = network.inputs() > kMostInputCircles ? 1 : network.inputs();
  for (const Layer& layer : layers) {
    if (layer.outputs > kMostInColumn) return false;
    nodes += layer.outputs;
  }
  return nodes <= kMostCircles && layers.size() <= kMostNodeColumns;
}

void hold_weights(FilmScale& scale, const Model& model) {
  if (!has_circles(model.network)) return;
  const std::vector<NodeColumn> columns = network_columns(model);
  scale.largest_weights.resize(columns.size() - 1, 0);
  for (std::size_t l = 0; l + 1 < columns.size(); ++l) {
    const std::vector<DrawnWeight> weights = weights_between(model, l, columns[l], columns[l + 1]);
    scale.largest_weights[l] = std::max(scale.largest_weights[l], largest_of(weights));
    if (weights.size() > kMostWeightTexts) continue;
    for (const DrawnWeight& one : weights) {
      std::string text = weight_text(one.value);
      if (text.size() > scale.longest_weight.size()) scale.longest_weight = std::move(text);
    }
  }
}

Panel network_panel(const Model& model, const FilmScale* film) {
  Panel panel = has_circles(model.network) ? circles_panel(model, film) : network_boxes(model);
  panel.title = "network";
  panel.has_axes = false;
  if (model.network_count() > 1) {
    panel.title = fmt::format("network 1 of {}", model.network_count());
  }
  return panel;
}

}  // namespace nntrain
