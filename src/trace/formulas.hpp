#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "network/activation.hpp"
#include "network/loss.hpp"
#include "trace/board.hpp"
#include "trace/parts.hpp"

namespace nntrain {

/// Formulas as a trace writes them: A B is a product of matrices, a * b goes number by number, A' is
/// transposed.

/// f(z), where `z` is its name: "1 / (1 + e^-z1)".
std::string activation_formula(Activation activation, const std::string& z);

/// " * f'(z)" as it follows from h = f(z): " * h1 * (1 - h1)"; "" where it is 1, or there is none.
std::string slope_formula(Activation activation, const std::string& h);

/// What the loss is: "1/n sum (yhat - y)^2".
std::string loss_formula(Loss loss, Activation output, bool is_weighted);

/// Before the slope of the activation: "2/n w * (yhat - y)".
std::string error_formula(Loss loss, bool is_weighted);

/// What a trace calls things: layers count from 1, X is the input, yhat the output.

/// "h1"; of the last layer "yhat".
std::string activations_symbol(const TraceScene& scene, std::size_t layer);

/// What a layer is fed: "X", "h1", with dropout "g1".
std::string fed_symbol(const TracedRows& rows, std::size_t layer);

/// The same, with the column of ones that the biases are for: "[1 X]".
std::string augmented_symbol(const TraceScene& scene, const TracedRows& rows, std::size_t layer);

/// Numbers as long as the parameters, of which it shows those of one layer as a matrix.
BoardMatrix layer_matrix(const TraceScene& scene, std::size_t layer, const std::string& name,
                         std::span<const double> numbers);

/// The rows that are shown of a matrix whose columns have these names.
BoardMatrix rows_matrix(const TracedRows& rows, const std::string& name, std::vector<std::string> columns,
                        const BlockMatrix& matrix);

}  // namespace nntrain
