#pragma once

#include <span>
#include <string>
#include <vector>

#include "dataset/table.hpp"

namespace nntrain {

/// How much a row of each class counts, C numbers; none if `text` is empty. "balanced": N / (C N_c) for the
/// N_c of N training rows, so that all classes count alike (King and Zeng 2001); else a list LABEL=WEIGHT,
/// where classes that are not named count 1. Throws DataError for a label that is no class, UsageError for
/// what is no such list.
std::vector<double> class_weights(const std::string& text, const Table& table,
                                  std::span<const std::size_t> training_rows);

}  // namespace nntrain
