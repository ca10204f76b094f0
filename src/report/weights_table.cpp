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

/// The heads of a layer's columns: its units, or the target for a single output.
std::vector<std::string> unit_names(const RunResult& result, std::size_t l) {
  const Layer& layer = result.network.layers()[l];
  const bool is_output = l + 1 == result.network.layers().size();
  if (is_output && layer.outputs == 1) return {printable(result.table.target, kWidestName - 3)};
  std::vector<std::string> names;
  if (is_output) {
    for (const std::string& label : class_labels(result.table)) {
      names.push_back(printable(label, kWidestName - 3));
    }
    return names;
  }
  for (std::size_t unit = 1; unit <= layer.outputs; ++unit) {
    names.push_back(fmt::format("{}.{}", layer_name(result.network, l), unit));
  }
  return names;
}

std::size_t widest(const std::vector<std::string>& names) {
  std::size_t width = 0;
  for (const std::string& name : names) width = std::max(width, width_of(name));
  return width;
}

}  // namespace

std::string weights_table(const RunResult& result, std::size_t l) {
  std::string out;
  const Layer& layer = result.network.layers()[l];
  std::vector<std::string> rows;
  if (layer.has_bias) rows.emplace_back("bias");
  for (const std::string& name : input_names(result, l)) {
    rows.push_back(printable(name, kWidestName - 3));
  }
  const std::vector<std::string> units = unit_names(result, l);
  std::vector<std::string> numbers;  // the biases stand before the weights, row by row
  for (std::size_t p = 0; p < layer.parameter_count(); ++p) {
    numbers.push_back(fmt::format("{:.6g}", result.parameters[layer.offset + p]));
  }
  const std::size_t name_width = widest(rows);
  const std::size_t cell = std::max({kNarrowestCell, widest(units) + 2, widest(numbers) + 2});
  const std::size_t per_part = std::max<std::size_t>(1, (kWidth - name_width - 2) / cell);
  for (std::size_t begin = 0; begin < layer.outputs; begin += per_part) {
    const std::size_t end = std::min(begin + per_part, layer.outputs);
    out += fmt::format("\n{:<{}}", layer_name(result.network, l), name_width + 2);
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
