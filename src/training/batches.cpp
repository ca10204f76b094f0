#include "training/batches.hpp"

#include <algorithm>
#include <numeric>

#include "base/random.hpp"
#include "math/pairwise_sum.hpp"

namespace nntrain {

Batches::Batches(const Samples& samples, std::size_t size, bool shuffle, std::uint64_t seed)
    : samples_(samples),
      size_(std::min(size, samples.rows())),
      shuffle_(shuffle),
      seed_(seed),
      order_(samples.rows()),
      batch_{BlockMatrix(samples.inputs.columns()), BlockMatrix(samples.targets.columns()),
             BlockMatrix(samples.weights.columns()), 0} {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
}

void Batches::begin(std::uint64_t pass) {
  done_ = 0;
  if (!shuffle_) return;
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  RandomStream(seed_, RandomPurpose::kShuffle, pass).shuffle(order_);
}

const Samples* Batches::next() {
  const std::size_t rows = std::min(size_, order_.size() - done_);
  if (rows == 0) return nullptr;
  gather(samples_.inputs, rows, batch_.inputs);
  gather(samples_.targets, rows, batch_.targets);
  batch_.total_weight = static_cast<double>(rows);
  if (samples_.weights.columns() > 0) {
    gather(samples_.weights, rows, batch_.weights);
    batch_.total_weight = sum_rows(rows, [this](std::size_t row) { return batch_.weights.at(row, 0); });
  }
  done_ += rows;
  return &batch_;
}

/// Copies the rows done_ .. done_ + rows - 1 of the pass. The rest of `to` becomes zero.
void Batches::gather(const BlockMatrix& from, std::size_t rows, BlockMatrix& to) const {
  to.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t source = order_[done_ + row];
    const double* const x = from.block(source / kBlockRows) + source % kBlockRows;
    double* const y = to.block(row / kBlockRows) + row % kBlockRows;
    for (std::size_t column = 0; column < from.columns(); ++column) {
      y[column * kBlockRows] = x[column * kBlockRows];
    }
  }
}

}  // namespace nntrain
