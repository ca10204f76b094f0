#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "math/block.hpp"

namespace nntrain {

/// A matrix of N rows x C columns, stored in blocks of kBlockRows rows, column by column within a block, so
/// that loops over rows run over neighbours: element (r, c) of a block is at [c * kBlockRows + r]. Rows
/// behind the last one are zero. Grows by rows without moving what it holds.
class BlockMatrix {
 public:
  explicit BlockMatrix(std::size_t columns = 0) : columns_(columns) {}

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  std::size_t block_count() const { return (rows_ + kBlockRows - 1) / kBlockRows; }

  /// Rows in block `block`: kBlockRows for all but the last.
  std::size_t block_rows(std::size_t block) const {
    const std::size_t before = block * kBlockRows;
    return rows_ - before < kBlockRows ? rows_ - before : kBlockRows;
  }

  const double* block(std::size_t block) const { return blocks_[block].get(); }
  double* block(std::size_t block) { return blocks_[block].get(); }

  double at(std::size_t row, std::size_t column) const {
    return blocks_[row / kBlockRows][column * kBlockRows + row % kBlockRows];
  }
  void set(std::size_t row, std::size_t column, double value) {
    blocks_[row / kBlockRows][column * kBlockRows + row % kBlockRows] = value;
  }

  /// Appends a row of `columns()` values.
  void append(std::span<const double> values);

  /// Appends rows of zeros up to `rows` rows.
  void grow_to(std::size_t rows);

  /// Gives up the memory of a block, whose rows nobody asks for any more, to `heir` for rows to come, if its
  /// blocks are as large.
  void give_block(std::size_t block, BlockMatrix& heir);

  /// How many blocks it was given and has not needed yet.
  std::size_t spare_blocks() const { return spare_.size(); }

  /// Has `rows` rows from now on: new ones are zeros, and so are those behind the end. Memory is kept.
  void resize(std::size_t rows);

 private:
  struct Free {
    void operator()(double* block) const;
  };
  void add_block();

  std::size_t columns_;
  std::size_t rows_ = 0;
  std::vector<std::unique_ptr<double[], Free>> blocks_;
  std::vector<std::unique_ptr<double[], Free>> spare_;
};

}  // namespace nntrain
