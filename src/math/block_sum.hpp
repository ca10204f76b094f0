#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "base/workers.hpp"
#include "math/pairwise_sum.hpp"

namespace nntrain {

/// Adds a vector for each block of rows in the tree of PairwiseSum, on several threads: a thread takes a
/// whole subtree at a time, so that the sum is the same bits for any number of threads.
class BlockSum {
 public:
  /// Sums of subtrees that are kept for each thread, at most.
  static constexpr std::size_t kMostSubtrees = 64;

  /// How many sums of subtrees are kept for so many blocks on so many threads.
  static std::size_t most_subtrees(std::size_t blocks, std::size_t threads);

  /// Fills `part` with the vector of a block; `thread` is the number of the thread that does it.
  using Part = std::function<void(std::size_t block, std::size_t thread, std::span<double> part)>;

  /// For vectors of `length` of up to `most_blocks` blocks on the threads of `workers`, to which it keeps a
  /// reference.
  BlockSum(std::size_t length, std::size_t most_blocks, Workers& workers);

  /// The sum over the blocks 0 .. blocks - 1; on the caller's thread alone unless `on_all_threads`.
  void total(std::size_t blocks, bool on_all_threads, const Part& part, std::span<double> sum);

 private:
  std::size_t subtree_blocks(std::size_t blocks, bool on_all_threads) const;
  void add_subtree(std::size_t begin, std::size_t end, std::size_t thread, const Part& part,
                   std::span<double> sum);

  Workers& workers_;
  std::size_t length_;
  std::vector<PairwiseSum> of_thread_;  // adds the blocks of a subtree
  std::unique_ptr<double[]>
      subtrees_;  // their sums, one after another; pages that are not needed stay untouched
  PairwiseSum of_subtrees_;
};

}  // namespace nntrain
