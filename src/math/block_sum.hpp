#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "base/function_ref.hpp"
#include "base/workers.hpp"
#include "math/pairwise_sum.hpp"

namespace nntrain {

/// Adds one vector per block of rows, on several threads, in the tree of PairwiseSum. A thread adds a whole
/// subtree at a time, so the sum has the same bits for every number of threads.
class BlockSum {
 public:
  /// The largest number of subtree sums per thread.
  static constexpr std::size_t kMostSubtrees = 64;

  /// The largest number of subtree sums for `blocks` blocks on `threads` threads.
  static std::size_t most_subtrees(std::size_t blocks, std::size_t threads);

  /// Fills `part` with the vector of a block; `thread` is the number of the running thread. As
  /// Workers::spread says, an object that it refers to should stay as it is from sum to sum.
  using BlockVector = FunctionRef<void(std::size_t block, std::size_t thread, std::span<double> part)>;

  /// For vectors of `length` numbers from up to `most_blocks` blocks. Keeps a reference to `workers`.
  BlockSum(std::size_t length, std::size_t most_blocks, Workers& workers);

  /// Gets the numbers of the sum from number `begin` on.
  using Slice = FunctionRef<void(std::size_t begin, std::span<const double> numbers)>;

  /// Gives the sum over the blocks 0 .. blocks - 1 to `use`, whole or, if it is long, in slices on all
  /// threads. Runs on the calling thread only, unless `on_all_threads`.
  void total_in_slices(std::size_t blocks, bool on_all_threads, BlockVector part, Slice use);

  /// The sum over the blocks 0 .. blocks - 1. Runs on the calling thread only, unless `on_all_threads`.
  void total(std::size_t blocks, bool on_all_threads, BlockVector part, std::span<double> sum);

 private:
  /// The subtrees of a sum. It stays as it is as long as nothing in it changes, see Workers::spread.
  struct Subtrees {
    BlockSum* sum;
    BlockVector part;
    std::size_t blocks;
    std::size_t blocks_each;

    bool operator==(const Subtrees&) const = default;
    void operator()(std::size_t subtree, std::size_t thread) const;
  };
  /// The partial sums of one thread, apart from those of others.
  struct alignas(Workers::kApart) OfThread {
    PairwiseSum tree;
  };
  struct Free {
    void operator()(double* numbers) const;
  };

  std::size_t subtree_blocks(std::size_t blocks, bool on_all_threads) const;
  void add_subtree(std::size_t begin, std::size_t end, std::size_t thread, BlockVector part,
                   std::span<double> sum);
  std::span<double> subtree(std::size_t i) const { return {subtrees_.get() + i * stride_, length_}; }
  /// Adds the numbers begin .. end - 1 of the sums of `count` subtrees, those of the first one become the
  /// total.
  void add_subtrees(std::size_t count, std::size_t begin, std::size_t end) const;

  Workers& workers_;
  std::size_t length_;
  std::size_t stride_;                        // from one sum of a subtree to the next
  std::vector<OfThread> of_thread_;           // adds the blocks of a subtree
  std::unique_ptr<double[], Free> subtrees_;  // their sums; unused memory pages stay untouched
  Subtrees now_{};
};

}  // namespace nntrain
