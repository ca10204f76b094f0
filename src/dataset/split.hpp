#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// How rows come to their part; see split_rows.
enum class SplitMode { kStratified, kRandom, kOrdered };
constexpr auto words(SplitMode) {
  return std::to_array<Word<SplitMode>>({{"stratified", SplitMode::kStratified},
                                         {"random", SplitMode::kRandom},
                                         {"ordered", SplitMode::kOrdered}});
}

/// Row numbers in ascending order; each row is in one part.
struct RowSplit {
  std::vector<std::size_t> train;
  std::vector<std::size_t> validation;
  std::vector<std::size_t> test;
};

/// Parts the N rows into round(fraction * N) of each held-out part, halves upward, and the others.
/// kOrdered: the last rows are the test rows, those before them the validation rows. kRandom: drawn from
/// RandomPurpose::kSplit. kStratified: drawn class by class so that each class has its share of each part,
/// rounded down or up; more of it only where a class would else have no training row; for a regression the
/// same as kRandom. The fractions are in [0, 1). Throws TrainingError if a part that is asked for, or the
/// training part, would be empty, and if a stratified training part has fewer rows than there are classes.
RowSplit split_rows(const Table& table, double validation_fraction, double test_fraction, SplitMode mode,
                    std::uint64_t seed);

/// The labels of the classes that none of `rows` is of.
std::vector<std::string> classes_without_rows(const Table& table, std::span<const std::size_t> rows);

/// 0 .. N - 1.
std::vector<std::size_t> all_rows(const Table& table);

}  // namespace nntrain
