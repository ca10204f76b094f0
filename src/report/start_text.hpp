#pragma once

#include <span>
#include <string>

#include "model/model.hpp"
#include "report/outputs.hpp"

namespace nntrain {

/// A start from known weights as formulas, a line for each unit: "  y = step(-0.5 + 0.5 x1 + 0.5 x2)". They
/// begin with the bias, if there is one; a name that could be read as a term is in quotes. A line wider than
/// 100 characters goes on in the next. "" where `mode` does not show the weights. `parameters`: of one
/// network.
std::string start_formulas(const Model& model, std::span<const double> parameters, WeightsMode mode);

}  // namespace nntrain
