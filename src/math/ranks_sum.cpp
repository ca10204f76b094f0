#include "math/ranks_sum.hpp"

#include <bit>
#include <map>
#include <utility>

#include "math/kernels.hpp"

namespace nntrain {
namespace {

/// No rank has more or fewer blocks than is fair by more than about this share of them.
constexpr std::size_t kFairness = 32;

double sum_of_block(const std::array<double, kBlockRows>& values, std::size_t rows) {
  double sum = 0;
  kernels().column_sums(values.data(), &sum, 1, packs_of(rows));
  return sum;
}

/// The rows of a block of `rows` rows in all.
std::size_t rows_of_block(std::size_t block, std::size_t rows) {
  return std::min(kBlockRows, rows - block * kBlockRows);
}

void add_number(double& left, double right) {
  left += right;
}

/// The whole blocks of `all` rows that lie in the rows begin .. end - 1, as a range that may be empty.
struct WholeBlocks {
  WholeBlocks(std::size_t begin, std::size_t end, std::size_t all)
      : first((begin + kBlockRows - 1) / kBlockRows),
        behind(std::max(first, end == all ? (end + kBlockRows - 1) / kBlockRows : end / kBlockRows)) {
    if (begin == end) behind = first;
  }
  std::size_t first;
  std::size_t behind;
};

/// Puts together what the ranks told of their rows.
class ToldSum {
 public:
  explicit ToldSum(std::size_t all) : all_(all) {}

  /// The rows of the next rank.
  void add(std::size_t rows, std::span<const double> told) {
    const std::size_t end = next_ + rows;
    const WholeBlocks whole(next_, end, all_);
    told = add_numbers(std::min(end, whole.first * kBlockRows), told);
    if (whole.first < whole.behind) {
      for (const Subtree& subtree : subtrees_of(whole.first, whole.behind)) {
        tree_.push(subtree, told.front(), add_number);
        told = told.subspan(1);
      }
      next_ = std::min(all_, whole.behind * kBlockRows);
    }
    add_numbers(end, told);
  }
  double total() { return tree_.total(0, add_number); }

 private:
  /// The numbers of the rows up to `end`, of one block. Returns those that are left.
  std::span<const double> add_numbers(std::size_t end, std::span<const double> told) {
    if (next_ == end) return told;
    const std::size_t count = end - next_;
    std::copy_n(told.begin(), count, values_.begin() + static_cast<std::ptrdiff_t>(next_ % kBlockRows));
    const std::size_t block = next_ / kBlockRows;
    next_ = end;
    const std::size_t of_block = rows_of_block(block, all_);
    if (end == block * kBlockRows + of_block) {
      tree_.push({block, 0}, sum_of_block(values_, of_block), add_number);
      values_.fill(0);
    }
    return told.subspan(count);
  }

  std::size_t all_;
  std::size_t next_ = 0;
  std::array<double, kBlockRows> values_{};  // of a cut block
  SubtreeSum<double> tree_;
};

}  // namespace

std::vector<Subtree> subtrees_of(std::size_t begin, std::size_t end) {
  std::vector<Subtree> subtrees;
  while (begin < end) {
    int level = static_cast<int>(std::bit_width(end - begin)) - 1;
    if (begin > 0) level = std::min(level, std::countr_zero(begin));
    subtrees.push_back({begin, level});
    begin += subtrees.back().blocks();
  }
  return subtrees;
}

std::vector<std::size_t> deal_blocks(std::size_t blocks, std::size_t ranks) {
  const std::size_t fair = blocks / ranks;
  const std::size_t unit = std::bit_floor(std::max<std::size_t>(1, fair / kFairness));
  std::vector<std::size_t> bounds;
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    const std::size_t exact = fair * rank + (blocks % ranks * rank + ranks - 1) / ranks;
    bounds.push_back((exact + unit / 2) / unit * unit);
  }
  bounds.push_back(blocks);
  return bounds;
}

std::vector<RowShare> dealt_shares(Ranks& ranks, std::size_t rows) {
  const std::vector<std::size_t> bounds = deal_blocks(blocks_of(rows), ranks.size());
  std::vector<RowShare> shares;
  for (std::size_t rank = 0; rank < ranks.size(); ++rank) {
    const std::size_t begin = std::min(rows, bounds[rank] * kBlockRows);
    const std::size_t end = std::min(rows, bounds[rank + 1] * kBlockRows);
    shares.push_back({&ranks, begin, end - begin, rows});
  }
  return shares;
}

RowShare dealt_share(Ranks& ranks, std::size_t rows) {
  return dealt_shares(ranks, rows)[ranks.rank()];
}

/// Goes through all additions in the order of the tree, which every rank knows, and notes those of one rank.
class RanksSum::Plan {
 public:
  Plan(std::size_t here, std::vector<Message>& messages, std::vector<Step>& steps)
      : here_(here), messages_(messages), steps_(steps) {}

  void add(const Place& left, const Place& right) {
    if (left.rank == right.rank) {
      if (left.rank == here_) steps_.push_back({What::kAdd, left.number, right.number, 0});
      return;
    }
    const auto [open, is_new] = open_[right.rank].try_emplace(left.rank, messages_.size());
    const std::size_t number = open->second;
    if (is_new) messages_.push_back({left.rank, right.rank});
    Message& message = messages_[number];
    if (left.rank == here_) {
      if (is_new) steps_.push_back({What::kReceive, 0, 0, number});
      steps_.push_back({What::kAddReceived, left.number, message.numbers.size(), number});
    }
    if (right.rank == here_) {  // with the last vector
      std::erase_if(steps_,
                    [&](const Step& step) { return step.what == What::kSend && step.message == number; });
      steps_.push_back({What::kSend, 0, 0, number});
    }
    message.numbers.push_back(right.number);
    open_.erase(left.rank);  // what it gives from now on may depend on what it has received
  }

 private:
  std::size_t here_;
  std::vector<Message>& messages_;
  std::vector<Step>& steps_;
  std::map<std::size_t, std::map<std::size_t, std::size_t>> open_;  // messages, by who gives and who gets
};

RanksSum::RanksSum(Ranks& ranks, std::vector<std::size_t> bounds, std::size_t length)
    : ranks_(ranks),
      bounds_(std::move(bounds)),
      length_(length),
      own_(subtrees_of(bounds_[ranks.rank()], bounds_[ranks.rank() + 1])) {
  Plan plan(ranks.rank(), messages_, steps_);
  SubtreeSum<Place> tree;
  const auto add = [&plan](const Place& left, const Place& right) { plan.add(left, right); };
  for (std::size_t rank = 0; rank + 1 < bounds_.size(); ++rank) {
    std::size_t number = 0;
    for (const Subtree& subtree : subtrees_of(bounds_[rank], bounds_[rank + 1]))
      tree.push(subtree, {rank, number++}, add);
  }
  tree.total({}, add);  // rank 0 has the first blocks: the sum is there
  std::size_t received = 0;
  std::size_t longest = 0;
  for (Message& message : messages_) {
    if (message.to == ranks.rank()) received += message.numbers.size();
    if (message.to == ranks.rank()) message.begin = received - message.numbers.size();
    if (message.from == ranks.rank()) longest = std::max(longest, message.numbers.size());
  }
  vectors_.resize(std::max<std::size_t>(1, own_.size()) * length);
  received_.resize(received * length);
  sent_.resize(longest * length);
}

void RanksSum::send(const Message& message) {
  auto to = sent_.begin();
  for (const std::size_t number : message.numbers) to = std::copy_n(vector(number).begin(), length_, to);
  ranks_.send(message.to,
              std::as_bytes(std::span<const double>(sent_).first(message.numbers.size() * length_)));
}

void RanksSum::receive(const Message& message) {
  const std::span<double> to =
      std::span(received_).subspan(message.begin * length_, message.numbers.size() * length_);
  ranks_.receive(message.from, std::as_writable_bytes(to));
}

std::span<const double> RanksSum::total() {
  if (own_.empty()) std::fill(vectors_.begin(), vectors_.end(), 0.0);
  for (const Step& step : steps_) {
    switch (step.what) {
      case What::kAdd:
        kernels().add(vector(step.left).data(), vector(step.right).data(), length_);
        break;
      case What::kSend:
        send(messages_[step.message]);
        break;
      case What::kReceive:
        receive(messages_[step.message]);
        break;
      case What::kAddReceived:
        kernels().add(vector(step.left).data(),
                      received_.data() + (messages_[step.message].begin + step.right) * length_, length_);
        break;
    }
  }
  ranks_.broadcast(std::as_writable_bytes(vector(0)));
  return vector(0);
}

std::size_t ShareSum::rows_in_block() const {
  return std::min(kBlockRows - next_ % kBlockRows, share_.end() - next_);
}

void ShareSum::add(std::span<const double, kBlockRows> values) {
  const std::size_t rows = rows_in_block();
  const std::size_t block = next_ / kBlockRows;
  if (rows == rows_of_block(block, share_.all)) {
    double sum = 0;
    kernels().column_sums(values.data(), &sum, 1, packs_of(rows));
    whole_.push({block, 0}, sum, add_number);
  } else {
    std::vector<double>& cut = next_ % kBlockRows > 0 ? head_ : tail_;
    cut.insert(cut.end(), values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rows));
  }
  next_ += rows;
}

double ShareSum::total() {
  std::vector<double> own = std::move(head_);
  whole_.for_each([&](double sum) { own.push_back(sum); });
  own.insert(own.end(), tail_.begin(), tail_.end());
  const std::vector<std::size_t> rows = share_.ranks->gather_one(share_.rows);
  const std::vector<std::vector<double>> told = share_.ranks->gather_lists(std::span<const double>(own));
  ToldSum sum(share_.all);
  for (std::size_t rank = 0; rank < rows.size(); ++rank) sum.add(rows[rank], told[rank]);
  return sum.total();
}

}  // namespace nntrain
