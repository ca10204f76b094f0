#pragma once

#include <optional>
#include <string>

#include "report/result.hpp"

namespace nntrain {

/// A perceptron that changes no weight any more, though training rows are wrong.
struct PerceptronAtRest {
  std::string what;  ///< happened, and why
  std::string help;  ///< "it without --fixed-bias"
};

/// None for any other run. The step of a row is its inputs times the learning rate, and 1 times it for the
/// bias.
std::optional<PerceptronAtRest> perceptron_at_rest(const RunResult& result);

}  // namespace nntrain
