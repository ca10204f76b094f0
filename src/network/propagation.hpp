#pragma once

#include <span>
#include <string_view>

#include "base/random.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
#include "network/samples.hpp"
#include "network/workspace.hpp"

namespace nntrain {

/// How the error reaches the hidden layers. kExact is the gradient of the loss. kLecture is what the
/// lecture's program ran: the hidden layer is handed (output - target) W2' instead of delta2 W2', which
/// leaves out the factor 2 y (1 - y). Defined for the loss sse, one hidden layer and one sigmoid output.
enum class Backprop { kExact, kLecture };

/// "exact" or "lecture".
std::string_view name_of(Backprop rule);

/// Draws which hidden units of a block of `rows` rows are left out: each one, row by row, with probability
/// `rate` (to 32 bits), the others count 1 / (1 - rate) times (Srivastava et al., "Dropout", 2014). Sets
/// workspace.dropping.
void draw_masks(const Network& network, double rate, std::size_t rows, RandomStream& random,
                Workspace& workspace);

/// One block forward: block `block` of the samples; leaves every layer's activations in `workspace`.
void forward(const Network& network, std::span<const double> parameters, const Samples& samples,
             std::size_t block, Workspace& workspace);

/// As far as the z = x W + b of layer l, which it returns: O columns in `workspace`.
const double* forward_to_sums(std::size_t l, const Network& network, std::span<const double> parameters,
                              const Samples& samples, std::size_t block, Workspace& workspace);

/// After forward(): the block's weighted sum that loss_value() makes the loss of. Leaves w (output - target)
/// in workspace.error.
double output_error(const Network& network, Loss loss, const Samples& samples, std::size_t block,
                    Workspace& workspace);

/// One block forward and backward: overwrites `gradient` (as long as the parameters) with the block's part of
/// it (Rumelhart, Hinton and Williams 1986) and returns what output_error() would. slope is loss_slope().
double forward_backward(const Network& network, std::span<const double> parameters, const Samples& samples,
                        std::size_t block, Loss loss, double slope, Backprop rule, Workspace& workspace,
                        std::span<double> gradient);

/// The same, to the bit, one step after the other, where forward_backward() has a faster way for some
/// networks: leaves in `workspace` also their logits, outputs and errors.
double forward_backward_in_steps(const Network& network, std::span<const double> parameters,
                                 const Samples& samples, std::size_t block, Loss loss, double slope,
                                 Backprop rule, Workspace& workspace, std::span<double> gradient);

}  // namespace nntrain
