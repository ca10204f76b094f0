#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/random.hpp"
#include "dataset/split_mode.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// The part (0 .. P - 1) of each of `rows`, by position. Rows with the same text in table.group are in the
/// same part. `sizes` are the numbers of rows that the P parts should have; they are met only as well as
/// whole groups allow. A part with size 0 stays empty, and each other one gets a group. kOrdered: the groups
/// follow each other by their first rows, and are cut where the sizes are met best. kRandom: the same, after
/// a shuffle. kStratified: each class gets its share of each part as well as whole groups allow, as by
/// scikit-learn's StratifiedGroupKFold: the groups whose class counts have the largest standard deviation
/// come first (then larger ones, then by chance); each goes to the part that makes the shares of the classes
/// differ least between the parts. Without classes, only the sizes count. Throws TrainingError if there are
/// fewer groups than parts with a size.
std::vector<std::size_t> deal_groups(const Table& table, std::span<const std::size_t> rows,
                                     std::span<const std::size_t> sizes, SplitMode mode,
                                     RandomStream& random);

}  // namespace nntrain
