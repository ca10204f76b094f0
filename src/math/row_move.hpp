#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/function_ref.hpp"
#include "base/row_share.hpp"
#include "math/block_matrix.hpp"

namespace nntrain {

/// How the rows of a list that lie on ranks anywhere, in the order of the ranks, move so that each rank has
/// those of dealt_share(). They move in pieces, first to last, and a piece that stays where it is goes
/// through no other rank.
class RowMove {
 public:
  /// `from`: what this rank has. All ranks call it together, and the functions below.
  explicit RowMove(const RowShare& from);

  /// What this rank has afterwards.
  const RowShare& to() const { return targets_[ranks_.rank()]; }

  /// Moves rows of R numbers, and frees blocks as they go: there are never two copies of all.
  void move(BlockMatrix& rows) const;
  /// Moves one value a row.
  template <typename T>
  void move(std::vector<T>& values) const;

  /// Moves rows of about `row_bytes` bytes each. give(first, count, bytes) appends rows of this rank to the
  /// bytes; take(count, bytes) gets the next rows.
  using Give = FunctionRef<void(std::size_t first, std::size_t count, Ranks::Bytes& bytes)>;
  using Take = FunctionRef<void(std::size_t count, std::span<const std::byte> bytes)>;
  void run(std::size_t row_bytes, Give give, Take take) const;

 private:
  /// The rows begin .. begin + rows - 1 of the list.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t rows() const { return end - begin; }
  };
  static Range overlap(const Range& wanted, const RowShare& share);
  Range wanted_by(std::size_t rank, std::size_t done, std::size_t rows) const;
  std::vector<Ranks::Bytes> exchange(std::size_t done, std::size_t rows, Give give) const;

  Ranks& ranks_;
  std::vector<RowShare> sources_;  // of each rank
  std::vector<RowShare> targets_;
};

template <typename T>
void RowMove::move(std::vector<T>& values) const {
  std::vector<T> moved;
  moved.reserve(to().rows);
  const auto give = [&](std::size_t first, std::size_t count, Ranks::Bytes& bytes) {
    const std::span<const std::byte> own = std::as_bytes(std::span<const T>(values).subspan(first, count));
    bytes.insert(bytes.end(), own.begin(), own.end());
  };
  const auto take = [&](std::size_t, std::span<const std::byte> bytes) {
    const std::vector<T> some = values_in<T>(bytes);
    moved.insert(moved.end(), some.begin(), some.end());
  };
  run(sizeof(T), give, take);
  values = std::move(moved);
}

}  // namespace nntrain
