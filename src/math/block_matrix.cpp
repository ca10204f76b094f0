#include "math/block_matrix.hpp"

#include <algorithm>
#include <utility>

#include "math/block_pages.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kStep = std::size_t{1} << 18;  // bytes of fresh memory whose pages are taken at a time

/// Takes the pages of those steps of a piece of memory, from `begin` to `end`, that begin in a block.
void take_steps(char* begin, char* block, std::size_t bytes, char* end) {
  const auto offset = static_cast<std::size_t>(block - begin);
  const std::size_t first = (offset + kStep - 1) / kStep * kStep;
  const std::size_t last = (offset + bytes + kStep - 1) / kStep * kStep;
  if (first == last) return;
  take_pages(begin + first, std::min(last, static_cast<std::size_t>(end - begin)) - first);
}

}  // namespace

/// Adds blocks of zeros. Where one follows the other, memory is taken for more and more of them at a time.
void BlockMatrix::add_blocks(std::size_t count) {
  while (count > 0 && !spare_.empty()) {
    Block block = std::move(spare_.back());
    spare_.pop_back();
    std::fill_n(block.begin, block_size(), 0.0);
    push(std::move(block));
    --count;
  }
  for (; count > 0 && ahead_.memory; --count) push_ahead();
  if (count == 0) return;
  const std::size_t bytes = block_size() * sizeof(double);
  ahead_.left = std::max(count, std::min(starts_.size(), BlockMemory::kMostAhead / bytes));
  ahead_.memory = std::make_shared<BlockMemory>(ahead_.left * bytes);
  ahead_.next = reinterpret_cast<double*>(ahead_.memory->begin());
  for (; count > 0; --count) push_ahead();
}

void BlockMatrix::push_ahead() {
  const std::size_t bytes = block_size() * sizeof(double);
  char* const block = reinterpret_cast<char*>(ahead_.next);
  if (!ahead_.memory->is_cleared()) {
    std::fill_n(ahead_.next, block_size(), 0.0);
  } else if (columns_ > 0) {
    take_steps(ahead_.memory->begin(), block, bytes, block + ahead_.left * bytes);
  }
  push({ahead_.next, ahead_.memory});
  ahead_.next += block_size();
  if (--ahead_.left == 0) ahead_.memory.reset();
}

void BlockMatrix::push(Block block) {
  starts_.push_back(block.begin);
  memory_.push_back(std::move(block.memory));
}

void BlockMatrix::give_block(std::size_t block, BlockMatrix& heir) {
  std::shared_ptr<BlockMemory> memory = std::move(memory_[block]);
  if (heir.columns_ == columns_) heir.spare_.push_back({starts_[block], std::move(memory)});
  starts_[block] = nullptr;
}

void BlockMatrix::append(std::span<const double> values) {
  grow_to(rows_ + 1);
  for (std::size_t column = 0; column < columns_; ++column) set(rows_ - 1, column, values[column]);
}

void BlockMatrix::grow_to(std::size_t rows) {
  const std::size_t blocks = (rows + kBlockRows - 1) / kBlockRows;
  if (blocks > starts_.size()) add_blocks(blocks - starts_.size());
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
