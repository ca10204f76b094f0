#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/words.hpp"
#include "dataset/table.hpp"
#include "math/block_matrix.hpp"
#include "model/seen.hpp"

namespace nntrain {

/// How to scale numbers: not at all, to mean 0 and standard deviation 1, to [0, 1], or to median 0 and an
/// interquartile range of 1.
enum class ScaleMode { kNone, kStandard, kMinMax, kRobust };
constexpr auto words(ScaleMode) {
  return std::to_array<Word<ScaleMode>>({{"none", ScaleMode::kNone},
                                         {"standard", ScaleMode::kStandard},
                                         {"minmax", ScaleMode::kMinMax},
                                         {"robust", ScaleMode::kRobust}});
}
/// What to do with a text that no training row has: report an error, or set all inputs of its column to 0.
enum class UnseenMode { kError, kZero };
constexpr auto words(UnseenMode) {
  return std::to_array<Word<UnseenMode>>({{"error", UnseenMode::kError}, {"zero", UnseenMode::kZero}});
}

/// How one feature column becomes network inputs. All values come from the training rows only.
struct InputColumn {
  std::string name;
  std::string item;         ///< the item of a LIST that selects it in a file like the training file
  std::size_t feature = 0;  ///< its index among the features of the tables that are turned into inputs
  bool is_text = false;
  std::vector<std::string> levels;  ///< of text in training rows, sorted by bytes; one input (0 or 1) each
  std::vector<double> fills;        ///< for a missing cell: the mean, or each level's share; empty: error
  double centre = 0;                ///< of numbers: input = (x - centre) / divisor
  double divisor = 1;
  std::optional<Seen> seen{};  ///< in the training rows, counts in the order of `levels`; none: not noted

  /// The number of its inputs.
  std::size_t width() const { return is_text ? levels.size() : 1; }
};

/// A text that no training row has.
struct UnseenText : DataError {
  UnseenText(const std::string& message, const Remedy& remedy, std::size_t feature_index)
      : DataError(message, remedy), feature(feature_index) {}
  std::size_t feature;  ///< the index of its column among the features
};

/// The same error where nothing is trained yet: its remedy begins with leaving the column out of `table`,
/// unless it is the only one.
DataError with_drop(const UnseenText& error, const Table& table);

/// Turns the cells of a table into network inputs.
class Preprocessing {
 public:
  Preprocessing() = default;
  explicit Preprocessing(std::vector<InputColumn> columns) : columns_(std::move(columns)) {}

  const std::vector<InputColumn>& columns() const { return columns_; }

  /// The number I of inputs, and their names: the column's name, or "color=red" for a level.
  std::size_t input_count() const;
  std::vector<std::string> input_names() const;

  /// Notes in each column what these rows of the table that it was fitted on have there.
  void note_seen(const Table& table, std::span<const std::size_t> rows);

  /// The inputs, R x I, for R rows of a table with these columns (found by `feature`; levels by their
  /// bytes). Throws UnseenText, if `unseen` is kError, and DataError for a missing cell without a fill
  /// value, and for a number that scaling makes infinite.
  BlockMatrix inputs(const Table& table, std::span<const std::size_t> rows, UnseenMode unseen) const;

  /// Throws the DataError that inputs() would throw.
  void check(const Table& table, std::span<const std::size_t> rows, UnseenMode unseen) const;

  /// The inputs for several lists of rows. Each list must be ascending, and check() must accept it. Frees the
  /// cells block by block, so that no second copy of them is in memory, or moves them if they already are the
  /// inputs. Afterwards the table has no cells.
  using RowLists = std::vector<std::span<const std::size_t>>;
  std::vector<BlockMatrix> take_inputs(Table& table, const RowLists& parts, UnseenMode unseen) const;

  /// The inputs for all rows: the cells, which leave the table, if they already are the inputs. Throws as
  /// inputs().
  BlockMatrix take_all_inputs(Table& table, UnseenMode unseen) const;

 private:
  bool is_identity(const Table& table) const;

  std::vector<InputColumn> columns_;
};

/// Computes the preprocessing from the given rows, at least one. kStandard: centre = mean, divisor =
/// population standard deviation. kMinMax: centre = min, divisor = max - min. A constant column (but
/// for rounding, see are_equal_but_for_rounding) is only shifted, to 0. With `missing` kMean, a missing
/// number counts as the mean of the others, and a column without a value in these rows is left out. Throws
/// TrainingError if no column has a value (or one has none and is needed), DataError if sums or squares leave
/// the range of a double.
Preprocessing fit_preprocessing(const Table& table, std::span<const std::size_t> rows, ScaleMode scale,
                                MissingMode missing);

/// The scale on which a network learns the target of a regression: (value - centre) / divisor.
struct TargetScale {
  double centre = 0;
  double divisor = 1;

  bool is_identity() const { return centre == 0 && divisor == 1; }
};

/// Computes it from the given rows as fit_preprocessing() does for a column. Throws DataError.
TargetScale fit_target(const Table& table, std::span<const std::size_t> rows, ScaleMode scale);

/// What these rows have as target.
std::optional<Seen> seen_target(const Table& table, std::span<const std::size_t> rows);

}  // namespace nntrain
