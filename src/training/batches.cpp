#include "training/batches.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <utility>

#include "base/limits.hpp"
#include "base/random.hpp"
#include "math/ranks_sum.hpp"

namespace nntrain {
namespace {

/// The part of the memory left that a copy may take. Several trainings can run side by side.
constexpr double kShare = 1.0 / 16;
/// The rows, of all ranks, that ranks exchange at a time.
constexpr std::size_t kRowsOnTheirWay = std::size_t{1} << 16;

}  // namespace

Batches::Batches(const Samples& samples, std::size_t size, bool shuffle, std::uint64_t seed)
    : samples_(samples),
      size_(std::min(size, samples.row_share().all)),
      shuffle_(shuffle),
      seed_(seed),
      order_(samples.row_share().all),
      batch_{BlockMatrix(samples.inputs.columns()), BlockMatrix(samples.targets.columns()),
             BlockMatrix(samples.weights.columns()), 0} {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  if (samples.is_shared()) {
    shares_ = dealt_shares(*samples.share.ranks, rows_of_batch(0));
    shares_of_last_ = dealt_shares(*samples.share.ranks, rows_of_batch(count() - 1));
  } else if (shuffle) {
    copy_by_row();
  }
}

std::size_t most_blocks_of_batch(std::size_t rows, std::size_t size, Ranks& ranks) {
  const std::size_t of_last = rows % size;
  return blocks_of(std::max(dealt_share(ranks, std::min(size, rows)).rows, dealt_share(ranks, of_last).rows));
}

/// The numbers of a row in by_row_.
std::size_t Batches::width() const {
  return samples_.inputs.columns() + samples_.targets.columns() + samples_.weights.columns();
}

void Batches::copy_by_row() {
  const std::size_t rows = samples_.rows();
  const double left = memory_limit().bytes - used_memory();
  if (static_cast<double>(rows * width() * sizeof(double)) > kShare * left) return;
  by_row_.resize(rows * width());
  for (std::size_t row = 0; row < rows; ++row) write_row(row, by_row_.data() + row * width());
}

/// Writes the numbers of row `row` of the samples here.
void Batches::write_row(std::size_t row, double* to) const {
  for (const BlockMatrix* const matrix : {&samples_.inputs, &samples_.targets, &samples_.weights}) {
    if (matrix->columns() == 0) continue;
    const double* const x = matrix->block(row / kBlockRows) + row % kBlockRows;
    for (std::size_t column = 0; column < matrix->columns(); ++column) *to++ = x[column * kBlockRows];
  }
}

/// The rows of a rank in a batch of the pass.
const RowShare& Batches::share_of_batch(std::size_t batch, std::size_t rank) const {
  return batch + 1 < count() ? shares_[rank] : shares_of_last_[rank];
}

/// Gets the rows of this rank in all batches of the pass. Some batches at a time: the rows on their way need
/// little memory.
void Batches::exchange_rows() {
  if (is_exchanged_ && !shuffle_) return;
  is_exchanged_ = true;
  std::size_t rows = 0;
  for (std::size_t batch = 0; batch < count(); ++batch)
    rows += share_of_batch(batch, samples_.share.ranks->rank()).rows;
  by_row_.resize(rows * width());
  const std::size_t at_a_time = std::max<std::size_t>(1, kRowsOnTheirWay / size_);
  std::size_t received = 0;
  for (std::size_t batch = 0; batch < count(); batch += at_a_time)
    received = exchange_rows(batch, std::min(count(), batch + at_a_time), received);
}

/// Appends the rows of some batches behind the `received` ones. Each rank knows which rows another one needs
/// and in which order, so that only their numbers are sent.
std::size_t Batches::exchange_rows(std::size_t first_batch, std::size_t end_batch, std::size_t received) {
  Ranks& ranks = *samples_.share.ranks;
  const auto for_each_row = [&](std::size_t rank, const auto& f) {
    for (std::size_t batch = first_batch; batch < end_batch; ++batch) {
      const RowShare share = share_of_batch(batch, rank);
      for (std::size_t row = share.begin; row < share.end(); ++row) f(order_[batch * size_ + row]);
    }
  };
  std::vector<Ranks::Bytes> to(ranks.size());
  std::vector<double> numbers(width());
  for (std::size_t rank = 0; rank < ranks.size(); ++rank) {
    for_each_row(rank, [&](std::size_t row) {
      if (row < samples_.share.begin || row >= samples_.share.end()) return;
      write_row(row - samples_.share.begin, numbers.data());
      const std::span<const std::byte> bytes = std::as_bytes(std::span<const double>(numbers));
      to[rank].insert(to[rank].end(), bytes.begin(), bytes.end());
    });
  }
  const std::vector<Ranks::Bytes> from = ranks.exchange(std::move(to));
  std::vector<std::size_t> ends;  // of the samples of each rank
  for (const RowShare& share : dealt_shares(ranks, order_.size())) ends.push_back(share.end());
  std::vector<std::size_t> taken(ranks.size());
  for_each_row(ranks.rank(), [&](std::size_t row) {
    const auto owner =
        static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), row) - ends.begin());
    std::memcpy(by_row_.data() + received * width(), from[owner].data() + taken[owner],
                width() * sizeof(double));
    taken[owner] += width() * sizeof(double);
    ++received;
  });
  return received;
}

void Batches::begin(std::uint64_t pass) {
  done_ = of_batch_ = own_done_ = 0;
  if (shuffle_) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    RandomStream(seed_, RandomPurpose::kShuffle, pass).shuffle(order_);
  }
  if (samples_.is_shared()) exchange_rows();
}

const Samples* Batches::next() {
  const Samples* const batch = next_unfilled();
  if (batch == nullptr) return nullptr;
  for (std::size_t block = 0; block < batch->inputs.block_count(); ++block) {
    fill(block, 0, batch->inputs.block_rows(block));
  }
  return batch;
}

const Samples* Batches::next_unfilled() {
  if (done_ == order_.size()) return nullptr;
  if (samples_.is_shared()) {
    if (done_ > 0) own_done_ += batch_.share.rows;
    batch_.share = share_of_batch(done_ / size_, samples_.share.ranks->rank());
  }
  of_batch_ = std::min(size_, order_.size() - done_);
  done_ += of_batch_;
  const std::size_t rows = samples_.is_shared() ? batch_.share.rows : of_batch_;
  batch_.inputs.resize(rows);
  batch_.targets.resize(rows);
  batch_.total_weight = static_cast<double>(of_batch_);
  if (samples_.weights.columns() > 0) {
    batch_.weights.resize(rows);
    gather(samples_.weights, samples_.inputs.columns() + samples_.targets.columns(), 0, rows, batch_.weights);
    batch_.total_weight =
        sum_rows(batch_.row_share(), [this](std::size_t row) { return batch_.weights.at(row, 0); });
  }
  return &batch_;
}

void Batches::fill(std::size_t block, std::size_t begin, std::size_t end) {
  const std::size_t first = block * kBlockRows;
  gather(samples_.inputs, 0, first + begin, first + end, batch_.inputs);
  gather(samples_.targets, samples_.inputs.columns(), first + begin, first + end, batch_.targets);
}

/// Copies the rows begin .. end - 1 of the batch. In by_row_, the columns of `from` begin at column `first`.
/// The rows of a pack are copied together, because the numbers of one column are in one line of the cache
/// then.
void Batches::gather(const BlockMatrix& from, std::size_t first, std::size_t begin, std::size_t end,
                     BlockMatrix& to) const {
  const std::span<const std::size_t> sources = rows();
  const bool is_shared = samples_.is_shared();
  const std::size_t width = this->width();
  const std::size_t stride = by_row_.empty() ? kBlockRows : 1;
  for (; begin < end; begin += kLanes) {
    const std::size_t count = std::min(kLanes, end - begin);
    std::array<const double*, kLanes> x{};
    for (std::size_t r = 0; r < count; ++r) {
      const std::size_t row = is_shared ? own_done_ + begin + r : sources[begin + r];
      x[r] = by_row_.empty() ? from.block(row / kBlockRows) + row % kBlockRows
                             : by_row_.data() + row * width + first;
    }
    double* const y = to.block(begin / kBlockRows) + begin % kBlockRows;
    for (std::size_t column = 0; column < from.columns(); ++column) {
      for (std::size_t r = 0; r < count; ++r) y[column * kBlockRows + r] = x[r][column * stride];
    }
  }
}

}  // namespace nntrain
