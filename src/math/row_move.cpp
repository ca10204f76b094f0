#include "math/row_move.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "math/ranks_sum.hpp"

namespace nntrain {
namespace {

/// About the bytes that a rank gives in a round, if all ask for its rows.
constexpr std::size_t kRoundBytes = std::size_t{2} << 20;

/// The blocks of a matrix as its rows go.
class GivenBlocks {
 public:
  /// Keeps references to both.
  GivenBlocks(BlockMatrix& from, BlockMatrix& heir) : from_(from), heir_(heir), given_(from.block_count()) {}

  /// Appends these rows to the bytes, column by column, and frees the blocks that have no others.
  void give(std::size_t first, std::size_t count, Ranks::Bytes& bytes) {
    const std::size_t before = bytes.size();
    bytes.resize(before + count * from_.columns() * sizeof(double));
    std::byte* const to = bytes.data() + before;
    for (std::size_t done = 0; done < count;) {
      const std::size_t block = (first + done) / kBlockRows;
      const std::size_t row = (first + done) % kBlockRows;
      const std::size_t rows = std::min(from_.block_rows(block) - row, count - done);
      for (std::size_t column = 0; column < from_.columns(); ++column) {
        std::memcpy(to + (column * count + done) * sizeof(double),
                    from_.block(block) + column * kBlockRows + row, rows * sizeof(double));
      }
      done += rows;
      given_[block] += rows;
      if (given_[block] == from_.block_rows(block)) from_.give_block(block, heir_);
    }
  }

 private:
  BlockMatrix& from_;
  BlockMatrix& heir_;
  std::vector<std::size_t> given_;  // rows of each block
};

/// Appends `count` rows, which are there column by column.
void append_rows(BlockMatrix& to, std::size_t count, std::span<const std::byte> bytes) {
  const std::size_t first = to.rows();
  to.grow_to(first + count);
  for (std::size_t done = 0; done < count;) {
    const std::size_t block = (first + done) / kBlockRows;
    const std::size_t row = (first + done) % kBlockRows;
    const std::size_t rows = std::min(kBlockRows - row, count - done);
    for (std::size_t column = 0; column < to.columns(); ++column) {
      std::memcpy(to.block(block) + column * kBlockRows + row,
                  bytes.data() + (column * count + done) * sizeof(double), rows * sizeof(double));
    }
    done += rows;
  }
}

}  // namespace

RowMove::RowMove(const RowShare& from) : ranks_(*from.ranks), targets_(dealt_shares(ranks_, from.all)) {
  std::size_t begin = 0;
  for (const std::size_t rows : ranks_.gather_one(from.rows)) {
    sources_.push_back({&ranks_, begin, rows, from.all});
    begin += rows;
  }
}

RowMove::Range RowMove::overlap(const Range& wanted, const RowShare& share) {
  const std::size_t begin = std::max(wanted.begin, share.begin);
  return {begin, std::max(begin, std::min(wanted.end, share.end()))};
}

/// The rows that a rank gets in a round, after `done` others.
RowMove::Range RowMove::wanted_by(std::size_t rank, std::size_t done, std::size_t rows) const {
  const RowShare& target = targets_[rank];
  return {std::min(target.begin + done, target.end()), std::min(target.begin + done + rows, target.end())};
}

/// What this rank gets from each in a round. No rank asks another one where all rows of the round stay.
std::vector<Ranks::Bytes> RowMove::exchange(std::size_t done, std::size_t rows, Give give) const {
  const std::size_t here = ranks_.rank();
  std::vector<Ranks::Bytes> pieces(ranks_.size());
  bool stay = true;
  for (std::size_t rank = 0; rank < ranks_.size(); ++rank) {
    const Range wanted = wanted_by(rank, done, rows);
    stay = stay && overlap(wanted, sources_[rank]).rows() == wanted.rows();
    const Range own = overlap(wanted, sources_[here]);
    if (own.rows() > 0) give(own.begin - sources_[here].begin, own.rows(), pieces[rank]);
  }
  if (stay) return pieces;
  Ranks::Bytes own = std::exchange(pieces[here], {});
  pieces = ranks_.exchange(std::move(pieces));
  pieces[here] = std::move(own);
  return pieces;
}

void RowMove::run(std::size_t row_bytes, Give give, Take take) const {
  const std::size_t block_bytes = std::max<std::size_t>(1, row_bytes) * kBlockRows;
  const std::size_t rows = std::max<std::size_t>(1, kRoundBytes / ranks_.size() / block_bytes) * kBlockRows;
  std::size_t most = 0;
  for (const RowShare& target : targets_) most = std::max(most, target.rows);
  for (std::size_t done = 0; done < most; done += rows) {
    const Range wanted = wanted_by(ranks_.rank(), done, rows);
    const std::vector<Ranks::Bytes> pieces = exchange(done, rows, give);
    for (std::size_t rank = 0; rank < pieces.size(); ++rank) {
      const std::size_t count = overlap(wanted, sources_[rank]).rows();
      if (count > 0) take(count, pieces[rank]);
    }
  }
}

void RowMove::move(BlockMatrix& rows) const {
  BlockMatrix moved(rows.columns());
  GivenBlocks blocks(rows, moved);
  run(
      rows.columns() * sizeof(double),
      [&](std::size_t first, std::size_t count, Ranks::Bytes& bytes) { blocks.give(first, count, bytes); },
      [&](std::size_t count, std::span<const std::byte> bytes) { append_rows(moved, count, bytes); });
  rows = std::move(moved);
}

}  // namespace nntrain
