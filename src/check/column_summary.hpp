#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/workers.hpp"
#include "dataset/table.hpp"
#include "math/moments.hpp"

namespace nntrain {

/// A cell of a table that was read: a number, or the index of a text or class; NaN if it is missing. The
/// columns count the features, then the target.
inline double cell_of(const Table& table, std::size_t row, std::size_t column) {
  return column < table.features.size() ? table.cells.at(row, column) : table.targets.at(row, 0);
}

/// What the cells of one column are like. All numbers are NaN if the column is of text or has no value.
struct ColumnSummary {
  static constexpr std::size_t kMostDistinct = kMostLevels;  ///< more are not counted
  static constexpr std::size_t kFrequentTexts = 3;
  static constexpr double kFar = 10;                ///< deviations
  static constexpr std::size_t kFewestForFar = 10;  ///< values: fewer say too little about a deviation
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

  std::string name;
  bool is_text = false;                 ///< also of classes
  std::size_t missing = 0;              ///< cells, also those for which rows were left out
  std::size_t values = 0;               ///< cells with a value in the rows that are left
  std::optional<std::size_t> distinct;  ///< none: more than kMostDistinct
  Moments moments{};                    ///< of numbers
  double deviation = kNone;  ///< of a sample: the squares are divided by the values - 1; NaN for one value
  double lower_quartile = kNone;  ///< quantiles are linear between the sorted values: type 7 of Hyndman
  double median = kNone;          ///< and Fan, "Sample quantiles in statistical packages" (1996)
  double upper_quartile = kNone;
  std::size_t far = 0;  ///< values further than kFar deviations of the other values from the others' mean;
                        ///< none of a column with two different values
  std::size_t farthest_row = 0;                                 ///< the first row with the farthest value
  std::vector<std::pair<std::string, std::size_t>> frequent{};  ///< texts or classes with their cells
};

/// A summary of each feature, and of the target at the end.
std::vector<ColumnSummary> summaries_of(const Table& table, Workers& workers);

}  // namespace nntrain
