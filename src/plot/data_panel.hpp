#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"
#include "plot/plane.hpp"
#include "report/result.hpp"

namespace nntrain {

/// Rows by two columns, coloured by their class or number, on what the network says everywhere between:
/// the class by colour, its boundary, contours of the probability; of a regression contours of the number.
/// By one column: the curve of what it says. What is on no axis stands at its mean. axes: one or two.
Panel data_panel(const Model& model, const SplitResult& result, const std::vector<Axis>& axes);

}  // namespace nntrain
