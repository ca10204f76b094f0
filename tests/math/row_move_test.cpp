#include "math/row_move.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/random.hpp"
#include "math/ranks_sum.hpp"
#include "support/catch.hpp"
#include "support/cut_table.hpp"
#include "support/thread_ranks.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

double number_at(std::size_t row, std::size_t column) {
  return static_cast<double>(row * 7 + column) + 0.5;
}

void require(bool holds) {
  if (!holds) throw std::runtime_error("other rows");
}

/// Moves rows whose numbers tell where they come from.
void move_numbered(Ranks& ranks, std::size_t begin, std::size_t rows, std::size_t columns) {
  BlockMatrix matrix(columns);
  matrix.resize(rows);
  std::vector<std::size_t> numbers(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    numbers[row] = begin + row;
    for (std::size_t c = 0; c < columns; ++c) matrix.set(row, c, number_at(begin + row, c));
  }
  const RowShare from = share_of(ranks, rows);
  const RowMove move(from);
  move.move(matrix);
  move.move(numbers);
  const RowShare to = dealt_share(ranks, from.all);
  require(move.to().begin == to.begin && move.to().rows == to.rows && move.to().all == to.all);
  require(matrix.rows() == to.rows && numbers.size() == to.rows && matrix.columns() == columns);
  for (std::size_t row = 0; row < to.rows; ++row) {
    require(numbers[row] == to.begin + row);
    for (std::size_t c = 0; c < columns; ++c) require(matrix.at(row, c) == number_at(to.begin + row, c));
  }
  if (to.rows == 0) return;
  const std::size_t last = matrix.block_count() - 1;  // rows after the last one are zero
  for (std::size_t c = 0; c < columns; ++c) {
    for (std::size_t row = matrix.block_rows(last); row < kBlockRows; ++row)
      require(matrix.block(last)[c * kBlockRows + row] == 0);
  }
}

}  // namespace

TEST_CASE("row move: each rank gets its blocks, whoever has their rows", "[ranks]") {
  RandomStream random(11, RandomPurpose::kSplit);
  for (const std::size_t rows : std::vector<std::size_t>{0, 1, 127, 129, 1000, 5003, 60'000}) {
    for (const std::size_t ranks : std::vector<std::size_t>{1, 2, 3, 5, 8}) {
      const std::vector<std::size_t> cuts = random_cuts(random, rows, ranks);
      const auto columns = static_cast<std::size_t>(random.below(40));
      run_on_ranks(ranks, [&](Ranks& own) {
        move_numbered(own, cuts[own.rank()], cuts[own.rank() + 1] - cuts[own.rank()], columns);
      });
    }
  }
}
