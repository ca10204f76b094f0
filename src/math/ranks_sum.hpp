#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "base/row_share.hpp"
#include "math/block.hpp"
#include "math/pairwise_sum.hpp"

namespace nntrain {

/// The blocks that `rows` rows make.
constexpr std::size_t blocks_of(std::size_t rows) {
  return (rows + kBlockRows - 1) / kBlockRows;
}

/// A part of the tree of PairwiseSum: 2^level blocks from a multiple of that on, whose sum is one of the
/// tree's.
struct Subtree {
  std::size_t first = 0;
  int level = 0;

  std::size_t blocks() const { return std::size_t{1} << level; }
};

/// The blocks begin .. end - 1 as subtrees, the fewest.
std::vector<Subtree> subtrees_of(std::size_t begin, std::size_t end);

/// How ranks share `blocks` blocks: rank r has bounds[r] .. bounds[r + 1] - 1. Each has about as many, in a
/// few large subtrees.
std::vector<std::size_t> deal_blocks(std::size_t blocks, std::size_t ranks);

/// The share of each rank, or of this one, where the blocks of `rows` rows are dealt so.
std::vector<RowShare> dealt_shares(Ranks& ranks, std::size_t rows);
RowShare dealt_share(Ranks& ranks, std::size_t rows);

/// Adds sums of subtrees, which come from left to right without gaps, in the tree of PairwiseSum.
template <typename Sum>
class SubtreeSum {
 public:
  /// add(left, right) adds the sum of the right subtree to that of the left one.
  template <typename Add>
  void push(Subtree subtree, Sum sum, const Add& add) {
    parts_.push_back({subtree, sum});
    while (parts_.size() > 1 && are_siblings(parts_[parts_.size() - 2].subtree, parts_.back().subtree)) {
      add_top(add);
      ++parts_.back().subtree.level;
    }
  }
  /// The sum of all; `none` if there was nothing to add.
  template <typename Add>
  Sum total(Sum none, const Add& add) {
    while (parts_.size() > 1) add_top(add);
    return parts_.empty() ? none : parts_.front().sum;
  }
  /// The sums that are not added yet, from left to right.
  template <typename F>
  void for_each(const F& f) const {
    for (const Part& part : parts_) f(part.sum);
  }

 private:
  struct Part {
    Subtree subtree;
    Sum sum;
  };
  static bool are_siblings(const Subtree& left, const Subtree& right) {
    return left.level == right.level && left.first % (2 * left.blocks()) == 0;
  }
  template <typename Add>
  void add_top(const Add& add) {
    const Sum right = parts_.back().sum;
    parts_.pop_back();
    add(parts_.back().sum, right);
  }

  std::vector<Part> parts_;
};

/// The sum of vectors over the blocks of all ranks, in the tree of PairwiseSum. A rank adds up its subtrees;
/// those that belong together go to the rank of the left one; rank 0 tells all the sum. What one rank gives
/// to another goes in few messages: one after another there are about log2(ranks) of them, up and down again.
/// The order of all additions is the same for any number of ranks.
class RanksSum {
 public:
  /// For vectors of `length` numbers of blocks that are dealt by `bounds`, the same on each rank.
  RanksSum(Ranks& ranks, std::vector<std::size_t> bounds, std::size_t length);

  const std::vector<std::size_t>& bounds() const { return bounds_; }
  /// The subtrees of this rank, and the vector of one: fill them all before total().
  const std::vector<Subtree>& own() const { return own_; }
  std::span<double> vector(std::size_t i) { return {vectors_.data() + i * length_, length_}; }

  /// The sum, the same on all ranks; valid until vector() is written again.
  std::span<const double> total();

 private:
  /// A vector of a rank, by its number there.
  struct Place {
    std::size_t rank = 0;
    std::size_t number = 0;
  };
  /// Vectors that a rank gives to another one together: after the first, it receives nothing that the last
  /// would wait for.
  struct Message {
    std::size_t to = 0;
    std::size_t from = 0;
    std::vector<std::size_t> numbers{};  // of the vectors there
    std::size_t begin = 0;               // of these here among those that are received
  };
  enum class What { kAdd, kSend, kReceive, kAddReceived };
  /// What this rank does: it adds to its vector `left` its own vector `right`, or vector `right` of a
  /// message.
  struct Step {
    What what{};
    std::size_t left = 0;
    std::size_t right = 0;
    std::size_t message = 0;
  };
  class Plan;
  void send(const Message& message);
  void receive(const Message& message);

  Ranks& ranks_;
  std::vector<std::size_t> bounds_;
  std::size_t length_;
  std::vector<Subtree> own_;
  std::vector<Message> messages_;  // of all ranks
  std::vector<Step> steps_;
  std::vector<double> vectors_;  // at least one
  std::vector<double> sent_;     // room for the longest message
  std::vector<double> received_;
};

/// The sum of the numbers of all ranks' rows, with the bits of sum_rows() of the whole list. A block can lie
/// on several ranks, which then tell one another its numbers.
class ShareSum {
 public:
  explicit ShareSum(const RowShare& share) : share_(share), next_(share.begin) {}

  /// The rows of this rank from its next one to the end of its block.
  std::size_t rows_in_block() const;
  /// Their numbers, with zeros behind them.
  void add(std::span<const double, kBlockRows> values);
  /// The sum, the same on all ranks.
  double total();

 private:
  const RowShare& share_;
  std::size_t next_;          // row of all
  std::vector<double> head_;  // the numbers of rows whose block begins on an earlier rank
  SubtreeSum<double> whole_;
  std::vector<double> tail_;  // of rows whose block ends on a later one
};

/// The sum of f(row) over the rows of all ranks; `row` counts those of this one, from 0. The same bits as
/// sum_rows() over the whole list. Throws as that.
template <typename F>
double sum_rows(const RowShare& share, const F& f) {
  if (!share.is_shared()) return sum_rows(share.rows, f);
  ShareSum sum(share);
  for (std::size_t begin = 0; begin < share.rows;) {
    const std::size_t count = sum.rows_in_block();
    std::array<double, kBlockRows> values{};
    for (std::size_t row = 0; row < count; ++row) values[row] = f(begin + row);
    sum.add(values);
    begin += count;
  }
  return sum.total();
}

}  // namespace nntrain
