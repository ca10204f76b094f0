#include "report/weights_log.hpp"

#include <string>
#include <vector>

#include <fmt/format.h>

namespace nntrain {
namespace {

constexpr LogKind kLogOfWeights = {"log-weights", "the log of the weights", &LogPrefixes::weights};

/// A column for each parameter, in their order.
std::vector<std::string> parameter_columns(const Model& model) {
  std::vector<std::string> names;
  for (std::size_t layer = 0; layer < model.network.layers().size(); ++layer) {
    const std::vector<std::string> units = model.layer_units(layer);
    for (const std::string& row : model.layer_rows(layer)) {
      for (const std::string& unit : units) names.push_back(fmt::format("{}:{}", unit, row));
    }
  }
  return names;
}

}  // namespace

WeightsLog::WeightsLog(const LogTarget& target, const Model& model)
    : IterationLog(kLogOfWeights, target, parameter_columns(model)) {}

void WeightsLog::on_iteration(const IterationView& view) {
  write(view, view.parameters);
}

}  // namespace nntrain
