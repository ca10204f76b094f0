#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "dataset/table.hpp"
#include "math/block_matrix.hpp"

namespace nntrain {

/// How numbers are brought to one scale: not at all, to mean 0 and standard deviation 1, or to [0, 1].
enum class ScaleMode { kNone, kStandard, kMinMax };
constexpr auto words(ScaleMode) {
  return std::to_array<Word<ScaleMode>>(
      {{"none", ScaleMode::kNone}, {"standard", ScaleMode::kStandard}, {"minmax", ScaleMode::kMinMax}});
}
/// What a text is that no training row had: an error, or none of the known ones.
enum class UnseenMode { kError, kZero };
constexpr auto words(UnseenMode) {
  return std::to_array<Word<UnseenMode>>({{"error", UnseenMode::kError}, {"zero", UnseenMode::kZero}});
}

/// How one feature column becomes network inputs; everything is learned on training rows only.
struct InputColumn {
  std::string name;
  std::string item;  ///< as an item of a LIST that chooses it in a file like the one trained on
  bool is_text = false;
  std::vector<std::string>
      levels;                 ///< of text: those of the training rows, sorted by bytes; an input (0, 1) each
  std::vector<double> fills;  ///< what a missing cell becomes: the mean, or the share of each level; empty if
                              ///< none was to be expected
  double centre = 0;          ///< of a number: input = (x - centre) / divisor
  double divisor = 1;

  /// How many inputs it becomes.
  std::size_t width() const { return is_text ? levels.size() : 1; }
};

/// Turns the cells of a table into network inputs.
class Preprocessing {
 public:
  Preprocessing() = default;
  explicit Preprocessing(std::vector<InputColumn> columns) : columns_(std::move(columns)) {}

  const std::vector<InputColumn>& columns() const { return columns_; }

  /// I: how many inputs there are, and what they are called: a number by its column, a level "color=red".
  std::size_t input_count() const;
  std::vector<std::string> input_names() const;

  /// The inputs, R x I, of R rows of a table whose columns are these (matched by position; texts by their
  /// bytes). Throws DataError for a text that is unknown, if `unseen` says so, a missing cell that there is
  /// no fill for, and a number too large to be scaled.
  BlockMatrix inputs(const Table& table, std::span<const std::size_t> rows, UnseenMode unseen) const;

  /// Throws the DataError that inputs() would throw.
  void check(const Table& table, std::span<const std::size_t> rows, UnseenMode unseen) const;

  /// The inputs of several lists of rows, each ascending, which check() lets pass, and of which the table's
  /// cells are freed as they are used, so that no second copy of them is in memory; where the cells are the
  /// inputs as they stand they are handed over. Leaves the table without cells.
  using RowLists = std::vector<std::span<const std::size_t>>;
  std::vector<BlockMatrix> take_inputs(Table& table, const RowLists& parts, UnseenMode unseen) const;

 private:
  bool is_identity(const Table& table) const;

  std::vector<InputColumn> columns_;
};

/// Learns from the given rows, at least one. kStandard: centre = mean, divisor = population standard
/// deviation; kMinMax: centre = min, divisor = max - min; a constant column is only shifted, to 0. With
/// `missing` kMean, missing numbers count as the mean of the others. Throws TrainingError for a column
/// without any present value, DataError where sums or squares leave the range of a double.
Preprocessing fit_preprocessing(const Table& table, std::span<const std::size_t> rows, ScaleMode scale,
                                MissingMode missing);

/// How a network sees the target of a regression: (value - centre) / divisor.
struct TargetScale {
  double centre = 0;
  double divisor = 1;

  bool is_identity() const { return centre == 0 && divisor == 1; }
};

/// Learns it from the given rows, as fit_preprocessing learns that of a column. Throws DataError.
TargetScale fit_target(const Table& table, std::span<const std::size_t> rows, ScaleMode scale);

}  // namespace nntrain
