#pragma once

#include <span>
#include <string_view>

#include "network/network.hpp"
#include "network/workspace.hpp"

namespace nntrain {

/// How the error reaches the hidden layers. kExact is the gradient of the loss. kLecture is what the
/// lecture's program ran: the hidden layer is handed (output - target) W2' instead of delta2 W2', which
/// leaves out the factor 2 y (1 - y). Defined for the loss sse, one hidden layer and one sigmoid output.
enum class Backprop { kExact, kLecture };

/// "exact" or "lecture".
std::string_view name_of(Backprop rule);

/// One block forward: x is `rows` rows of the network's inputs; leaves every layer's activations in
/// `workspace`.
void forward(const Network& network, std::span<const double> parameters, const double* x, std::size_t rows,
             Workspace& workspace);

/// The block's sum of squared errors, after forward(): target is `rows` rows of the outputs. Leaves output -
/// target in workspace.error.
double squared_error(const Network& network, const double* target, std::size_t rows, Workspace& workspace);

/// One block backward, after squared_error() on the same x: slope is loss_slope(). Overwrites `gradient` (as
/// long as the parameters) with the block's part of it (Rumelhart, Hinton and Williams 1986).
void backward(const Network& network, std::span<const double> parameters, const double* x, std::size_t rows,
              double slope, Backprop rule, Workspace& workspace, std::span<double> gradient);

}  // namespace nntrain
