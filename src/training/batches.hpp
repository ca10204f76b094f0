#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "network/samples.hpp"

namespace nntrain {

/// Cuts samples into batches of a few rows, pass after pass: each row once a pass, the last batch maybe
/// smaller.
class Batches {
 public:
  /// size: rows of a batch, from 1. With `shuffle` every pass has an order of its own, which follows from
  /// `seed` and the pass's number alone; else the rows stay in file order. Keeps a reference to the samples.
  Batches(const Samples& samples, std::size_t size, bool shuffle, std::uint64_t seed);

  /// Begins the pass number `pass`.
  void begin(std::uint64_t pass);
  /// The next batch, valid until the next call; null at the end of the pass.
  const Samples* next();

  /// Of a pass.
  std::size_t count() const { return (order_.size() + size_ - 1) / size_; }
  /// Which rows of the samples the last batch holds.
  std::span<const std::size_t> rows() const {
    return std::span(order_).subspan(done_ - batch_.rows(), batch_.rows());
  }

 private:
  void gather(const BlockMatrix& from, std::size_t rows, BlockMatrix& to) const;

  const Samples& samples_;
  std::size_t size_;
  bool shuffle_;
  std::uint64_t seed_;
  std::vector<std::size_t> order_;
  std::size_t done_ = 0;  // rows of this pass
  Samples batch_;
};

}  // namespace nntrain
