#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "trace/board.hpp"
#include "trace/parts.hpp"

namespace nntrain {

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
