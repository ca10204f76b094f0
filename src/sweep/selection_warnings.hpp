#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "sweep/candidates.hpp"
#include "sweep/selection_result.hpp"

namespace nntrain {

// While candidates are selected, Candidate::numbers are the indices of rows in the table.

/// The rows of a candidate, with other seeds each.
CandidateRows rows_of(const SweepTable& table, const Candidate& one);

/// The index of its first row.
std::size_t first_row(const Candidate& one);

/// What becomes of the comparisons with the best.
struct Pairs {
  std::size_t fewest = SIZE_MAX;                    ///< pairs of values
  std::string unit;                                 ///< "fold", "seed"
  std::size_t single = 0;                           ///< comparisons of one pair each
  std::map<std::string, std::size_t> not_paired{};  ///< by the reason and its remedy: how many candidates
  std::size_t other_losses = 0;                     ///< candidates whose losses are other numbers
};

/// Why runs of two candidates cannot be paired, and what helps: "out other rows than the best: ...".
std::string why_not_paired(const SweepTable& table, const CandidateRows& best, const CandidateRows& rows);

/// Warnings about the table and its candidates; about the comparisons with the best; about its losses.
void warn_of_table(const SweepTable& table, Selection& selection);
void warn_of_pairs(const Pairs& pairs, Selection& selection);
void warn_of_losses(const Pairs& pairs, const SweepTable& table, Selection& selection);

/// Looks at the test rows of the best, from its options. Those by --test-fraction move with the seed, unless
/// there is --split-seed: then the first run, which is made once more, has others than its fellows.
void look_at_test_rows(const SweepTable& table, const CandidateRows& best, Selection& selection);

/// Tells of runs with the same options, which count once.
void warn_of_equal_runs(const SweepTable& table, Selection& selection);

}  // namespace nntrain
