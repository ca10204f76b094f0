#pragma once

#include "model/model.hpp"
#include "plot/panel.hpp"

namespace nntrain {

/// A box for the inputs and for each layer, from top to bottom, with its size and activation. Arrows between
/// them tell the numbers of weights. Of many layers those in the middle are left out, and it is told.
Panel network_boxes(const Model& model);

}  // namespace nntrain
