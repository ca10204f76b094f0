#include "report/weights_table.hpp"

#include <vector>

#include <fmt/format.h>

#include "report/matrix_text.hpp"

namespace nntrain {

std::string weights_table(const Model& model, std::size_t l) {
  const Layer& layer = model.network.layers()[l];
  std::vector<std::string> numbers;
  for (std::size_t p = 0; p < layer.parameter_count(); ++p) {
    numbers.push_back(fmt::format("{:.6g}", model.parameters[layer.offset + p]));
  }
  return "\n" +
         matrix_text(layer_name(model.network, l), weight_rows(model, l), model.layer_units(l), numbers);
}

std::vector<std::string> weight_rows(const Model& model, std::size_t l) {
  std::vector<std::string> rows = model.layer_inputs(l);
  if (model.network.layers()[l].has_bias) rows.insert(rows.begin(), "bias");
  return rows;
}

}  // namespace nntrain
