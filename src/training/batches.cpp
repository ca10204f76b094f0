#include "training/batches.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "base/limits.hpp"
#include "base/random.hpp"
#include "math/pairwise_sum.hpp"

namespace nntrain {
namespace {

/// The part of the memory left that a copy may take. Several trainings can run side by side.
constexpr double kShare = 1.0 / 16;

}  // namespace

Batches::Batches(const Samples& samples, std::size_t size, bool shuffle, std::uint64_t seed)
    : samples_(samples),
      size_(std::min(size, samples.rows())),
      shuffle_(shuffle),
      seed_(seed),
      order_(samples.rows()),
      batch_{BlockMatrix(samples.inputs.columns()), BlockMatrix(samples.targets.columns()),
             BlockMatrix(samples.weights.columns()), 0} {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  if (shuffle) copy_by_row();
}

void Batches::copy_by_row() {
  const std::size_t width =
      samples_.inputs.columns() + samples_.targets.columns() + samples_.weights.columns();
  const std::size_t rows = samples_.rows();
  const double left = memory_limit().bytes - used_memory();
  if (static_cast<double>(rows * width * sizeof(double)) > kShare * left) return;
  by_row_.resize(rows * width);
  std::size_t first = 0;
  for (const BlockMatrix* const matrix : {&samples_.inputs, &samples_.targets, &samples_.weights}) {
    for (std::size_t row = 0; row < rows && matrix->columns() > 0; ++row) {
      const double* const x = matrix->block(row / kBlockRows) + row % kBlockRows;
      double* const y = by_row_.data() + row * width + first;
      for (std::size_t column = 0; column < matrix->columns(); ++column) y[column] = x[column * kBlockRows];
    }
    first += matrix->columns();
  }
}

void Batches::begin(std::uint64_t pass) {
  done_ = 0;
  if (!shuffle_) return;
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  RandomStream(seed_, RandomPurpose::kShuffle, pass).shuffle(order_);
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
  const std::size_t rows = std::min(size_, order_.size() - done_);
  if (rows == 0) return nullptr;
  done_ += rows;
  batch_.inputs.resize(rows);
  batch_.targets.resize(rows);
  batch_.total_weight = static_cast<double>(rows);
  if (samples_.weights.columns() > 0) {
    batch_.weights.resize(rows);
    gather(samples_.weights, samples_.inputs.columns() + samples_.targets.columns(), 0, rows, batch_.weights);
    batch_.total_weight = sum_rows(rows, [this](std::size_t row) { return batch_.weights.at(row, 0); });
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
  const std::size_t width = by_row_.size() / order_.size();
  const std::size_t stride = by_row_.empty() ? kBlockRows : 1;
  for (; begin < end; begin += kLanes) {
    const std::size_t count = std::min(kLanes, end - begin);
    std::array<const double*, kLanes> x{};
    for (std::size_t r = 0; r < count; ++r) {
      const std::size_t source = sources[begin + r];
      x[r] = by_row_.empty() ? from.block(source / kBlockRows) + source % kBlockRows
                             : by_row_.data() + source * width + first;
    }
    double* const y = to.block(begin / kBlockRows) + begin % kBlockRows;
    for (std::size_t column = 0; column < from.columns(); ++column) {
      for (std::size_t r = 0; r < count; ++r) y[column * kBlockRows + r] = x[r][column * stride];
    }
  }
}

}  // namespace nntrain
