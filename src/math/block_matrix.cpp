#include "math/block_matrix.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace nntrain {
namespace {

constexpr std::align_val_t kAlignment{64};  // a cache line and the widest vector

}  // namespace

void BlockMatrix::Free::operator()(double* block) const {
  ::operator delete[](block, kAlignment);
}

void BlockMatrix::add_block() {
  const std::size_t size = std::max<std::size_t>(1, columns_) * kBlockRows;
  std::unique_ptr<double[], Free> block;
  if (spare_.empty()) {
    block.reset(static_cast<double*>(::operator new[](size * sizeof(double), kAlignment)));
  } else {
    block = std::move(spare_.back());
    spare_.pop_back();
  }
  std::fill_n(block.get(), size, 0.0);
  blocks_.push_back(std::move(block));
}

void BlockMatrix::give_block(std::size_t block, BlockMatrix& heir) {
  if (heir.columns_ == columns_) heir.spare_.push_back(std::move(blocks_[block]));
  blocks_[block].reset();
}

void BlockMatrix::append(std::span<const double> values) {
  grow_to(rows_ + 1);
  for (std::size_t column = 0; column < columns_; ++column) set(rows_ - 1, column, values[column]);
}

void BlockMatrix::grow_to(std::size_t rows) {
  while (blocks_.size() * kBlockRows < rows) add_block();
  rows_ = std::max(rows_, rows);
}

void BlockMatrix::resize(std::size_t rows) {
  for (std::size_t row = rows; row < rows_; ++row) {
    for (std::size_t column = 0; column < columns_; ++column) set(row, column, 0);
  }
  rows_ = std::min(rows_, rows);
  grow_to(rows);
}

}  // namespace nntrain
