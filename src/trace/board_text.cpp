#include "trace/board_text.hpp"

#include <vector>

#include <fmt/format.h>

#include "base/interruption.hpp"
#include "base/markdown.hpp"
#include "base/matrix_text.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

using Kind = BoardPiece::Kind;

/// A signal may come in a matrix of millions of rows.
constexpr std::size_t kRowsPerLook = 1000;

std::string more_text(const BoardMatrix& matrix) {
  return "... " + counted(matrix.more_rows, "more row");
}

/// A number of the matrix as text. Throws Interrupted now and then, as check_signal().
std::string cell_text(const BoardMatrix& matrix, std::size_t row, std::size_t column) {
  if (column == 0 && row % kRowsPerLook == kRowsPerLook - 1) check_signal();
  return board_number(matrix.values[row * matrix.columns.size() + column]);
}

/// Whether an empty line stands between two pieces: after a value, and where a matrix is not that of the
/// formula before it.
bool are_apart(const BoardPiece& before, const BoardPiece& piece) {
  const bool is_remark = piece.kind == Kind::kRemark || piece.kind == Kind::kState;
  if (before.kind == Kind::kResult) return piece.kind != Kind::kResult && !is_remark;
  return before.kind == Kind::kFormula && piece.kind == Kind::kMatrix &&
         !before.text.starts_with(piece.matrix->name + " = ");
}

}  // namespace

void BoardText::add(const BoardPiece& piece) {
  if (format_ == TraceFormat::kMarkdown) {
    add_as_markdown(piece);
  } else {
    add_as_text(piece);
  }
}

void BoardText::end() {
  if (!is_line_empty_) line("\n");
  before_.reset();
}

void BoardText::add_as_text(const BoardPiece& piece) {
  const bool begins_section = piece.kind == Kind::kTitle || piece.kind == Kind::kPart;
  if (begins_section || (before_ && are_apart(*before_, piece))) end();
  before_ = BoardPiece{piece.kind, piece.text};
  switch (piece.kind) {
    case Kind::kTitle:
      line(fmt::format("=== {} ===\n", piece.text));
      line("\n");
      break;
    case Kind::kPart:
      line(fmt::format("--- {} ---\n", piece.text));
      line("\n");
      break;
    case Kind::kFormula:
    case Kind::kResult:
      line(piece.text + "\n");
      break;
    case Kind::kRemark:
    case Kind::kState:
      line(fmt::format("({})\n", piece.text));
      break;
    case Kind::kMatrix:
      add_matrix(*piece.matrix);
      line("\n");
      break;
  }
}

void BoardText::add_as_markdown(const BoardPiece& piece) {
  switch (piece.kind) {
    case Kind::kTitle:
      line(fmt::format("## {}\n", piece.text));
      break;
    case Kind::kPart:
      line(fmt::format("### {}\n", piece.text));
      break;
    case Kind::kFormula:
    case Kind::kResult:
      line(fmt::format("`{}`\n", piece.text));
      break;
    case Kind::kRemark:
    case Kind::kState:
      line(fmt::format("({})\n", markdown_text(piece.text)));
      break;
    case Kind::kMatrix:
      add_table(*piece.matrix);
      break;
  }
  line("\n");
}

void BoardText::add_matrix(const BoardMatrix& matrix) {
  write_matrix(
      matrix.name, *matrix.rows, matrix.columns,
      [&matrix](std::size_t row, std::size_t column) { return cell_text(matrix, row, column); },
      [this](std::string_view text) { line(text); });
  if (matrix.more_rows > 0) line(fmt::format("  {}\n", more_text(matrix)));
}

void BoardText::add_table(const BoardMatrix& matrix) {
  std::vector<std::string> cells = {"`" + matrix.name + "`"};
  for (const std::string& column : matrix.columns) cells.push_back(markdown_text(printable(column)));
  line(markdown_table_head(cells));
  for (std::size_t row = 0; row < matrix.rows->size(); ++row) {
    cells = {markdown_text(printable((*matrix.rows)[row]))};
    for (std::size_t column = 0; column < matrix.columns.size(); ++column)
      cells.push_back(cell_text(matrix, row, column));
    line(markdown_table_row(cells));
  }
  if (matrix.more_rows > 0) line(fmt::format("\n{}\n", more_text(matrix)));
}

void BoardText::line(std::string_view text) {
  is_line_empty_ = text == "\n";
  write_(text);
}

}  // namespace nntrain
