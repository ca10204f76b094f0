#pragma once

#include <cstddef>
#include <span>
#include <string>
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

/// How much a row of each class counts, C numbers; none if `text` is empty. "balanced": N / (C N_c) for the
/// N_c of N training rows, so that all classes count alike (King and Zeng 2001); else a list LABEL=WEIGHT,
/// where classes that are not named count 1. Throws DataError for a label that is no class, UsageError for
/// what is no such list.
std::vector<double> class_weights(const std::string& text, const Table& table,
                                  std::span<const std::size_t> training_rows);

}  // namespace nntrain
