#include "report/weights_table.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kWidestName = 30;
constexpr std::size_t kWidth = 100;
constexpr std::size_t kNarrowestCell = 12;

std::vector<std::string> shown(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  for (const std::string& name : names) shown.push_back(printable(name, kWidestName - 3));
  return shown;
}

std::size_t widest(const std::vector<std::string>& names) {
  std::size_t width = 0;
  for (const std::string& name : names) width = std::max(width, width_of(name));
  return width;
}

}  // namespace

std::string weights_table(const Model& model, std::size_t l) {
  std::string out;
  const Layer& layer = model.network.layers()[l];
  std::vector<std::string> rows;
  if (layer.has_bias) rows.emplace_back("bias");
  for (const std::string& name : shown(model.layer_inputs(l))) rows.push_back(name);
  const std::vector<std::string> units = shown(model.layer_units(l));
  std::vector<std::string> numbers;  // the biases stand before the weights, row by row
  for (std::size_t p = 0; p < layer.parameter_count(); ++p) {
    numbers.push_back(fmt::format("{:.6g}", model.parameters[layer.offset + p]));
  }
  const std::size_t name_width = widest(rows);
  const std::size_t cell = std::max({kNarrowestCell, widest(units) + 2, widest(numbers) + 2});
  const std::size_t per_part = std::max<std::size_t>(1, (kWidth - name_width - 2) / cell);
  for (std::size_t begin = 0; begin < layer.outputs; begin += per_part) {
    const std::size_t end = std::min(begin + per_part, layer.outputs);
    out += fmt::format("\n{:<{}}", layer_name(model.network, l), name_width + 2);
    for (std::size_t unit = begin; unit < end; ++unit) out += fmt::format("{:>{}}", units[unit], cell);
    out += '\n';
    for (std::size_t row = 0; row < rows.size(); ++row) {
      out += fmt::format("  {:<{}}", rows[row], name_width);
      for (std::size_t unit = begin; unit < end; ++unit) {
        out += fmt::format("{:>{}}", numbers[row * layer.outputs + unit], cell);
      }
      out += '\n';
    }
  }
  return out;
}

}  // namespace nntrain
