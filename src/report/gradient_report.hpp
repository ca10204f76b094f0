#pragma once

#include <string>

#include "model/model.hpp"
#include "training/gradient_check.hpp"

namespace nntrain {

/// The derivatives as a table with a line for each parameter, and whether they agree.
std::string gradient_report(const GradientCheck& check, const Model& model, const std::string& loss);

}  // namespace nntrain
