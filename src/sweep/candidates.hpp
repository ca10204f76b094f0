#pragma once

#include <cstddef>
#include <vector>

#include "compare/side.hpp"
#include "metrics/spread.hpp"
#include "sweep/sweep_table.hpp"

namespace nntrain {

/// Rows of a table that are told apart by the seed alone, by number.
using CandidateRows = std::vector<std::size_t>;

/// The candidates of a sweep.
struct Candidates {
  std::vector<std::size_t> axes;    ///< the options that tell them apart: indices of SweepTable::options
  std::vector<CandidateRows> rows;  ///< of each candidate; ordered by the number of its first row
};

/// Puts the rows of a table together. An option is no axis if those before it tell the same rows apart. Those
/// in which rows with a result differ come first: an option may be unknown where the flags contradict each
/// other.
Candidates candidates_of(const SweepTable& table);

/// Whether the runs of these rows have results: all have ended and have a value.
bool have_results(const SweepTable& table, const CandidateRows& rows);

/// The rows without those whose seed an earlier one has: it is the same run.
CandidateRows with_other_seeds(const SweepTable& table, const CandidateRows& rows);

/// The runs of rows with other seeds each, as compare_runs() takes them: each fold of a cross-validation is
/// one.
Side side_of(const SweepTable& table, const CandidateRows& rows);

/// What cv and --seeds say of the field in the runs of such rows: see spread_in(). A share is held to
/// Wilson's interval only if it is the accuracy: of others the file does not have the counts.
MetricSpread spread_in(const SweepTable& table, const CandidateRows& rows);

}  // namespace nntrain
