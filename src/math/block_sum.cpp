#include "math/block_sum.hpp"

#include <algorithm>
#include <bit>

namespace nntrain {
namespace {

std::size_t divided_up(std::size_t a, std::size_t b) {
  return (a + b - 1) / b;
}

}  // namespace

std::size_t BlockSum::most_subtrees(std::size_t blocks, std::size_t threads) {
  return threads == 1 ? 1 : std::min(blocks, kMostSubtrees * threads);
}

BlockSum::BlockSum(std::size_t length, std::size_t most_blocks, Workers& workers)
    : workers_(workers),
      length_(length),
      of_thread_(workers.size(), PairwiseSum(length, most_blocks)),
      subtrees_(new double[most_subtrees(most_blocks, workers.size()) * length]),
      of_subtrees_(length, most_subtrees(most_blocks, workers.size())) {}

/// The blocks of a subtree: a power of two, so that it is a part of the whole tree. The largest one that
/// keeps the busiest thread within 1/32 of the smallest possible load, unless there would be too many
/// subtrees.
std::size_t BlockSum::subtree_blocks(std::size_t blocks, bool on_all_threads) const {
  const std::size_t threads = workers_.size();
  if (!on_all_threads || threads == 1) return std::max<std::size_t>(1, blocks);
  const std::size_t fair = divided_up(blocks, threads);
  std::size_t size = std::bit_floor(std::max<std::size_t>(1, fair));
  for (; size > 1; size /= 2) {
    if (divided_up(blocks, size / 2) > kMostSubtrees * threads) break;
    if (divided_up(divided_up(blocks, size), threads) * size <= fair + fair / 32) break;
  }
  return size;
}

void BlockSum::add_subtree(std::size_t begin, std::size_t end, std::size_t thread, const BlockVector& part,
                           std::span<double> sum) {
  PairwiseSum& tree = of_thread_[thread];
  tree.clear();
  for (std::size_t block = begin; block < end; ++block) {
    part(block, thread, tree.next());
    tree.push();
  }
  tree.total(sum);
}

void BlockSum::total(std::size_t blocks, bool on_all_threads, const BlockVector& part,
                     std::span<double> sum) {
  const std::size_t size = subtree_blocks(blocks, on_all_threads);
  const std::size_t count = divided_up(blocks, size);
  if (count < 2) return add_subtree(0, blocks, 0, part, sum);
  const auto subtree = [&](std::size_t i) { return std::span(subtrees_.get() + i * length_, length_); };
  workers_.run(count, [&](std::size_t i, std::size_t thread) {
    add_subtree(i * size, std::min(blocks, (i + 1) * size), thread, part, subtree(i));
  });
  of_subtrees_.clear();
  for (std::size_t i = 0; i < count; ++i) {
    std::copy_n(subtree(i).begin(), length_, of_subtrees_.next().begin());
    of_subtrees_.push();
  }
  of_subtrees_.total(sum);
}

}  // namespace nntrain
