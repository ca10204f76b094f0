#pragma once

#include <string>

#include "dataset/table.hpp"

namespace nntrain {

/// Reads a CSV (RFC 4180, see csv_reader.hpp). A feature column is text if none of its cells is a number; one
/// that mixes both is an error. Throws UsageError where a guess is not safe (header line, task), DataError
/// for what the file holds or lacks, TrainingError where no row, only one class or no weight above 0 is left.
Table read_table(const ReadOptions& options);

/// Of another file of the same kind, `path`: the columns of `first` by their names (others are ignored; by
/// position where they have none), text where those are text, the same task and the same classes. Of
/// `options` it takes header, columns, delimiter, missing, na, features_only and sha256. kAuto is a header
/// line where `first` had one, or where all its features stand in the first line.
ReadOptions options_like(const ReadOptions& options, const Table& first, const std::string& path);

/// Reads such a file. Throws DataError, also for a label that is none of first.classes, LacksColumns,
/// TrainingError where no row is left.
Table read_table_like(const ReadOptions& options, const Table& first, const std::string& path);

}  // namespace nntrain
