#include "math/ranks_block_sum.hpp"

#include "base/interruption.hpp"

namespace nntrain {

RanksSum& RanksBlockSum::sum_of(std::size_t blocks) {
  const auto found = sums_.find(blocks);
  if (found != sums_.end()) return found->second;
  // One more number counts the ranks that a signal has cut short.
  return sums_.try_emplace(blocks, ranks_, deal_blocks(blocks, ranks_.size()), length_ + 1).first->second;
}

std::span<const double> RanksBlockSum::total(std::size_t blocks, bool on_all_threads,
                                             BlockSum::BlockVector part) {
  RanksSum& sum = sum_of(blocks);
  bool is_cut = false;
  for (std::size_t i = 0; i < sum.own().size(); ++i) {
    const Subtree& subtree = sum.own()[i];
    const auto of_subtree = [&](std::size_t block, std::size_t thread, std::span<double> vector) {
      part(subtree.first + block, thread, vector);
    };
    const std::span<double> vector = sum.vector(i);
    try {
      if (!is_cut) own_.total(subtree.blocks(), on_all_threads, of_subtree, vector.first(length_));
    } catch (const Interrupted&) {
      is_cut = true;
    }
    vector.back() = is_cut ? 1 : 0;
  }
  const std::span<const double> total = sum.total();
  if (total.back() != 0) {
    agree_on_signal(ranks_);
    throw Interrupted();
  }
  return total.first(length_);
}

}  // namespace nntrain
