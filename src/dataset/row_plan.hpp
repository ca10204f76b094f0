#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dataset/column_reader.hpp"
#include "dataset/guess.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// What to read from each record.
struct RowPlan {
  std::string path;
  char delimiter = ',';
  std::size_t fields = 0;              ///< in every record
  std::string comment;                 ///< what lines that are no records start with, or ""
  NumberStyle numbers;                 ///< how numbers are written
  std::string fields_from;             ///< the source of that number: "the header", "line 1"
  bool has_header = false;             ///< whether the first record names the columns
  std::vector<std::string> header;     ///< the first record, if it names the columns
  bool has_quoted_delimiters = false;  ///< whether a cell of the first records has the delimiter
  bool has_points = false;             ///< whether they have numbers such as 1.234,5
  std::vector<std::pair<std::string, std::string>> lists;  ///< the flags with columns that the user gave
  std::size_t first_line = 0;                              ///< the line number of the first record, 1-based
  std::vector<std::string> names;                          ///< of all fields
  std::vector<std::string> items;                          ///< of all fields, as items of a LIST
  std::vector<std::size_t> features;                       ///< fields in the order of the table's columns
  std::vector<ColumnKind> kinds;                           ///< of the features
  std::optional<std::size_t> target;                       ///< a field; nullopt if only features are read
  std::optional<std::size_t> weights;
  std::vector<std::size_t> copied;  ///< fields to copy as text: the target's if copies_target, then the kept,
                                    ///< then those of `placing`
  std::vector<const PlaceColumn*> placing;  ///< the columns that say where rows go
  bool copies_target = false;               ///< only features are read, and the file has the target's column
  MissingMode missing = MissingMode::kError;
  Task task = Task::kAuto;            ///< the task in the options
  std::string drop_list;              ///< the columns that the user left out, or ""
  std::vector<std::string> given_na;  ///< spellings of a missing value, if given by the user
  bool columns_named = false;         ///< the names come from --columns
  const Table* first = nullptr;       ///< a table with the same columns and classes, or null
  std::size_t lines = 0;              ///< before the first row: the lines of the header, or 0
  std::vector<std::size_t> spares;    ///< fields without a name, no features unless the user names them
  std::size_t lines_before = 0;       ///< in the files before this one, where lines count on over them
  const RowPlan* earlier = nullptr;   ///< of the file before this one, or null

  /// The field of a slot: features, then target and weight.
  std::size_t field_of(std::size_t slot) const;
};

/// Where a cell stands, and what may be done about it. `slot` counts the features, then the target, then the
/// weights.
CellPlace place_in(const RowPlan& plan, std::size_t slot, std::size_t line);

/// `style`, in which each field has only the unit of its first number with one.
NumberStyle style_of_fields(NumberStyle style, const Opening& opening, bool has_header);

/// Whether the first record has the column names; for a file like `first` see options_like. Throws UsageError
/// if that is not clear, DataError if a file like `first` has no header line.
bool decide_header(const ReadOptions& options, const Opening& opening, const MissingTexts& missing,
                   char delimiter, const Table* first);

/// Selects the columns and fills in the columns of `table`; its path, has_header and delimiter must be set.
/// Throws DataError, LacksColumns.
RowPlan plan_rows(const ReadOptions& options, const Opening& opening, const Table* first, Table& table);

}  // namespace nntrain
