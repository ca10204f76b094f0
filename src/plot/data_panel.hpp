#pragma once

#include <string>
#include <vector>

#include "dataset/table.hpp"
#include "plot/panel.hpp"
#include "plot/plane.hpp"
#include "report/result.hpp"

namespace nntrain {

/// Rows by one or two columns (`axes`), colored by class or number, and the network's outputs between them.
/// Two axes: colors of the predicted class, its boundary and contours of the probability, or contours of the
/// number. One axis: the curve of the outputs, and the threshold if the model has one. Inputs without an axis
/// have their means.
Panel data_panel(const Model& model, const SplitResult& result, const std::vector<Axis>& axes);

/// The rows of a table alone. `features`: names for the axes, as in axes_of(), which finds at least one. Two
/// axes: colored by class or number. One axis: the target is the other one. Rows that miss a cell on an axis
/// are left out, and the caption tells it.
Panel table_panel(const Table& table, const std::vector<std::string>& features);

}  // namespace nntrain
