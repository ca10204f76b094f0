#include "trace/symbols.hpp"

#include <fmt/format.h>

namespace nntrain {

std::string activations_symbol(const TraceScene& scene, std::size_t layer) {
  return layer + 1 == scene.model.network.layers().size() ? "yhat" : fmt::format("h{}", layer + 1);
}

std::string fed_symbol(const TracedRows& rows, std::size_t layer) {
  if (layer == 0) return "X";
  return fmt::format("{}{}", rows.block.workspace.dropping ? "g" : "h", layer);
}

std::string augmented_symbol(const TraceScene& scene, const TracedRows& rows, std::size_t layer) {
  const std::string fed = fed_symbol(rows, layer);
  return scene.model.network.layers()[layer].has_bias ? "[1 " + fed + "]" : fed;
}

BoardMatrix layer_matrix(const TraceScene& scene, std::size_t layer, const std::string& name,
                         std::span<const double> numbers) {
  const Layer& one = scene.model.network.layers()[layer];
  const std::span<const double> own = numbers.subspan(one.offset, one.parameter_count());
  return {name, scene.model.layer_rows(layer), scene.model.layer_units(layer), {own.begin(), own.end()}};
}

BoardMatrix rows_matrix(const TracedRows& rows, const std::string& name, std::vector<std::string> columns,
                        const BlockMatrix& matrix) {
  BoardMatrix shown{name, rows.names, std::move(columns), {}, rows.samples.rows() - rows.names.size()};
  for (std::size_t row = 0; row < rows.names.size(); ++row) {
    for (std::size_t column = 0; column < matrix.columns(); ++column) {
      shown.values.push_back(matrix.at(row, column));
    }
  }
  return shown;
}

}  // namespace nntrain
