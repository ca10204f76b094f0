#include "report/start_text.hpp"

#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// "x1", or "'a + b'".
std::string symbol_of(const std::string& name) {
  constexpr std::size_t kWidestSymbol = 40;
  const std::string shown = printable(name, kWidestSymbol);
  const bool is_plain = shown.find_first_of(" +-*/()'") == std::string::npos && !shown.empty();
  return is_plain ? shown : "'" + shown + "'";
}

/// The sum of unit `unit` as "-0.5", "+ 0.5 x1", "- 2 x2".
std::vector<std::string> terms_of(const Layer& layer, const std::vector<std::string>& inputs,
                                  std::span<const double> parameters, std::size_t unit) {
  std::vector<std::string> terms;
  if (layer.has_bias) terms.push_back(shortest(layer.bias(parameters)[unit]));
  for (std::size_t input = 0; input < layer.inputs; ++input) {
    const double weight = layer.weights(parameters)[input * layer.outputs + unit];
    const bool is_minus = std::signbit(weight);
    const char* const sign = terms.empty() ? (is_minus ? "-" : "") : (is_minus ? "- " : "+ ");
    terms.push_back(fmt::format("{}{} {}", sign, shortest(std::fabs(weight)), symbol_of(inputs[input])));
  }
  return terms;
}

/// `head`, the terms and `tail`, in lines of at most 100 characters where the terms allow it.
std::string wrapped_sum(const std::string& head, const std::vector<std::string>& terms,
                        const std::string& tail) {
  constexpr std::size_t kWidest = 100;
  std::string out = head;
  std::size_t width = width_of(head);
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const bool is_first = i == 0;
    const bool is_last = i + 1 == terms.size();
    const std::size_t needed = width_of(terms[i]) + (is_last ? tail.size() : 0) + (is_first ? 0 : 1);
    if (!is_first && width + needed > kWidest) {
      out += "\n     ";
      width = 5;
    }
    out += (is_first ? "" : " ") + terms[i];
    width += needed;
  }
  return out + tail + '\n';
}

}  // namespace

std::string start_formulas(const Model& model, std::span<const double> parameters, WeightsMode mode) {
  if (mode == WeightsMode::kNone) return "";
  if (mode == WeightsMode::kAuto && parameters.size() > kMostWeightsShown) return "";
  std::string out;
  for (std::size_t l = 0; l < model.network.layers().size(); ++l) {
    const Layer& layer = model.network.layers()[l];
    const std::vector<std::string> inputs = model.layer_inputs(l);
    const std::vector<std::string> units = model.layer_units(l);
    const bool is_sum = layer.activation == Activation::kIdentity;
    const std::string function = is_sum ? "" : fmt::format("{}(", name_of(layer.activation));
    for (std::size_t unit = 0; unit < layer.outputs; ++unit) {
      out += wrapped_sum(fmt::format("  {} = {}", symbol_of(units[unit]), function),
                         terms_of(layer, inputs, parameters, unit), is_sum ? "" : ")");
    }
  }
  return out;
}

}  // namespace nntrain
