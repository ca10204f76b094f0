#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "dataset/split_mode.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// Row numbers in ascending order. Each row is in one part.
struct SplitRows {
  std::vector<std::size_t> train;
  std::vector<std::size_t> validation;
  std::vector<std::size_t> test;
};

/// Splits `rows` (N ascending indices). Each held-out part gets round(fraction * N) rows, halves up, where
/// the fraction is the decimal number that it is the nearest double of; training gets the others. kOrdered:
/// the last rows are for testing, the rows before them for validation. kRandom: drawn with
/// RandomPurpose::kSplit. kStratified: drawn per class; each class gets its share of each part, rounded down
/// or up (further off only to keep a training row for each class). For a regression, this is kRandom.
/// If table.group is given, whole groups are dealt out instead, see deal_groups().
/// kHash: the place of a row depends on its text in table.hashed and the seed alone, see hash_share(): below
/// test_fraction it is for testing, within the next validation_fraction for validation.
/// If table.split is given, it says the part of each row, and nothing else matters.
/// Of a shared table, `rows` and the result are those of this rank, and each gets those of its rows that one
/// process would give the part; all ranks call it together. Groups are not for shared tables.
/// Fractions are in [0, 1). Throws TrainingError if a requested part or the training part would be empty, or
/// a stratified training part has fewer rows than classes.
SplitRows split_rows(const Table& table, std::span<const std::size_t> rows, double validation_fraction,
                     double test_fraction, SplitMode mode, std::uint64_t seed);

/// The same for all rows.
SplitRows split_rows(const Table& table, double validation_fraction, double test_fraction, SplitMode mode,
                     std::uint64_t seed);

/// The place in [0, 1) of rows with this text: RandomStream(seed, purpose, h).uniform(), where h is the
/// 64-bit FNV-1a hash of the bytes (Fowler, Noll, Vo).
double hash_share(std::string_view text, std::uint64_t seed, RandomPurpose purpose);

/// The labels of the classes without a row in `rows`; of a shared table, in those of all ranks.
std::vector<std::string> classes_without_rows(const Table& table, std::span<const std::size_t> rows);

/// 0 .. N - 1; of a shared table, those of this rank.
std::vector<std::size_t> all_rows(const Table& table);

}  // namespace nntrain
