#pragma once

#include <cstddef>
#include <map>
#include <span>

#include "math/block_sum.hpp"
#include "math/ranks_sum.hpp"

namespace nntrain {

/// BlockSum over the blocks of all ranks, which deal_blocks() deals: each rank adds up its own on its
/// threads. The same bits for any number of ranks and threads.
class RanksBlockSum {
 public:
  /// For vectors of `length` numbers. Keeps references to both; `own` is for vectors of as many numbers, and
  /// for the blocks of this rank.
  RanksBlockSum(std::size_t length, BlockSum& own, Ranks& ranks)
      : length_(length), own_(own), ranks_(ranks) {}

  /// The sum over the blocks 0 .. blocks - 1 of all ranks; `part` is called for those of this one. Where it
  /// throws Interrupted on any rank, all throw it, and have a noted signal. Valid until the next call.
  std::span<const double> total(std::size_t blocks, bool on_all_threads, BlockSum::BlockVector part);

 private:
  RanksSum& sum_of(std::size_t blocks);

  std::size_t length_;
  BlockSum& own_;
  Ranks& ranks_;
  std::map<std::size_t, RanksSum> sums_;  // by the number of blocks: there are few
};

}  // namespace nntrain
