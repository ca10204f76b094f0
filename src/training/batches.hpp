#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "network/samples.hpp"

namespace nntrain {

/// The number of batches of `size` rows, >= 1, that `rows` rows make.
constexpr std::size_t batches_of(std::size_t rows, std::size_t size) {
  return (rows + size - 1) / size;
}

/// Divides samples into batches, once per pass: each row is in one batch of a pass. The last batch may be
/// smaller.
class Batches {
 public:
  /// `size` is the number of rows of a batch, >= 1. With `shuffle`, each pass has its own order, which
  /// depends only on `seed` and the number of the pass; else rows stay in file order. Keeps a reference to
  /// the samples.
  Batches(const Samples& samples, std::size_t size, bool shuffle, std::uint64_t seed);

  /// Starts pass number `pass`.
  void begin(std::uint64_t pass);
  /// The next batch, valid until the next call; nullptr at the end of the pass.
  const Samples* next();
  /// The same without its inputs and targets, which fill() copies: each row once, in any order, on any
  /// thread.
  const Samples* next_unfilled();
  /// Copies the rows begin .. end - 1 of a block of the batch. `begin` is a multiple of kLanes.
  void fill(std::size_t block, std::size_t begin, std::size_t end);

  /// The number of batches in a pass.
  std::size_t count() const { return batches_of(order_.size(), size_); }
  /// The rows of the samples in the last batch.
  std::span<const std::size_t> rows() const {
    return std::span(order_).subspan(done_ - batch_.rows(), batch_.rows());
  }

 private:
  void copy_by_row();
  void gather(const BlockMatrix& from, std::size_t first, std::size_t begin, std::size_t end,
              BlockMatrix& to) const;

  const Samples& samples_;
  std::size_t size_;
  bool shuffle_;
  std::uint64_t seed_;
  std::vector<std::size_t> order_;
  // The samples row by row: inputs, targets, weight. In BlockMatrix, each number of a row is in another line
  // of the cache. Empty without shuffling, or where memory is short.
  std::vector<double> by_row_;
  std::size_t done_ = 0;  // rows of this pass in batches so far
  Samples batch_;
};

}  // namespace nntrain
