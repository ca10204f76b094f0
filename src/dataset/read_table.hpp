#pragma once

#include <string>

#include "dataset/table.hpp"

namespace nntrain {

/// Reads a CSV (RFC 4180, see csv_reader.hpp). A feature column is text if none of its cells is a number; a
/// mixture is an error. Throws UsageError if a guess is not safe (header line, task), DataError for wrong or
/// missing content, TrainingError if only one class is left, or no row, or no weight above 0.
Table read_table(const ReadOptions& options);

/// The options for reading `path` like `first`: the same feature columns, target and weights by name (by
/// position if unnamed), the same kinds of columns, the same task and classes. Other columns are ignored. If
/// the column of weights is not there, the table has no weights. The kept columns are those of `first`, or
/// those of `options` if it is a model. The header, columns, delimiter, missing, na, features_only, sha256,
/// threads and progress come from `options`. A header of kAuto means a header line if `first` had one or the
/// first line has the names of all its features.
ReadOptions options_like(const ReadOptions& options, const Table& first, const std::string& path);

/// Reads a file like `first`, see options_like. Throws DataError, also for a label that is not in
/// first.classes, LacksColumns, and TrainingError if no row is left.
Table read_table_like(const ReadOptions& options, const Table& first, const std::string& path);

}  // namespace nntrain
