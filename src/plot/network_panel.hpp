#pragma once

#include "model/model.hpp"
#include "plot/panel.hpp"
#include "plot/pictured.hpp"

namespace nntrain {

/// Whether a network has so few nodes that each is a circle.
bool has_circles(const Network& network);

/// The network of a model, of an ensemble the first one: its inputs at the left, its outputs at the right.
/// Each weight is a line from its input to its unit, as wide as it is large beside the largest of its layer;
/// lines of negative weights are dashed, and have another color. A bias is the weight of a node "1". Many
/// inputs are one box; its line to a unit is as wide as the root of the sum of their squares. A network
/// without circles is a box for each layer, from top to bottom, with the numbers of weights between them.
/// In a film widths and the places of numbers are those of its scale.
Panel network_panel(const Model& model, const FilmScale* film = nullptr);

/// Lets the scale hold the weights of another frame.
void hold_weights(FilmScale& scale, const Model& model);

}  // namespace nntrain
