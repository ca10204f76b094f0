#include "trace/board_editor.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace nntrain {
namespace {

using Kind = Board::Kind;

/// The name without "new " or "old ".
std::string lasting_name(const std::string& name) {
  return name.starts_with("new ") || name.starts_with("old ") ? name.substr(4) : name;
}

bool begins_section(const Board::Piece& piece) {
  return piece.kind == Kind::kTitle || piece.kind == Kind::kPart;
}

}  // namespace

bool BoardEditor::is_chosen(const Board::Piece& piece) const {
  if (chosen_.empty()) return true;
  return std::any_of(piece.about.begin(), piece.about.end(),
                     [this](const std::string& name) { return chosen_.count(name) > 0; });
}

Board BoardEditor::edited(const Board& section) {
  const Pieces pieces(section.pieces());
  Board head;  // the title and the remarks on the section
  Board body;
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i + 1;
    while (pieces[i].kind != Kind::kPart && end < pieces.size() && !begins_section(pieces[end]) &&
           pieces[end].about == pieces[i].about) {
      ++end;
    }
    const Pieces group = pieces.subspan(i, end - i);
    i = end;
    if (group.front().kind == Kind::kTitle) {
      for (const Board::Piece& piece : group) head.add(piece);
    } else if (group.front().kind == Kind::kPart) {
      if (chosen_.empty()) body.add(group.front());
    } else if (is_chosen(group.front())) {
      edit_group(group, body);
    }
  }
  if (body.pieces().empty()) return body;
  for (const Board::Piece& piece : body.pieces()) head.add(piece);
  return head;
}

/// Adds the pieces of one quantity: remarks and formulas, then its matrix if it is one.
void BoardEditor::edit_group(Pieces group, Board& out) {
  const Board::Piece& last = group.back();
  const bool has_own_formula = std::any_of(
      group.begin(), group.end(), [](const Board::Piece& piece) { return piece.kind == Kind::kFormula; });
  // Remarks that explain a matrix, and no formula, stand where it was shown.
  const bool is_explained =
      last.kind == Kind::kMatrix && !has_own_formula && was_shown(last.matrix, last.matrix.name);
  bool shows_formula = false;
  for (const Board::Piece& piece : group) {
    if (piece.kind == Kind::kMatrix) {
      edit_matrix(piece.matrix, shows_formula, out);
      continue;
    }
    const bool is_known = piece.kind != Kind::kResult && !texts_.insert(piece.text).second;
    if ((is_known && !chosen_.empty()) || (piece.kind == Kind::kRemark && is_explained)) continue;
    shows_formula = shows_formula || piece.kind == Kind::kFormula;
    out.add(piece);
  }
}

void BoardEditor::edit_matrix(const BoardMatrix& matrix, bool shows_formula, Board& out) {
  if (!matrix.same_as.empty() && was_shown(matrix, matrix.same_as)) {
    if (!shows_formula) out.remark(fmt::format("{}: as {} above", matrix.name, matrix.same_as));
    return;
  }
  BoardMatrix& last = shown_[lasting_name(matrix.name)];
  if (was_shown(matrix, matrix.name)) {
    out.remark(last.name == matrix.name ? fmt::format("{}: as above", matrix.name)
                                        : fmt::format("{}: as {} above", matrix.name, last.name));
    return;
  }
  last = matrix;
  out.matrix(matrix);
}

/// Whether the last matrix shown under this name looks the same but for its name.
bool BoardEditor::was_shown(const BoardMatrix& matrix, const std::string& name) const {
  const auto last = shown_.find(lasting_name(name));
  return last != shown_.end() && last->second.rows == matrix.rows && last->second.columns == matrix.columns &&
         last->second.values == matrix.values && last->second.more_rows == matrix.more_rows;
}

}  // namespace nntrain
