#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "base/words.hpp"
#include "math/block_matrix.hpp"
#include "math/random_lanes.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
#include "network/samples.hpp"

namespace nntrain {

/// The memory for the forward and backward pass of one block of rows. It is allocated once, not in each
/// iteration. Columns are units, as in BlockMatrix.
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
  /// The inputs of the next layer: the activations of layer l, after dropout if there is any.
  const double* handed_on(std::size_t l) const { return dropping ? dropped[l].block(0) : h[l].block(0); }
  /// The derivatives of the loss with respect to layer l's z = x W + b.
  double* deltas(std::size_t l) { return d[l].block(0); }
  /// The outputs of the network.
  const double* output() const { return h.back().block(0); }

  /// A block with `units` columns.
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
  BlockMatrix log_sum;               ///< for softmax: the log of the sum of e^z
  BlockMatrix error;                 ///< w (output - target)
};

/// How the error reaches the hidden layers. kExact computes the gradient of the loss. kLecture is the rule in
/// the lecture's program: the hidden layer gets (output - target) W2' instead of delta2 W2', without the
/// factor 2 y (1 - y). It needs the loss sse, one hidden layer and one sigmoid output.
enum class Backprop { kExact, kLecture };
constexpr auto words(Backprop) {
  return std::to_array<Word<Backprop>>({{"exact", Backprop::kExact}, {"lecture", Backprop::kLecture}});
}

/// One block of rows for a pass through a network.
struct BlockPass {
  const Network& network;
  std::span<const double> parameters;
  const Samples& samples;
  std::size_t block;                             ///< its index in the samples
  Workspace& workspace;                          ///< of the network; receives the results
  std::size_t first_pack = 0;                    ///< a part of the block: from this pack of kLanes rows on,
  std::size_t most_packs = kBlockRows / kLanes;  ///< up to so many packs

  const std::vector<Layer>& layers() const { return network.layers(); }
  std::size_t last() const { return layers().size() - 1; }
  std::size_t first_row() const { return first_pack * kLanes; }
  std::size_t rows() const {
    return std::min(samples.inputs.block_rows(block) - first_row(), most_packs * kLanes);
  }
  std::size_t packs() const { return packs_of(rows()); }

  // The rows of this part, as columns of a block.
  double* of(BlockMatrix& matrix) const { return matrix.block(0) + first_row(); }
  double* activations(std::size_t l) const { return of(workspace.h[l]); }
  double* deltas(std::size_t l) const { return of(workspace.d[l]); }
  const double* handed_on(std::size_t l) const { return workspace.handed_on(l) + first_row(); }
  const double* output() const { return workspace.output() + first_row(); }
  const double* inputs() const { return samples.inputs.block(block) + first_row(); }
  const double* targets() const { return samples.targets.block(block) + first_row(); }
  const double* weights() const {  ///< null if all are 1
    const double* const of_block = samples.block_weights(block);
    return of_block == nullptr ? nullptr : of_block + first_row();
  }
};

/// The parameters of the backward pass.
struct BackwardRule {
  LossFunction loss{};
  double slope = 0;  ///< loss_slope() of the loss
  Backprop backprop = Backprop::kExact;

  bool operator==(const BackwardRule&) const = default;
};

/// Draws the dropout masks of a block, layer by layer. Each hidden unit is dropped per row with probability
/// `rate` (to 32 bits); the others are multiplied by 1 / (1 - rate) (Srivastava et al., "Dropout", 2014).
/// Sets workspace.dropping.
void draw_masks(const BlockPass& pass, double rate, RandomLanes& random);

/// The forward pass. Leaves the activations of every layer in the workspace.
void forward(const BlockPass& pass);

/// The forward pass up to z = x W + b of layer l. Returns z, O columns in the workspace.
const double* forward_to_sums(std::size_t l, const BlockPass& pass);

/// After forward(): the weighted sum of the block for loss_value(). Leaves w (output - target), or
/// what stands for it in loss_slope(), in workspace.error.
double output_error(const BlockPass& pass, const LossFunction& loss);

/// The forward and the backward pass. Overwrites `gradient` (as long as the parameters) with the part of the
/// block (Rumelhart, Hinton and Williams 1986). Returns the result of output_error().
double forward_backward(const BlockPass& pass, const BackwardRule& rule, std::span<double> gradient);

/// The forward and the backward pass up to the derivatives with respect to z of each layer, which stay in the
/// workspace. Parts of a block can be computed one by one or at the same time. Masks must be drawn before.
void forward_to_deltas(const BlockPass& pass, const BackwardRule& rule);

/// The parameters of layer l that belong to the inputs begin .. end - 1; those of biases belong to input 0.
struct LayerPart {
  std::size_t begin;  ///< the first parameter
  std::size_t end;    ///< behind the last one
};

/// After forward_to_deltas() of all rows of a block: the gradient of a part of the inputs of layer l, number
/// `part` of `parts`. It has the same bits as in forward_backward(). Returns which parameters these are.
LayerPart gradient_of_part(const BlockPass& pass, std::size_t l, std::size_t part, std::size_t parts,
                           std::span<double> gradient);

/// The same as forward_backward() with the same bits, but without the faster kernel for some networks. Also
/// leaves the logits, outputs and errors in the workspace.
double forward_backward_in_steps(const BlockPass& pass, const BackwardRule& rule, std::span<double> gradient);

}  // namespace nntrain
