#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "dataset/table.hpp"
#include "model/model.hpp"
#include "network/samples.hpp"

namespace nntrain {

/// Rows of a table as a model learns from them, without their inputs yet: one output is handed the class
/// number or the value on its scale, several a 1 for the row's class and 0 for the others. A row weighs its
/// own weight times that of its class. Throws TrainingError if all rows together weigh nothing.
Samples make_samples(const Table& table, std::span<const std::size_t> rows, const Model& model);

/// The class number or the value of each of the rows, N x 1.
BlockMatrix truth_of(const Table& table, std::span<const std::size_t> rows);

}  // namespace nntrain
