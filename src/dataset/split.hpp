#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// How rows are assigned to parts, see split_rows.
enum class SplitMode { kStratified, kRandom, kOrdered };
constexpr auto words(SplitMode) {
  return std::to_array<Word<SplitMode>>({{"stratified", SplitMode::kStratified},
                                         {"random", SplitMode::kRandom},
                                         {"ordered", SplitMode::kOrdered}});
}

/// Row numbers in ascending order. Each row is in one part.
struct SplitRows {
  std::vector<std::size_t> train;
  std::vector<std::size_t> validation;
  std::vector<std::size_t> test;
};

/// Splits N rows. Each held-out part gets round(fraction * N) rows, halves up, where the fraction is the
/// decimal number that it is the nearest double of; training gets the others.
/// kOrdered: the last rows are for testing, the rows before them for validation. kRandom: drawn with
/// RandomPurpose::kSplit. kStratified: drawn per class; each class gets its share of each part, rounded down
/// or up (further off only to keep a training row for each class). For a regression, this is kRandom.
/// Fractions are in [0, 1). Throws TrainingError if a requested part or the training part would be empty, or
/// a stratified training part has fewer rows than classes.
SplitRows split_rows(const Table& table, double validation_fraction, double test_fraction, SplitMode mode,
                     std::uint64_t seed);

/// The labels of the classes without a row in `rows`.
std::vector<std::string> classes_without_rows(const Table& table, std::span<const std::size_t> rows);

/// 0 .. N - 1.
std::vector<std::size_t> all_rows(const Table& table);

}  // namespace nntrain
