#include "trace/board_editor.hpp"

#include <cmath>
#include <memory>
#include <utility>

#include "support/catch.hpp"

using namespace nntrain;

namespace {

BoardMatrix column(const std::string& name, std::vector<double> values) {
  std::vector<std::string> rows;
  for (std::size_t row = 1; row <= values.size(); ++row) rows.push_back("row " + std::to_string(row));
  return {name, std::make_shared<const std::vector<std::string>>(rows), {"y"}, std::move(values)};
}

/// What the editor shows of a section with this matrix.
BoardGroup section(BoardEditor& editor, const BoardMatrix& matrix, const std::set<std::string>& chosen = {}) {
  BoardGroup shown;
  Board board(chosen, [&](BoardGroup group) {
    for (const BoardPiece& piece : editor.edited(std::move(group))) shown.push_back(piece);
  });
  board.title("Section");
  board.part("Part");
  board.about({matrix.name});
  board.matrix([&matrix] { return matrix; });
  board.end();
  return shown;
}

/// What it shows below the title and the part.
std::string shown(BoardEditor& editor, const BoardMatrix& matrix, const std::set<std::string>& chosen = {}) {
  const BoardPiece last = section(editor, matrix, chosen).back();
  return last.kind == BoardPiece::Kind::kMatrix ? "matrix " + last.matrix->name : last.text;
}

}  // namespace

TEST_CASE("a matrix is shown again unless all that is seen of it is the same") {
  BoardEditor editor(true);
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
  other.rows = std::make_shared<const std::vector<std::string>>(2, "row 3");
  CHECK(shown(editor, other) == "matrix v1");
  other.name = "new v1";
  CHECK(shown(editor, other) == "new v1: as v1 above");
  CHECK(shown(editor, column("z1", {std::nan("")})) == "matrix z1");
  CHECK(shown(editor, column("z1", {std::nan("")})) == "matrix z1");  // no number is no equal number
}

TEST_CASE("nothing is left of a section in which nothing is chosen") {
  BoardEditor editor(false);
  CHECK(section(editor, column("v1", {1}), {"delta1"}).empty());
  const BoardGroup chosen = section(editor, column("delta1", {1}), {"delta1"});
  REQUIRE(chosen.size() == 2);  // no part
  CHECK(chosen.front().text == "Section");
  BoardEditor other(false);
  CHECK(section(other, column("v1", {1}), {"old v1"}).empty());
  CHECK(shown(other, column("old v1", {1}), {"old v1"}) == "matrix old v1");  // only what was shown counts
}
