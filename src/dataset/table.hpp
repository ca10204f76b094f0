#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/words.hpp"
#include "math/block_matrix.hpp"

namespace nntrain {

/// What a target is: classes or a number; kAuto: to be found out from its values.
enum class Task { kAuto, kClassify, kRegress };
constexpr auto words(Task) {
  return std::to_array<Word<Task>>(
      {{"auto", Task::kAuto}, {"classify", Task::kClassify}, {"regress", Task::kRegress}});
}
/// Whether the first line names the columns.
enum class HeaderMode { kAuto, kYes, kNo };
constexpr auto words(HeaderMode) {
  return std::to_array<Word<HeaderMode>>(
      {{"auto", HeaderMode::kAuto}, {"yes", HeaderMode::kYes}, {"no", HeaderMode::kNo}});
}
/// What a row with a missing cell is: an error, or left out. kMean: a missing feature stays missing in the
/// table, for the model to fill in; a row without its target or weight is left out.
enum class MissingMode { kError, kDrop, kMean };
constexpr auto words(MissingMode) {
  return std::to_array<Word<MissingMode>>(
      {{"error", MissingMode::kError}, {"drop", MissingMode::kDrop}, {"mean", MissingMode::kMean}});
}

/// The most different texts of a feature column, each of which becomes an input of the network.
inline constexpr std::size_t kMostLevels = 10'000;
/// The most classes of a target.
inline constexpr std::size_t kMostClasses = 1000;

/// How far reading has come.
struct ReadingProgress {
  std::size_t bytes;
  std::size_t all_bytes;  ///< of the file; 0 where that is not known
  std::size_t rows;
};

/// What to read of a CSV. Lists are in the column grammar of column_list.hpp; an empty text is "not given".
struct ReadOptions {
  std::string path;  ///< "-" is standard input
  std::string features;
  std::string drop;
  std::string target;
  std::string categorical;     ///< LIST of feature columns that hold names, even where they look like numbers
  std::string weights_column;  ///< COLUMN of row weights, which is no feature then
  std::string columns;         ///< names for a file without a header line
  HeaderMode header = HeaderMode::kAuto;
  std::string delimiter = "auto";  ///< auto, one byte, or "tab" or "\t"
  MissingMode missing = MissingMode::kError;
  std::vector<std::string> na = {"", "NA", "N/A", "NaN", "null", "?"};  ///< exact spellings of "missing"
  Task task = Task::kAuto;
  bool features_only = false;  ///< no target and no weights: of a file like another one only
  bool sha256 = false;         ///< whether to hash the file's bytes
  std::size_t threads = 0;     ///< that share the reading of a large file; 0: as many as this process may run
  /// Is told now and then, by one thread at a time; may be empty.
  std::function<void(const ReadingProgress&)> progress;
};

struct ClassLabel {
  std::string label;  ///< as the file spells it
  std::size_t count = 0;
};

inline std::vector<std::string> labels_of(const std::vector<ClassLabel>& classes) {
  std::vector<std::string> labels;
  for (const ClassLabel& one : classes) labels.push_back(one.label);
  return labels;
}

/// A feature column as it was read.
struct Column {
  std::string name;                      ///< without a header line "col:3"
  std::string item;                      ///< as an item of a LIST that chooses just this column again
  bool is_text = false;                  ///< no cell is a number, or it was named as categorical
  std::vector<std::string> levels;       ///< of text: the different ones, in order of first appearance
  std::vector<std::size_t> level_lines;  ///< the line that each first stands in
  std::size_t missing = 0;               ///< cells
};

/// A data set in memory as the file has it: only the columns that were asked for, N rows without those
/// dropped.
struct Table {
  std::string path;
  std::string sha256;  ///< 64 lower-case hex digits, if asked for
  bool has_header = false;
  char delimiter = ',';
  std::size_t rows_read = 0;
  std::size_t rows_dropped = 0;
  std::vector<Column> features;  ///< d columns, in the order asked for
  std::string target;            ///< its name
  std::string target_item;       ///< as COLUMN and LIST that choose just these columns of this file again:
  std::string categorical_list;  ///< those that --categorical named; "": none
  std::string weights_item;      ///< "": none
  Task task = Task::kAuto;       ///< never kAuto once read
  std::vector<ClassLabel>
      classes;                  ///< C of them, by value if all are numbers, else by bytes; none: regression
  bool is_model = false;        ///< whether it stands for a model: no rows, and `path` is the model's
  bool can_fill = true;         ///< whether missing cells could be filled in
  BlockMatrix cells;            ///< N x d: the number, or the index of a text's level; quiet NaN: missing
  BlockMatrix targets;          ///< N x 1: the class number (0 .. C - 1) or the value
  std::vector<double> weights;  ///< N, each finite and >= 0; empty if no column was named

  std::size_t rows() const { return targets.rows(); }

  /// The names of the d feature columns, and the LIST that chooses them.
  std::vector<std::string> feature_names() const;
  std::string features_list() const;
};

/// A file lacks columns of the one that it is to be like.
struct LacksColumns : DataError {
  using DataError::DataError;
};

}  // namespace nntrain
