#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/row_share.hpp"
#include "base/words.hpp"
#include "csv/number_style.hpp"
#include "dataset/text_list.hpp"
#include "math/block_matrix.hpp"

namespace nntrain {

/// The kind of a target: classes or a number. kAuto: its values decide.
enum class Task { kAuto, kClassify, kRegress };
constexpr auto words(Task) {
  return std::to_array<Word<Task>>(
      {{"auto", Task::kAuto}, {"classify", Task::kClassify}, {"regress", Task::kRegress}});
}
/// Whether the first line has the column names.
enum class HeaderMode { kAuto, kYes, kNo };
constexpr auto words(HeaderMode) {
  return std::to_array<Word<HeaderMode>>(
      {{"auto", HeaderMode::kAuto}, {"yes", HeaderMode::kYes}, {"no", HeaderMode::kNo}});
}
/// What to do with rows with a missing cell: kError reports an error, kDrop drops the row. kMean keeps a
/// missing feature as missing, for the model to fill in, and drops a row without a target or weight.
enum class MissingMode { kError, kDrop, kMean };
constexpr auto words(MissingMode) {
  return std::to_array<Word<MissingMode>>(
      {{"error", MissingMode::kError}, {"drop", MissingMode::kDrop}, {"mean", MissingMode::kMean}});
}

/// The largest number of distinct texts in a feature column. Each becomes an input of the network.
inline constexpr std::size_t kMostLevels = 10'000;
/// The largest number of classes.
inline constexpr std::size_t kMostClasses = 1000;

/// The progress of reading.
struct ReadingProgress {
  std::size_t bytes;
  std::size_t all_bytes;  ///< the size of the file; 0 if unknown
  std::size_t rows;
};

/// What to read from a CSV. Lists use the grammar in column_list.hpp. An empty text means "not given".
struct ReadSettings {
  std::string path;  ///< a file, or a pattern for several, see files_named_by(); "-" is standard input
  std::string features;
  std::string features_of;  ///< the file whose features these are, for messages; "": the user's
  std::string drop;
  std::string target;
  std::string categorical;     ///< LIST of feature columns to read as text, even if they look like numbers
  std::string weights_column;  ///< COLUMN of the row weights; it is not a feature
  std::string keep;            ///< LIST of columns whose texts are kept; features only if `features` has them
  /// COLUMNs whose texts say where rows go, see kPlaceColumns; features only if `features` has them.
  std::string group;
  std::string fold_column;
  std::string split_column;
  std::string hash_column;
  std::string columns;  ///< names for a file without a header line
  HeaderMode header = HeaderMode::kAuto;
  std::string delimiter = "auto";  ///< auto, one byte, "blanks", or "tab" or "\t"
  std::uint64_t skip_lines = 0;    ///< lines before the table
  std::string comment;             ///< lines that start with this text are no records; "" if none
  MissingMode missing = MissingMode::kError;
  /// Exact spellings of "missing".
  std::vector<std::string> na = {"", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NULL", "null", "?"};
  NumberStyle numbers;  ///< how the file writes them
  Task task = Task::kAuto;
  bool features_only = false;  ///< no weights, and of a target only texts; only for a file like another one

  friend bool operator==(const ReadSettings&, const ReadSettings&) = default;
};

/// The same, and how to read it.
struct ReadOptions : ReadSettings {
  bool sha256 = false;       ///< whether to hash the file's bytes
  bool small_parts = false;  ///< whether ranks share small files, too, in small parts: for tests
  std::size_t threads = 0;   ///< for reading a large file; 0: all available processors
  /// Those that read parts of a large file each, see Table::share; all of them read it together. Null: this
  /// process reads all rows.
  Ranks* ranks = nullptr;
  /// Called now and then, by one thread at a time; may be empty.
  std::function<void(const ReadingProgress&)> progress;
};

struct ClassLabel {
  std::string label;  ///< as in the file
  std::size_t count = 0;
};

inline std::vector<std::string> labels_of(const std::vector<ClassLabel>& classes) {
  std::vector<std::string> labels;
  for (const ClassLabel& one : classes) labels.push_back(one.label);
  return labels;
}

/// A feature column of a table.
struct Column {
  std::string name;                      ///< "col:3" without a header line
  std::string item;                      ///< the item of a LIST that selects only this column
  bool is_text = false;                  ///< no cell is a number, or --categorical names the column
  std::vector<std::string> levels;       ///< of text: distinct ones, in order of first appearance
  std::vector<std::size_t> level_lines;  ///< the line of the first appearance, counted on over the files
  std::size_t missing = 0;               ///< number of missing cells
  std::size_t lacking = 0;               ///< number of dropped rows that miss a cell here
};

/// A column of texts as they stand in the file, without the quotes and the blanks around them.
struct KeptColumn {
  std::string name;  ///< as in Column
  std::string item;
  TextList texts;

  bool is_given() const { return !item.empty(); }
};

/// A file of a table: the only one, or one of those that a pattern names.
struct TablePart {
  std::string path;
  std::size_t lines_before = 0;  ///< in the files before it
  std::string sha256{};          ///< 64 lower-case hex digits, if requested
};

/// A data set in memory: the selected columns and the N rows that were not dropped.
struct Table {
  std::string path;              ///< as in ReadOptions
  std::vector<TablePart> parts;  ///< its files; none for a model
  std::string sha256;            ///< if requested: joint_sha256() of the files
  bool has_header = false;
  std::size_t header_line = 0;  ///< the number of the line with the names, 1-based; 0 without one
  char delimiter = ',';
  std::vector<std::string> notes;  ///< what was read otherwise than it stands there, for the user
  std::size_t rows_read = 0;
  /// Rows left out for missing cells: their numbers, 1-based, ascending; of a shared table, those here.
  std::vector<std::size_t> dropped;
  std::size_t lacking_target = 0;  ///< number of dropped rows that miss the target
  std::size_t lacking_weight = 0;  ///< and of those that miss their weight
  std::vector<Column> features;    ///< d columns, in the requested order
  std::string target;              ///< the name
  std::string target_item;         ///< COLUMN and LIST that select the same columns of this file again:
  std::string categorical_list;    ///< the columns in --categorical; "" if none
  std::string weights_item;        ///< "" if none
  std::string drop_list;           ///< the LIST of columns that the user left out; "" if none
  Task task = Task::kAuto;         ///< never kAuto after reading
  std::vector<ClassLabel>
      classes;                   ///< C of them, by value if all are numbers, else by bytes; none: regression
  bool is_model = false;         ///< whether this describes a model: no rows, and `path` is its file
  bool can_fill = true;          ///< whether missing cells can be filled in
  BlockMatrix cells;             ///< N x d: numbers, or indices of levels; quiet NaN if missing
  BlockMatrix targets;           ///< N x 1: the class index (0 .. C - 1) or the value
  std::vector<double> weights;   ///< N, finite and >= 0; empty without a weights column
  std::vector<KeptColumn> kept;  ///< the columns of ReadOptions::keep, of N rows each
  KeptColumn group;   ///< rows with the same text stay together; of N rows, or not given, as the next three
  KeptColumn fold;    ///< rows with the same text are a fold
  KeptColumn split;   ///< the part of each row: one of words(SplitPart)
  KeptColumn hashed;  ///< the text that decides where a row goes, with SplitMode::kHash
  TextList target_texts;  ///< N, "" where missing; only with features_only, if the file has the column
  /// Where ranks have read parts of the file each: the N rows here among those of all. What is not of rows is
  /// that of the whole table then, except `dropped`.
  RowShare share{};
  std::size_t read_before = 0;  ///< rows that earlier ranks have read, including dropped ones

  std::size_t rows() const { return targets.rows(); }
  bool is_shared() const { return share.is_shared(); }
  /// `share`; all rows where no other rank has any.
  RowShare row_share() const { return is_shared() ? share : whole(rows()); }
  /// The rows of all ranks.
  std::size_t all_rows() const { return row_share().all; }
  /// The number of rows left out, of all ranks.
  std::size_t rows_dropped() const { return is_shared() ? rows_read - share.all : dropped.size(); }

  /// The number of row `row` (0 .. N - 1) among all rows that were read: 1-based, dropped rows count.
  std::size_t row_number(std::size_t row) const;

  /// Whether `path` is a pattern.
  bool is_of_pattern() const { return !parts.empty() && parts.front().path != path; }
  /// A table of the same features and kept columns, without rows: for a piece of them.
  Table without_rows() const;

  /// Sets sha256 from those of the files.
  void join_hashes();
  /// The file of a line, and its number there. Lines count on over the files.
  std::pair<std::string, std::size_t> place(std::size_t line) const;

  /// The names of the d feature columns, and the LIST that selects them.
  std::vector<std::string> feature_names() const;
  std::string features_list() const;
  /// The LIST that selects the kept columns; "" if none.
  std::string kept_list() const;

  /// The way to leave out these features, by index, and what is left out already.
  Way drop(const std::string& lead, const std::vector<std::size_t>& these) const;
};

/// Which rows of a part of `table` this rank has: `own` of them are here. All ranks call it together if the
/// table is shared.
inline RowShare share_of_part(const Table& table, std::size_t own) {
  return table.is_shared() ? share_of(*table.share.ranks, own) : whole(own);
}

/// Whether any rank has row weights. All ranks call it together.
inline bool has_weights(const Table& table) {
  return table.row_share().ranks->any(!table.weights.empty());
}

/// A column whose texts say where rows go.
struct PlaceColumn {
  const char* flag;  ///< that names it
  const char* what;  ///< its texts say of a row
  std::string ReadOptions::*asked;
  KeptColumn Table::*read;
};
inline constexpr std::array<PlaceColumn, 4> kPlaceColumns = {
    {{"--group", "group", &ReadOptions::group, &Table::group},
     {"--fold-column", "fold", &ReadOptions::fold_column, &Table::fold},
     {"--split-column", "part", &ReadOptions::split_column, &Table::split},
     {"--split", "text to hash", &ReadOptions::hash_column, &Table::hashed}}};

/// A file lacks columns of the file or model that it must match.
struct LacksColumns : DataError {
  explicit LacksColumns(const std::string& message, Remedy remedy = {}, std::vector<std::size_t> lacking = {})
      : DataError(message, std::move(remedy)), features(std::move(lacking)) {}
  std::vector<std::size_t> features;  ///< the indices of those of the other file, if known
};

/// A cell that cannot be read as its column must be.
struct BadCell : DataError {
  BadCell(const DataError& error, std::size_t of_slot) : DataError(error), slot(of_slot) {}
  std::size_t slot;  ///< the index of the feature; other columns follow
};

}  // namespace nntrain
