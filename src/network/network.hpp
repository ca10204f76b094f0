#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "network/activation.hpp"

namespace nntrain {

/// A dense layer: h = f(x W + b), W is I x O. Its parameters stand in the network's vector from `offset` on:
/// the O biases (if it has them), then W row by row, so that the whole is the lecture's (I+1) x O matrix.
struct Layer {
  std::size_t inputs;
  std::size_t outputs;
  Activation activation;
  bool has_bias;
  std::size_t offset;

  std::size_t bias_count() const { return has_bias ? outputs : 0; }
  std::size_t parameter_count() const { return bias_count() + inputs * outputs; }

  /// The layer's part of a vector over all of the network's parameters: its values or their gradient.
  template <typename T>
  T* bias(std::span<T> all) const {
    return has_bias ? all.data() + offset : nullptr;
  }
  template <typename T>
  T* weights(std::span<T> all) const {
    return all.data() + offset + bias_count();
  }
};

/// What a network looks like: its layers and where their parameters stand in ONE flat vector. Holds no
/// values: parameters, workspace and optimiser state are objects of their own.
class Network {
 public:
  /// sizes: d inputs, the units of each hidden layer, the outputs; one activation for each layer but the
  /// input. Every size is at least 1.
  Network(const std::vector<std::size_t>& sizes, const std::vector<Activation>& activations, bool has_bias);

  const std::vector<Layer>& layers() const { return layers_; }
  std::size_t inputs() const { return layers_.front().inputs; }
  std::size_t outputs() const { return layers_.back().outputs; }
  std::size_t parameter_count() const;

 private:
  std::vector<Layer> layers_;
};

}  // namespace nntrain
