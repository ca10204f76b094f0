#pragma once

#include <algorithm>
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

/// The most blocks that this rank has of a batch, where ranks share `rows` rows, in batches of `size` rows.
std::size_t most_blocks_of_batch(std::size_t rows, std::size_t size, Ranks& ranks);

/// Divides samples into batches, once per pass: each row is in one batch of a pass. The last batch may be
/// smaller. Where ranks share the rows, a batch here has those rows of the whole one that dealt_share()
/// gives, and all ranks begin a pass together: they exchange rows.
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
  /// The rows of the samples in the last batch; of shared samples among those of all ranks, for all of it.
  std::span<const std::size_t> rows() const {
    return std::span(order_).subspan(done_ - of_batch_, of_batch_);
  }

 private:
  void copy_by_row();
  std::size_t width() const;
  void write_row(std::size_t row, double* to) const;
  std::size_t rows_of_batch(std::size_t batch) const {
    return std::min(size_, order_.size() - batch * size_);
  }
  const RowShare& share_of_batch(std::size_t batch, std::size_t rank) const;
  void exchange_rows();
  std::size_t exchange_rows(std::size_t first_batch, std::size_t end_batch, std::size_t received);
  void gather(const BlockMatrix& from, std::size_t first, std::size_t begin, std::size_t end,
              BlockMatrix& to) const;

  const Samples& samples_;
  std::size_t size_;
  bool shuffle_;
  std::uint64_t seed_;
  std::vector<std::size_t> order_;
  // The samples row by row: inputs, targets, weight. In BlockMatrix, each number of a row is in another line
  // of the cache. Empty without shuffling, or where memory is short. Of shared samples: those of this rank in
  // the batches of the pass, one after another.
  std::vector<double> by_row_;
  bool is_exchanged_ = false;
  std::vector<RowShare> shares_;          // of the ranks in a batch, of shared samples
  std::vector<RowShare> shares_of_last_;  // the same in the last one, which can be smaller
  std::size_t done_ = 0;                  // rows of this pass in batches so far, of all ranks
  std::size_t of_batch_ = 0;              // the rows of the last batch, of all ranks
  std::size_t own_done_ = 0;              // rows of this rank in batches before the last one
  Samples batch_;
};

}  // namespace nntrain
