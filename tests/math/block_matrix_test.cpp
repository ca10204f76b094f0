#include "math/block_matrix.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "support/catch.hpp"

using namespace nntrain;

static_assert(!std::is_copy_constructible_v<BlockMatrix>);

TEST_CASE("a block matrix keeps its rows as it grows") {
  BlockMatrix matrix(3);
  for (std::size_t row = 0; row < 300; ++row) {
    const auto value = static_cast<double>(row);
    matrix.append(std::array{value, value + 0.25, -value});
  }
  REQUIRE(matrix.rows() == 300);
  CHECK(matrix.block_count() == 3);
  CHECK(matrix.block_rows(0) == 128);
  CHECK(matrix.block_rows(2) == 300 - 256);
  for (std::size_t row = 0; row < 300; ++row) {
    REQUIRE(matrix.at(row, 0) == static_cast<double>(row));
    REQUIRE(matrix.at(row, 1) == static_cast<double>(row) + 0.25);
    REQUIRE(matrix.at(row, 2) == -static_cast<double>(row));
  }
  CHECK(matrix.block(2)[kBlockRows + 43] == 299.25);
  CHECK(matrix.block(2)[44] == 0);  // after the last row
  CHECK(reinterpret_cast<std::uintptr_t>(matrix.block(1)) % 64 == 0);
}

TEST_CASE("an empty matrix has no blocks") {
  const BlockMatrix matrix(2);
  CHECK(matrix.rows() == 0);
  CHECK(matrix.block_count() == 0);
}

namespace {

constexpr std::size_t kManyRows =
    300'000;  // with three columns: more than 4 MiB, in several pieces of memory

bool is_zero(const BlockMatrix& matrix) {
  for (std::size_t block = 0; block < matrix.block_count(); ++block) {
    const double* const numbers = matrix.block(block);
    const std::size_t count = matrix.columns() * kBlockRows;
    if (!std::all_of(numbers, numbers + count, [](double number) { return number == 0; })) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("new rows are zero, whether they come at once or one after the other") {
  BlockMatrix at_once(3);
  at_once.grow_to(kManyRows);
  CHECK(is_zero(at_once));
  BlockMatrix slowly(3);
  for (std::size_t rows = 100; rows < kManyRows; rows += 100) slowly.grow_to(rows);
  CHECK(is_zero(slowly));
  slowly.resize(1);
  slowly.resize(kManyRows);
  CHECK(is_zero(slowly));
  for (std::size_t block = 0; block < slowly.block_count(); ++block) {
    REQUIRE(reinterpret_cast<std::uintptr_t>(slowly.block(block)) % 64 == 0);
  }
}

TEST_CASE("blocks do not overlap") {
  BlockMatrix matrix(3);
  for (std::size_t rows = 77; rows < kManyRows; rows += 77) matrix.grow_to(rows);
  for (std::size_t block = 0; block < matrix.block_count(); ++block)
    std::fill_n(matrix.block(block), 3 * kBlockRows, static_cast<double>(block));
  for (std::size_t block = 0; block < matrix.block_count(); ++block) {
    const double* const numbers = matrix.block(block);
    REQUIRE(std::all_of(numbers, numbers + 3 * kBlockRows,
                        [&](double number) { return number == static_cast<double>(block); }));
  }
}

TEST_CASE("a block that is given away outlives its matrix, and is zero again") {
  BlockMatrix heir(3);
  BlockMatrix other(2);
  {
    BlockMatrix matrix(3);
    matrix.grow_to(kManyRows);
    for (std::size_t block = 0; block < matrix.block_count(); ++block) {
      std::fill_n(matrix.block(block), 3 * kBlockRows, 7.0);
      matrix.give_block(block, block % 2 == 0 ? heir : other);
    }
  }
  CHECK(heir.spare_blocks() == (kManyRows / kBlockRows + 1 + 1) / 2);
  CHECK(other.spare_blocks() == 0);
  heir.grow_to(kManyRows);
  CHECK(heir.spare_blocks() == 0);
  CHECK(is_zero(heir));
}

TEST_CASE("a matrix that was moved from can be filled anew") {
  BlockMatrix matrix(1);
  matrix.grow_to(1);
  matrix.grow_to(kBlockRows + 1);
  const BlockMatrix taken = std::move(matrix);
  CHECK(taken.rows() == kBlockRows + 1);
  matrix = BlockMatrix(1);
  matrix.grow_to(3 * kBlockRows);
  CHECK(is_zero(matrix));
}
