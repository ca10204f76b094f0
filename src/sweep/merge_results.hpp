#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nntrain {

/// What a merge has made.
struct MergedResults {
  std::uint64_t runs = 0;              ///< of the whole sweep
  std::uint64_t rows = 0;              ///< that are there
  std::vector<std::uint64_t> missing;  ///< the numbers of the others, ascending
};

/// Joins results files of shards of one sweep into one, sorted by number. What is in `into` counts as the
/// first of the files: its rows stay. Rows that several files have must be equal, but for kSecondsColumn; the
/// first file's is taken. A row with kFailed counts only where no file has another end of its run. Rows with
/// kSignal are left out. Throws DataError: for other formats, columns, tables, versions, numbers of runs or
/// sweeps; for rows with the same number that differ; if there is no row; if `into` is no results file, or a
/// sweep writes it; and as the others. `into` then stays as it is.
MergedResults merge_results(const std::vector<std::string>& paths, const std::string& into);

}  // namespace nntrain
