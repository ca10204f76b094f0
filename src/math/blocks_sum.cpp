#include "math/blocks_sum.hpp"

#include <span>
#include <vector>

namespace nntrain {
namespace {

void add_block_sum(double& left, double right) {
  left += right;
}

}  // namespace

BlocksSum::BlocksSum(const RowShare& share)
    : ranks_(share.ranks), first_((share.begin + kBlockRows - 1) / kBlockRows), next_(first_) {}

void BlocksSum::push(double sum_of_block) {
  sums_.push({next_++, 0}, sum_of_block, add_block_sum);
}

double BlocksSum::total() {
  if (!ranks_->are_many()) return sums_.total(0, add_block_sum);
  std::vector<double> own = {static_cast<double>(next_ - first_)};  // their number, and their sums
  sums_.for_each([&](double sum) { own.push_back(sum); });
  SubtreeSum<double> tree;
  std::size_t first = 0;
  for (const std::vector<double>& told : ranks_->gather_lists(std::span<const double>(own))) {
    const std::size_t end = first + static_cast<std::size_t>(told.front());
    std::size_t number = 1;
    for (const Subtree& subtree : subtrees_of(first, end)) tree.push(subtree, told[number++], add_block_sum);
    first = end;
  }
  return tree.total(0, add_block_sum);
}

}  // namespace nntrain
