#pragma once

#include <cstddef>
#include <vector>

#include "dataset/table.hpp"
#include "network/samples.hpp"

namespace nntrain {

/// What a split has of each of its R rows; see Split.
struct SplitRowsOfRank {
  Samples& samples;
  BlockMatrix& truth;
  std::vector<std::size_t>& numbers;
  std::vector<KeptColumn>& kept;
};

/// Moves the rows, which each rank has of its part of the table, so that each has those of dealt_share(): see
/// Samples::share. All ranks call it together.
void deal_rows(Ranks& ranks, const SplitRowsOfRank& rows);

}  // namespace nntrain
