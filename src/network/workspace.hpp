#pragma once

#include <cstddef>
#include <vector>

#include "math/block_matrix.hpp"
#include "network/network.hpp"

namespace nntrain {

/// What one block of rows needs on its way forward and backward; made once, so that an iteration allocates
/// nothing. Columns are units, as in BlockMatrix.
struct Workspace {
  explicit Workspace(const Network& network) : error(network.outputs()) {
    for (const Layer& layer : network.layers()) {
      h.emplace_back(layer.outputs).grow_to(kBlockRows);
      d.emplace_back(layer.outputs).grow_to(kBlockRows);
    }
    error.grow_to(kBlockRows);
  }

  /// The activations of layer l.
  double* activations(std::size_t l) { return h[l].block(0); }
  /// The derivatives of the loss with respect to layer l's z = x W + b.
  double* deltas(std::size_t l) { return d[l].block(0); }
  /// The outputs: the activations of the last layer.
  const double* output() const { return h.back().block(0); }

  std::vector<BlockMatrix> h;
  std::vector<BlockMatrix> d;
  BlockMatrix error;  ///< output - target
};

}  // namespace nntrain
