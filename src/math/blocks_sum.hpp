#pragma once

#include <cstddef>

#include "base/row_share.hpp"
#include "math/ranks_sum.hpp"

namespace nntrain {

/// The sum of one number for each block, in the tree of PairwiseSum over the blocks of all ranks.
class BlocksSum {
 public:
  /// `share` begins with a block, as dealt_share() gives it.
  explicit BlocksSum(const RowShare& share);

  /// The number of the next block of this rank. Any thread may push, one at a time.
  void push(double sum_of_block);
  /// The sum of all, the same on all ranks, which call it together.
  double total();

 private:
  Ranks* ranks_;
  std::size_t first_;  // block
  std::size_t next_;
  SubtreeSum<double> sums_;
};

}  // namespace nntrain
