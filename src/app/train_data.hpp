#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/train_request.hpp"
#include "training/trial.hpp"

namespace nntrain {

/// Which rows each rank reads: all, or, if share_rows() lets ranks share them, its own.
enum class RowsOf { kFile, kRanks };

/// Reads --data, with a progress line if requested. Throws what read_table() throws, and UsageError if it is
/// not the file of the resumed run.
Table read_data(const TrainRequest& request, RowsOf rows = RowsOf::kFile);

/// The training rows, and the held-out rows of the table or of other files. Throws as split_rows().
Trial make_trial(const TrainRequest& request, const Experiment& experiment, const Table& table);

/// Throws TrainingError if the column of --split-column has validation rows that contradict --bag, or has
/// none and the options need them.
void check_split_column(const TrainOptions& options, const Table& table, bool has_validation);

/// The files of a table for the receipt, and the same from the disk. The latter throws DataError.
InputFile input_of(const std::string& flag, const Table& table);
InputFile read_input(const std::string& flag, const std::string& path);

/// The names of the held-out parts with a file, and the files: validation, then test.
std::vector<std::pair<std::string, std::string>> held_out_files(const TrainOptions& options);

/// Reads the files of held-out rows like `table`, on the ranks that share it, and adds them to `files`. Keeps
/// references to all arguments. Throws as read_data().
OtherTables other_tables(const TrainRequest& request, const Table& table, std::vector<InputFile>& files);

}  // namespace nntrain
