#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "math/block.hpp"
#include "math/block_memory.hpp"

namespace nntrain {

/// A matrix of N rows x C columns, stored in blocks of kBlockRows rows. A block is stored column by column,
/// so loops over rows read contiguous memory: its element (r, c) is at [c * kBlockRows + r]. Rows after the
/// last one are zero. New rows never move old ones. Blocks share large pieces of memory; a piece is freed
/// when all its blocks are.
class BlockMatrix {
 public:
  explicit BlockMatrix(std::size_t columns = 0) : columns_(columns) {}
  BlockMatrix(BlockMatrix&&) = default;
  BlockMatrix& operator=(BlockMatrix&&) = default;
  BlockMatrix(const BlockMatrix&) = delete;  // both would have the same numbers
  BlockMatrix& operator=(const BlockMatrix&) = delete;
  ~BlockMatrix() = default;

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  std::size_t block_count() const { return (rows_ + kBlockRows - 1) / kBlockRows; }

  /// The number of rows in a block: kBlockRows for all but the last.
  std::size_t block_rows(std::size_t block) const {
    const std::size_t before = block * kBlockRows;
    return rows_ - before < kBlockRows ? rows_ - before : kBlockRows;
  }

  const double* block(std::size_t block) const { return starts_[block]; }
  double* block(std::size_t block) { return starts_[block]; }

  double at(std::size_t row, std::size_t column) const {
    return starts_[row / kBlockRows][column * kBlockRows + row % kBlockRows];
  }
  void set(std::size_t row, std::size_t column, double value) {
    starts_[row / kBlockRows][column * kBlockRows + row % kBlockRows] = value;
  }

  /// Appends a row of `columns()` values.
  void append(std::span<const double> values);

  /// Appends zero rows until there are `rows` rows. Does nothing if there are more.
  void grow_to(std::size_t rows);

  /// Frees a block whose rows are no longer needed. `heir` gets its memory for new rows if it has the same
  /// number of columns.
  void give_block(std::size_t block, BlockMatrix& heir);

  /// The number of blocks received from give_block() and not used yet.
  std::size_t spare_blocks() const { return spare_.size(); }

  /// Sets the number of rows. New rows are zero. Removed rows become zero; their memory is kept.
  void resize(std::size_t rows);

 private:
  struct Block {
    double* begin;
    std::shared_ptr<BlockMemory> memory;  ///< that it is a part of
  };
  /// The rest of the newest piece of memory.
  struct Ahead {
    std::shared_ptr<BlockMemory> memory;
    double* next = nullptr;
    std::size_t left = 0;  ///< blocks
  };
  /// The numbers in a block.
  std::size_t block_size() const { return (columns_ > 0 ? columns_ : 1) * kBlockRows; }
  void add_blocks(std::size_t count);
  void push_ahead();
  void push(Block block);

  std::size_t columns_;
  std::size_t rows_ = 0;
  std::vector<double*> starts_;                       // per block
  std::vector<std::shared_ptr<BlockMemory>> memory_;  // per block
  std::vector<Block> spare_;
  Ahead ahead_;
};

}  // namespace nntrain
