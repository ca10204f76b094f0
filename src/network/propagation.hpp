#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "base/words.hpp"
#include "math/block_matrix.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
#include "network/samples.hpp"

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

/// How the error reaches the hidden layers. kExact is the gradient of the loss. kLecture is what the
/// lecture's program ran: the hidden layer is handed (output - target) W2' instead of delta2 W2', which
/// leaves out the factor 2 y (1 - y). Defined for the loss sse, one hidden layer and one sigmoid output.
enum class Backprop { kExact, kLecture };
constexpr auto words(Backprop) {
  return std::to_array<Word<Backprop>>({{"exact", Backprop::kExact}, {"lecture", Backprop::kLecture}});
}

/// One block of rows, which is to go through a network.
struct BlockPass {
  const Network& network;
  std::span<const double> parameters;
  const Samples& samples;
  std::size_t block;     ///< its number in the samples
  Workspace& workspace;  ///< of the network; what comes of the block is left there

  const std::vector<Layer>& layers() const { return network.layers(); }
  std::size_t last() const { return layers().size() - 1; }
  std::size_t rows() const { return samples.inputs.block_rows(block); }
  std::size_t packs() const { return packs_of(rows()); }
};

/// What the way back begins with.
struct BackwardRule {
  Loss loss;
  double slope;  ///< loss_slope() of it
  Backprop backprop = Backprop::kExact;
};

/// Draws which hidden units are left out of the block: each one, row by row, with probability `rate` (to 32
/// bits), the others count 1 / (1 - rate) times (Srivastava et al., "Dropout", 2014). Sets
/// workspace.dropping.
void draw_masks(const BlockPass& pass, double rate, RandomStream& random);

/// The block forward; leaves every layer's activations in the workspace.
void forward(const BlockPass& pass);

/// As far as the z = x W + b of layer l, which it returns: O columns in the workspace.
const double* forward_to_sums(std::size_t l, const BlockPass& pass);

/// After forward(): the block's weighted sum that loss_value() makes the loss of. Leaves w (output - target)
/// in workspace.error.
double output_error(const BlockPass& pass, Loss loss);

/// The block forward and backward: overwrites `gradient` (as long as the parameters) with the block's part of
/// it (Rumelhart, Hinton and Williams 1986) and returns what output_error() would.
double forward_backward(const BlockPass& pass, const BackwardRule& rule, std::span<double> gradient);

/// The same, to the bit, one step after the other, where forward_backward() has a faster way for some
/// networks: leaves in the workspace also their logits, outputs and errors.
double forward_backward_in_steps(const BlockPass& pass, const BackwardRule& rule, std::span<double> gradient);

}  // namespace nntrain
