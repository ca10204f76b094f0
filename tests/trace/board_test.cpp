#include "trace/board.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("numbers on the board have nine digits, and 0 and what is no number have no sign") {
  CHECK(board_number(1.0 / 3) == "0.333333333");
  CHECK(board_number(-2) == "-2");
  CHECK(board_number(-0.0) == "0");
  CHECK(board_number(-std::nan("")) == "nan");
  CHECK(board_number(-HUGE_VAL) == "-inf");
}
