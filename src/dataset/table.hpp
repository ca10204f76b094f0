#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "math/block_matrix.hpp"

namespace nntrain {

/// What a target is: two classes or a number; kAuto: to be found out from its values.
enum class Task { kAuto, kClassify, kRegress };
/// Whether the first line names the columns.
enum class HeaderMode { kAuto, kYes, kNo };
/// What a row with a missing cell is: an error, or left out.
enum class MissingMode { kError, kDrop };

/// What to read of a CSV. Lists are in the column grammar of column_list.hpp; an empty text is "not given".
struct ReadOptions {
  std::string path;  ///< "-" is standard input
  std::string features;
  std::string drop;
  std::string target;
  std::string columns;  ///< names for a file without a header line
  HeaderMode header = HeaderMode::kAuto;
  std::string delimiter = "auto";  ///< auto, one byte, or "tab" or "\t"
  MissingMode missing = MissingMode::kError;
  std::vector<std::string> na = {"", "NA", "N/A", "NaN", "null", "?"};  ///< exact spellings of "missing"
  Task task = Task::kAuto;
  bool sha256 = false;  ///< whether to hash the file's bytes
};

struct ClassLabel {
  std::string label;  ///< as the file spells it
  std::size_t count = 0;
};

/// A data set in memory: only the columns that were asked for, N rows without those dropped.
struct Table {
  std::string path;
  std::string sha256;  ///< 64 lower-case hex digits, if asked for
  bool has_header = false;
  char delimiter = ',';
  std::size_t rows_read = 0;
  std::size_t rows_dropped = 0;
  std::vector<std::string> features;  ///< d names, in the order asked for; without a header line "col:3"
  std::string target;
  std::string features_list;  ///< as LIST and COLUMN that choose just these columns of this file again
  std::string target_item;
  Task task = Task::kAuto;          ///< never kAuto once read
  std::vector<ClassLabel> classes;  ///< by value; empty for a regression
  BlockMatrix inputs;               ///< N x d
  BlockMatrix targets;              ///< N x 1: the class number (0, 1) or the value

  std::size_t rows() const { return inputs.rows(); }
};

/// Reads a CSV (RFC 4180, see csv_reader.hpp). Throws UsageError where a guess is not safe (header line,
/// task), DataError for what the file holds or lacks, TrainingError where no row or only one class is left.
Table read_table(const ReadOptions& options);

}  // namespace nntrain
