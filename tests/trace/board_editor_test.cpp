#include "trace/board_editor.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace nntrain;

namespace {

BoardMatrix column(const std::string& name, std::vector<double> values) {
  BoardMatrix matrix{name, {}, {"y"}, std::move(values)};
  for (std::size_t row = 1; row <= matrix.values.size(); ++row) {
    matrix.rows.push_back("row " + std::to_string(row));
  }
  return matrix;
}

/// The board of one section with this matrix.
Board section_of(BoardMatrix matrix) {
  Board board;
  board.title("Section");
  board.part("Part");
  board.about({matrix.name});
  board.matrix(std::move(matrix));
  return board;
}

/// What is shown of it below the title and the part.
std::string shown(BoardEditor& editor, BoardMatrix matrix) {
  const Board board = editor.edited(section_of(std::move(matrix)));
  const Board::Piece& last = board.pieces().back();
  return last.kind == Board::Kind::kMatrix ? "matrix " + last.matrix.name : last.text;
}

}  // namespace

TEST_CASE("a matrix is shown again unless all that is seen of it is the same") {
  BoardEditor editor({});
  CHECK(shown(editor, column("v1", {1, 2})) == "matrix v1");
  CHECK(shown(editor, column("v1", {1, 2})) == "v1: as above");
  CHECK(shown(editor, column("old v1", {1, 2})) == "old v1: as v1 above");
  CHECK(shown(editor, column("v2", {1, 2})) == "matrix v2");
  CHECK(shown(editor, column("v1", {1, 3})) == "matrix v1");
  CHECK(shown(editor, column("v1", {1, 2})) == "matrix v1");  // the last one counts
  BoardMatrix other = column("v1", {1, 2});
  other.more_rows = 3;
  CHECK(shown(editor, other) == "matrix v1");
  other.columns = {"z"};
  CHECK(shown(editor, other) == "matrix v1");
  other.rows = {"row 1", "row 3"};
  CHECK(shown(editor, other) == "matrix v1");
  other.name = "new v1";
  CHECK(shown(editor, other) == "new v1: as v1 above");
  CHECK(shown(editor, column("z1", {std::nan("")})) == "matrix z1");
  CHECK(shown(editor, column("z1", {std::nan("")})) == "matrix z1");  // no number is no equal number
}

TEST_CASE("nothing is left of a section in which nothing is chosen") {
  BoardEditor editor({"delta1"});
  CHECK(editor.edited(section_of(column("v1", {1}))).pieces().empty());
  const Board chosen = editor.edited(section_of(column("delta1", {1})));
  REQUIRE(chosen.pieces().size() == 2);  // no part
  CHECK(chosen.pieces().front().text == "Section");
  BoardEditor other({"old v1"});
  CHECK(other.edited(section_of(column("v1", {1}))).pieces().empty());
  CHECK(shown(other, column("old v1", {1})) == "matrix old v1");  // only what was shown counts
}
