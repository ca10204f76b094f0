#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "network/activation.hpp"

namespace nntrain {

/// A dense layer: h = f(x W + b), W is I x O. Its parameters start at `offset` in the vector of the network:
/// first the O biases (if any), then W row by row. Together they are the (I+1) x O matrix of the lecture.
struct Layer {
  std::size_t inputs;
  std::size_t outputs;
  Activation activation;
  bool has_bias;
  std::size_t offset;

  std::size_t bias_count() const { return has_bias ? outputs : 0; }
  std::size_t parameter_count() const { return bias_count() + inputs * outputs; }

  /// The part of this layer in a vector over all parameters of the network: values or their gradient.
  template <typename T>
  T* bias(std::span<T> all) const {
    return has_bias ? all.data() + offset : nullptr;
  }
  template <typename T>
  T* weights(std::span<T> all) const {
    return all.data() + offset + bias_count();
  }
};

/// The structure of a network: its layers and the positions of their parameters in ONE flat vector. Other
/// objects have the parameters, the workspace and the optimizer state.
class Network {
 public:
  /// `sizes` has the d inputs, the units of each hidden layer and the outputs, each at least 1. `activations`
  /// has one entry per layer except the input.
  Network(const std::vector<std::size_t>& sizes, const std::vector<Activation>& activations, bool has_bias);

  const std::vector<Layer>& layers() const { return layers_; }
  std::size_t inputs() const { return layers_.front().inputs; }
  std::size_t outputs() const { return layers_.back().outputs; }
  /// d, the units of each hidden layer, and the outputs.
  std::vector<std::size_t> layer_sizes() const;
  std::size_t parameter_count() const;

 private:
  std::vector<Layer> layers_;
};

}  // namespace nntrain
