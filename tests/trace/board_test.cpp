#include "trace/board.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("what is not chosen is not built") {
  std::vector<std::string> built;
  std::vector<std::string> handed;
  const std::set<std::string> chosen = {"C", "h1"};
  Board board(chosen, [&](const BoardGroup& group) {
    for (const BoardPiece& piece : group) handed.push_back(piece.matrix ? piece.matrix->name : piece.text);
  });
  const auto write = [&](const std::string& name) {
    board.about({name});
    board.formula(name + " = ...");
    board.matrix([&] {
      built.push_back(name);
      return BoardMatrix{name, nullptr, {}, {}};
    });
  };
  board.title("Section");
  write("X");
  board.part("Forward");
  write("z1");
  write("h1");
  write("h2");
  board.about({"n", "C"});
  board.remark("sums");
  board.end();
  CHECK(built == std::vector<std::string>{"h1"});
  CHECK(handed == std::vector<std::string>{"Section", "h1 = ...", "h1", "sums"});
}

TEST_CASE("numbers on the board have nine digits, and 0 and what is no number have no sign") {
  CHECK(board_number(1.0 / 3) == "0.333333333");
  CHECK(board_number(-2) == "-2");
  CHECK(board_number(-0.0) == "0");
  CHECK(board_number(-std::nan("")) == "nan");
  CHECK(board_number(-HUGE_VAL) == "-inf");
}
