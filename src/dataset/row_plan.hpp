#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "dataset/column_reader.hpp"
#include "dataset/guess.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// What to take of each record.
struct RowPlan {
  std::string path;
  char delimiter = ',';
  std::size_t fields = 0;             ///< of every record
  std::string fields_from;            ///< what says so: "the header", "line 1"
  bool has_header = false;            ///< whether the first record names the columns
  std::size_t first_line = 0;         ///< of the first record
  std::vector<std::string> names;     ///< of all fields
  std::vector<std::string> items;     ///< of all fields, as items of a LIST
  std::vector<std::size_t> features;  ///< fields, in the order of the table's columns
  std::vector<ColumnKind> kinds;      ///< of the features
  std::optional<std::size_t> target;  ///< a field; none: only features are read
  std::optional<std::size_t> weights;
  MissingMode missing = MissingMode::kError;
  Task task = Task::kAuto;            ///< as asked for
  std::vector<std::string> given_na;  ///< spellings of a missing value, if the user gave them
  bool columns_named = false;         ///< by --columns
  const Table* first = nullptr;       ///< the table whose columns and classes these are to be, if any
};

/// Whether the first record names the columns; of a file that is to be like `first` see options_like. Throws
/// UsageError where that is not clear, DataError where a file like `first` lacks its header line.
bool decide_header(const ReadOptions& options, const Opening& opening, const MissingTexts& missing,
                   char delimiter, const Table* first);

/// Chooses the columns and tells the table, of which path, has_header and delimiter are known. Throws
/// DataError, LacksColumns.
RowPlan plan_rows(const ReadOptions& options, const Opening& opening, const Table* first, Table& table);

}  // namespace nntrain
