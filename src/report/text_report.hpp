#pragma once

#include <string>

#include "model/model.hpp"
#include "report/outputs.hpp"
#include "report/result.hpp"
#include "training/gradient_check.hpp"

namespace nntrain {

/// The result for people: `key: value` lines, then the tables of classes and weights.
std::string text_report(const RunResult& result, WeightsMode weights);

/// The derivatives as a table with one line for each parameter, and whether they agree.
std::string gradient_report(const GradientCheck& check, const Model& model, const std::string& loss);

}  // namespace nntrain
