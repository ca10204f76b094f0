#pragma once

#include <map>
#include <set>
#include <span>
#include <string>

#include "trace/board.hpp"

namespace nntrain {

/// Decides what of the boards of a trace is shown: what was chosen, and no matrix twice.
///
/// Where the matrix that was shown last under a name has the same rows, columns and numbers, a remark stands
/// in its place: "(X: as above)", "(W1: as new W1 above)". "new" and "old" do not count for a name here: the
/// weights after an update are those before the next one. A matrix that is another one by its formula,
/// "h1 = z1", is left out where that one was shown.
class BoardEditor {
 public:
  /// `chosen` has names of the trace; none: all are shown. Of chosen names only what they need is shown: no
  /// parts, no title without anything below it, and no formula or remark a second time.
  explicit BoardEditor(std::set<std::string> chosen) : chosen_(std::move(chosen)) {}

  /// What is shown of a section, one title and what is below it; call it in the order of the trace.
  Board edited(const Board& section);

 private:
  using Pieces = std::span<const Board::Piece>;

  bool is_chosen(const Board::Piece& piece) const;
  void edit_group(Pieces group, Board& out);
  void edit_matrix(const BoardMatrix& matrix, bool shows_formula, Board& out);
  bool was_shown(const BoardMatrix& matrix, const std::string& name) const;

  std::set<std::string> chosen_;
  std::map<std::string, BoardMatrix> shown_;  // the last one of each name, without "new" and "old"
  std::set<std::string> texts_;               // formulas and remarks that were shown
};

}  // namespace nntrain
