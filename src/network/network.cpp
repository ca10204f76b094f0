#include "network/network.hpp"

namespace nntrain {

Network::Network(const std::vector<std::size_t>& sizes, const std::vector<Activation>& activations,
                 bool has_bias) {
  std::size_t offset = 0;
  for (std::size_t l = 0; l + 1 < sizes.size(); ++l) {
    layers_.push_back({sizes[l], sizes[l + 1], activations[l], has_bias, offset});
    offset += layers_.back().parameter_count();
  }
}

std::vector<std::size_t> Network::layer_sizes() const {
  std::vector<std::size_t> sizes = {inputs()};
  for (const Layer& layer : layers_) sizes.push_back(layer.outputs);
  return sizes;
}

std::size_t Network::parameter_count() const {
  return layers_.back().offset + layers_.back().parameter_count();
}

}  // namespace nntrain
