#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "network/activation.hpp"
#include "network/loss.hpp"
#include "trace/board.hpp"
#include "trace/parts.hpp"

namespace nntrain {

/// Formulas as a trace writes them: A B is a product of matrices, a * b is elementwise, A' is the transpose.

/// f(z), where `z` is the name of its argument: "1 / (1 + e^-z1)".
std::string activation_formula(Activation activation, const std::string& z);

/// " * f'(z)" as a function of h = f(z): " * h1 * (1 - h1)"; "" if it is 1, or there is none.
std::string slope_formula(Activation activation, const std::string& h);

/// The loss: "1/n sum (yhat - y)^2".
std::string loss_formula(const LossFunction& loss, Activation output, bool is_weighted);

/// The delta of the outputs before the factor f'(z): "2/n w * (yhat - y)".
std::string error_formula(const LossFunction& loss, bool is_weighted);

/// Names in a trace: layers count from 1, X is the input, yhat the output.

/// The activations of a layer: "h1"; of the last layer "yhat".
std::string activations_symbol(const TraceScene& scene, std::size_t layer);

/// The input of a layer: "X", "h1", or "g1" with dropout.
std::string fed_symbol(const TracedRows& rows, std::size_t layer);

/// The same with a column of ones if the layer has biases: "[1 X]".
std::string augmented_symbol(const TraceScene& scene, const TracedRows& rows, std::size_t layer);

/// Matrices on the board, which are made only if they are shown.

/// Writes the part of `numbers`, one per parameter, that belongs to the layer.
void layer_matrix(const TraceScene& scene, std::size_t layer, const std::string& name,
                  std::span<const double> numbers, Board& board);

/// Writes the shown rows of a matrix with all rows; `columns` are the names of its columns.
void rows_matrix(const TracedRows& rows, const std::string& name, const std::vector<std::string>& columns,
                 const BlockMatrix& matrix, Board& board);

/// The same of a matrix that each block has for itself: `of` finds it there. A matrix whose numbers are those
/// of `same_as` by its formula names it. Throws Interrupted as check_signal() between blocks.
void blocks_matrix(const TracedRows& rows, const std::string& name, const std::vector<std::string>& columns,
                   const std::function<const BlockMatrix&(const ShownBlock&)>& of, Board& board,
                   const std::string& same_as = "");

}  // namespace nntrain
