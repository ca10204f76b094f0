#include "report/result.hpp"

#include <fmt/format.h>

namespace nntrain {

std::string_view name_of(Task task) {
  return task == Task::kClassify ? "classify" : "regress";
}

std::string layer_name(const Network& network, std::size_t layer) {
  return layer + 1 == network.layers().size() ? "output" : fmt::format("hidden{}", layer + 1);
}

std::vector<std::string> input_names(const Network& network, std::size_t layer,
                                     const std::vector<std::string>& features) {
  if (layer == 0) return features;
  std::vector<std::string> names;
  for (std::size_t unit = 1; unit <= network.layers()[layer].inputs; ++unit) {
    names.push_back(fmt::format("{}.{}", layer_name(network, layer - 1), unit));
  }
  return names;
}

}  // namespace nntrain
