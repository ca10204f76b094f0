#include "math/block_matrix.hpp"

#include <array>
#include <cstdint>

#include "support/catch.hpp"

using namespace nntrain;

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
