#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "check/column_summary.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// Pearson's correlation of two columns of numbers, over every `step`-th row where both have a value; NaN if
/// it is undefined.
double correlation(const Table& table, std::size_t a, std::size_t b, std::size_t step = 1);

/// Whether |r| of the two is above kCollinear. A look at every k-th row, about 50 and then 1000 of them, may
/// say at once that it is not.
bool are_collinear(const Table& table, std::size_t a, std::size_t b);
inline constexpr double kCollinear = 0.999;

/// Whether two columns of one kind have equal cells in every row. Texts may differ, if each text of one
/// stands for one of the other.
bool have_same_cells(const Table& table, std::size_t a, std::size_t b);

/// Whether the feature alone tells the classes: texts, or thresholds between the classes, are right in at
/// least kTold of the rows of each class. Counts classes with at least kFewestOfClass rows; false if there
/// are not two. A text column must have kRowsOfText rows for each text.
bool tells_classes(const Table& table, std::size_t feature);
inline constexpr double kTold = 0.995;
inline constexpr std::size_t kFewestOfClass = 20;
inline constexpr std::size_t kRowsOfText = 10;

/// Rows that have the cells of another row.
struct Repeats {
  std::size_t count = 0;
  std::size_t first = 0;    ///< the first such row, 0-based
  std::size_t same_as = 0;  ///< and the row before it, or of the other table, that it is equal to
};

/// Rows that repeat an earlier row, in the target and all features but those of `skipped`.
Repeats repeated_rows(const Table& table, const std::vector<bool>& skipped);
/// Rows of `other`, which was read like `table`, that are in `table`; in the same columns.
Repeats rows_also_in(const Table& table, const Table& other, const std::vector<bool>& skipped);

}  // namespace nntrain
