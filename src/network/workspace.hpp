#pragma once

#include <cstddef>
#include <vector>

#include "math/block_matrix.hpp"
#include "network/network.hpp"

namespace nntrain {

/// What one block of rows needs on its way forward and backward; made once, so that an iteration allocates
/// nothing. Columns are units, as in BlockMatrix.
struct Workspace {
  explicit Workspace(const Network& network)
      : logits(block_of(network.outputs())), log_sum(block_of(1)), error(block_of(network.outputs())) {
    for (const Layer& layer : network.layers()) {
      h.push_back(block_of(layer.outputs));
      d.push_back(block_of(layer.outputs));
    }
  }

  /// The activations of layer l.
  double* activations(std::size_t l) { return h[l].block(0); }
  /// What layer l hands on to the next: its activations, after dropout if there is any.
  const double* handed_on(std::size_t l) const { return dropping ? dropped[l].block(0) : h[l].block(0); }
  /// The derivatives of the loss with respect to layer l's z = x W + b.
  double* deltas(std::size_t l) { return d[l].block(0); }
  /// The outputs: the activations of the last layer.
  const double* output() const { return h.back().block(0); }

  /// One block of `units` columns.
  static BlockMatrix block_of(std::size_t units) {
    BlockMatrix matrix(units);
    matrix.grow_to(kBlockRows);
    return matrix;
  }

  std::vector<BlockMatrix> h;
  std::vector<BlockMatrix> d;
  bool dropping = false;             ///< whether forward() applies the masks
  std::vector<BlockMatrix> masks;    ///< of each hidden layer, once drawn: 0 or 1 / (1 - rate)
  std::vector<BlockMatrix> dropped;  ///< h times its mask
  BlockMatrix logits;                ///< z of the outputs
  BlockMatrix log_sum;               ///< of softmax: log of the sum of e^z
  BlockMatrix error;                 ///< w (output - target)
};

}  // namespace nntrain
