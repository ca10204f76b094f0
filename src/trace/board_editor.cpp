#include "trace/board_editor.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace nntrain {
namespace {

using Kind = BoardPiece::Kind;

/// The name without "new " or "old ".
std::string lasting_name(const std::string& name) {
  return name.starts_with("new ") || name.starts_with("old ") ? name.substr(4) : name;
}

bool has_formula(const BoardGroup& group) {
  return std::any_of(group.begin(), group.end(),
                     [](const BoardPiece& piece) { return piece.kind == Kind::kFormula; });
}

}  // namespace

BoardGroup BoardEditor::edited(BoardGroup group) {
  if (group.front().kind == Kind::kTitle) {
    head_ = std::move(group);
    return {};
  }
  BoardGroup body;
  edit_quantity(std::move(group), body);
  if (body.empty()) return body;
  BoardGroup out = std::exchange(head_, {});
  std::move(body.begin(), body.end(), std::back_inserter(out));
  return out;
}

/// Adds the pieces of one quantity: remarks and formulas, then its matrix if it is one.
void BoardEditor::edit_quantity(BoardGroup group, BoardGroup& out) {
  const BoardPiece& last = group.back();
  // Remarks that explain a matrix, and no formula, stand where it was shown.
  const bool is_explained =
      last.kind == Kind::kMatrix && !has_formula(group) && was_shown(*last.matrix, last.matrix->name);
  bool shows_formula = false;
  for (BoardPiece& piece : group) {
    if (piece.kind == Kind::kMatrix) {
      edit_matrix(std::move(piece), shows_formula, out);
      continue;
    }
    if (is_known(piece) || (piece.kind == Kind::kRemark && is_explained)) continue;
    shows_formula = shows_formula || piece.kind == Kind::kFormula;
    out.push_back(std::move(piece));
  }
}

/// Whether this formula or remark was shown and need not be shown again.
bool BoardEditor::is_known(const BoardPiece& piece) {
  if (is_whole_ || (piece.kind != Kind::kFormula && piece.kind != Kind::kRemark)) return false;
  return !texts_.insert(piece.text).second;
}

void BoardEditor::edit_matrix(BoardPiece piece, bool shows_formula, BoardGroup& out) {
  const BoardMatrix& matrix = *piece.matrix;
  if (!matrix.same_as.empty() && was_shown(matrix, matrix.same_as)) {
    if (!shows_formula)
      out.push_back({Kind::kRemark, fmt::format("{}: as {} above", matrix.name, matrix.same_as)});
    return;
  }
  std::shared_ptr<const BoardMatrix>& last = shown_[lasting_name(matrix.name)];
  if (was_shown(matrix, matrix.name)) {
    const std::string as = last->name == matrix.name ? "" : last->name + " ";
    out.push_back({Kind::kRemark, fmt::format("{}: as {}above", matrix.name, as)});
    return;
  }
  last = piece.matrix;
  out.push_back(std::move(piece));
}

/// Whether the last matrix shown under this name looks the same but for its name.
bool BoardEditor::was_shown(const BoardMatrix& matrix, const std::string& name) const {
  const auto last = shown_.find(lasting_name(name));
  if (last == shown_.end() || last->second == nullptr) return false;
  const BoardMatrix& other = *last->second;
  return (other.rows == matrix.rows || *other.rows == *matrix.rows) && other.columns == matrix.columns &&
         other.values == matrix.values && other.more_rows == matrix.more_rows;
}

}  // namespace nntrain
