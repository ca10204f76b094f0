#include "report/gradient_report.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {

std::string gradient_report(const GradientCheck& check, const Model& model, const std::string& loss) {
  constexpr std::size_t kWidestName = 60;
  std::vector<std::string> names;
  std::size_t width = 9;
  for (const std::size_t parameter : check.parameters) {
    names.push_back(printable(model.parameter_name(parameter), kWidestName));
    width = std::max(width, width_of(names.back()));
  }
  std::string out = fmt::format("objective: {} ({})\n", shortest(check.value), loss);
  out += fmt::format("parameters: {} of {}\n\n", check.parameters.size(), model.network.parameter_count());
  out += fmt::format("{:<{}}  {:>16}  {:>16}  {:>12}\n", "parameter", width, "analytic", "numeric",
                     "difference");
  for (std::size_t i = 0; i < names.size(); ++i) {
    out += fmt::format("{:<{}}  {:>16.9g}  {:>16.9g}  {:>12.3g}\n", names[i], width, check.analytic[i],
                       check.numeric[i], check.analytic[i] - check.numeric[i]);
  }
  const bool agree = check.error < kGradientTolerance;
  out += fmt::format("\nrelative difference: {:.3g} ({}; the bound is {})\n", check.error,
                     agree ? "they agree" : "they differ", kGradientTolerance);
  const auto& layers = model.network.layers();
  const bool has_kinks = std::any_of(
      layers.begin(), layers.end(), [](const Layer& layer) { return layer.activation == Activation::kRelu; });
  if (!agree && has_kinks) out += "relu has a kink at 0: a row within the step of it shows as a difference\n";
  return out;
}

}  // namespace nntrain
