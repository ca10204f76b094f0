#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/model.hpp"
#include "plot/panel.hpp"

namespace nntrain {

/// The most nodes of a network that is drawn with circles: inputs and units, without the biases; the most in
/// a layer; and the most layers.
inline constexpr std::size_t kMostCircles = 60;
inline constexpr std::size_t kMostInColumn = 20;
inline constexpr std::size_t kMostNodeColumns = 6;

/// The most inputs that have a circle each. More are one box.
inline constexpr std::size_t kMostInputCircles = 20;

/// The most weights of a layer, with its biases, whose numbers are written on their lines.
inline constexpr std::size_t kMostWeightTexts = 12;

/// About the size of the room for a network, in an SVG's units: the range of its panel.
inline constexpr double kNetworkWidth = 400;
inline constexpr double kNetworkHeight = 280;

/// Where a node is, and how large.
struct NodePlace {
  Point at;
  double radius;
};

/// The inputs, or the units of a layer, one below the other.
struct NodeColumn {
  std::vector<std::string> names;  ///< of its nodes
  std::vector<NodePlace> nodes;    ///< from the top
  bool is_group = false;           ///< whether one node stands for all inputs
  bool has_bias = false;           ///< whether `bias` feeds the next layer
  NodePlace bias{};                ///< the node "1", above the others
  double x = 0;
};

/// The columns of a network with circles, from the inputs to the outputs, with room for their names.
std::vector<NodeColumn> network_columns(const Model& model);

/// "1.23", "-0.5"
std::string weight_text(double weight);

}  // namespace nntrain
