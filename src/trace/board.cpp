#include "trace/board.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/markdown.hpp"
#include "base/matrix_text.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

std::string more_text(const BoardMatrix& matrix) {
  return "... " + counted(matrix.more_rows, "more row");
}

std::string plain_matrix(const BoardMatrix& matrix) {
  std::vector<std::string> cells;
  for (const double value : matrix.values) cells.push_back(board_number(value));
  std::string out = matrix_text(matrix.name, matrix.rows, matrix.columns, cells);
  if (matrix.more_rows > 0) out += "  " + more_text(matrix) + "\n";
  return out;
}

std::string table_of(const BoardMatrix& matrix) {
  std::vector<std::string> heads = {"`" + matrix.name + "`"};
  for (const std::string& column : matrix.columns) heads.push_back(markdown_text(printable(column)));
  std::vector<std::vector<std::string>> rows;
  for (std::size_t row = 0; row < matrix.rows.size(); ++row) {
    rows.push_back({markdown_text(printable(matrix.rows[row]))});
    for (std::size_t column = 0; column < matrix.columns.size(); ++column)
      rows.back().push_back(board_number(matrix.values[row * matrix.columns.size() + column]));
  }
  std::string out = markdown_table(heads, rows);
  if (matrix.more_rows > 0) out += "\n" + more_text(matrix) + "\n";
  return out;
}

/// Whether a blank line stands between two pieces: after a value, and where a matrix is not that of the
/// formula before it.
bool are_apart(const Board::Piece& before, const Board::Piece& piece) {
  if (before.kind == Board::Kind::kResult)
    return piece.kind != Board::Kind::kResult && piece.kind != Board::Kind::kRemark;
  return before.kind == Board::Kind::kFormula && piece.kind == Board::Kind::kMatrix &&
         !before.text.starts_with(piece.matrix.name + " = ");
}

}  // namespace

std::string board_number(double value) {
  if (std::isnan(value)) return "nan";
  return fmt::format("{:.9g}", value == 0 ? 0 : value);
}

std::string board_text(const Board& board) {
  std::string out;
  const auto gap = [&out] {
    if (!out.empty() && !out.ends_with("\n\n")) out += '\n';
  };
  const Board::Piece* before = nullptr;
  for (const Board::Piece& piece : board.pieces()) {
    if (before != nullptr && are_apart(*before, piece)) gap();
    before = &piece;
    switch (piece.kind) {
      case Board::Kind::kTitle:
        gap();
        out += fmt::format("=== {} ===\n\n", piece.text);
        break;
      case Board::Kind::kPart:
        gap();
        out += fmt::format("--- {} ---\n\n", piece.text);
        break;
      case Board::Kind::kFormula:
      case Board::Kind::kResult:
        out += piece.text + "\n";
        break;
      case Board::Kind::kRemark:
        out += fmt::format("({})\n", piece.text);
        break;
      case Board::Kind::kMatrix:
        out += plain_matrix(piece.matrix) + "\n";
        break;
    }
  }
  gap();
  return out;
}

std::string board_markdown(const Board& board) {
  std::string out;
  for (const Board::Piece& piece : board.pieces()) {
    switch (piece.kind) {
      case Board::Kind::kTitle:
        out += fmt::format("## {}\n\n", piece.text);
        break;
      case Board::Kind::kPart:
        out += fmt::format("### {}\n\n", piece.text);
        break;
      case Board::Kind::kFormula:
      case Board::Kind::kResult:
        out += fmt::format("`{}`\n\n", piece.text);
        break;
      case Board::Kind::kRemark:
        out += fmt::format("({})\n\n", markdown_text(piece.text));
        break;
      case Board::Kind::kMatrix:
        out += table_of(piece.matrix) + "\n";
        break;
    }
  }
  return out;
}

}  // namespace nntrain
