#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/random.hpp"
#include "dataset/split.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// How rows are assigned to folds, see folds_of.
struct FoldPlan {
  std::size_t folds = 5;  ///< K; not used if table.fold is given
  SplitMode mode = SplitMode::kStratified;
  std::uint64_t seed = 1;
  RandomPurpose purpose = RandomPurpose::kFold;  ///< of another one, table.fold is not used
};

/// The number of folds: of table.fold, if that is given and used, else plan.folds.
std::size_t fold_count(const Table& table, const FoldPlan& plan);

/// The fold (0 .. K - 1) of each of `rows` (ascending indices), by position in `rows`. It depends on the
/// rows, the plan and the number of the repeat (0-based), never on other repeats. kStratified: the rows of
/// each class are spread over the folds by chance, and each fold has as many of them as by scikit-learn's
/// StratifiedKFold. Of a regression, the K rows with the lowest targets go to the K folds by chance, then the
/// next K, and so on. kRandom: each row by chance. kOrdered: the rows follow each other. In all four, the
/// sizes of the folds differ by one row at most, and the first folds are larger. kHash: the text in
/// table.hashed and the seed alone decide, see hash_share(): new rows never move others. (To split the rows
/// of such a fold by hash, too, give split_rows() another seed: one seed draws a text once.) If table.group
/// is given, whole groups are dealt out instead, see deal_groups(). If table.fold is given, rows with the
/// same text are a fold. The folds follow each other by value if all texts are numbers, else by bytes. Throws
/// TrainingError for fewer than two folds, and if a fold gets no row.
std::vector<std::size_t> folds_of(const Table& table, std::span<const std::size_t> rows, const FoldPlan& plan,
                                  std::uint64_t repeat);

}  // namespace nntrain
