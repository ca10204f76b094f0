#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "check/column_summary.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// Pearson's correlation of two columns of numbers, over every `step`-th row where both have a value; NaN if
/// it is undefined, or if there are fewer than 10 such rows.
double correlation(const Table& table, std::size_t a, std::size_t b, std::size_t step = 1);

/// Whether |r| of the two is above kCollinear. A look at every k-th row, about 50 and then 1000 of them, may
/// say at once that it is not. Adds the number of rows looked at to `looked`, unless it is null.
bool are_collinear(const Table& table, std::size_t a, std::size_t b, double* looked = nullptr);
inline constexpr double kCollinear = 0.999;

/// A feature that repeats an earlier one: in each row with the same cells (a text of one may stand for
/// another text of the other), or else nearly on a line with it.
struct Repeated {
  std::size_t feature;
  std::size_t earlier;
  bool is_same;
};

/// The features that repeat one before them, which repeats none. `is_complete` gets whether all pairs of
/// columns of numbers were compared: with thousands of columns, or thousands of nearly collinear pairs, that
/// takes too long.
std::vector<Repeated> repeated_columns(const Table& table, const std::vector<bool>& skipped,
                                       bool& is_complete);

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

/// The probability that all cells of two rows are equal if the columns are independent: the product of each
/// column's share of equal pairs, estimated from up to 10 000 rows that are spread over the file.
double chance_of_equal_rows(const Table& table, const std::vector<bool>& skipped);

/// Whether awk '!seen[$0]++' takes exactly this many rows out of the table's file, each of them a line.
bool are_repeated_lines(const Table& table, std::size_t rows);

}  // namespace nntrain
