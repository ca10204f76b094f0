#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "trace/board.hpp"

namespace nntrain {

/// Decides what of the groups of a trace is shown again: no matrix twice.
///
/// Where the matrix that was shown last under a name has the same rows, columns and numbers, a remark stands
/// in its place: "(X: as above)", "(W1: as new W1 above)". "new" and "old" do not count for a name here: the
/// weights after an update are those before the next one. A matrix that is another one by its formula,
/// "h1 = z1", is left out where that one was shown.
class BoardEditor {
 public:
  /// Of a trace that is not whole, but of chosen names, only what they need is shown: no title without
  /// anything below it, and no formula or remark a second time.
  explicit BoardEditor(bool is_whole) : is_whole_(is_whole) {}

  /// What is shown of a group, with the title of its section if it is the first there; call it in the order
  /// of the trace.
  BoardGroup edited(BoardGroup group);

 private:
  void edit_quantity(BoardGroup group, BoardGroup& out);
  void edit_matrix(BoardPiece piece, bool shows_formula, BoardGroup& out);
  bool was_shown(const BoardMatrix& matrix, const std::string& name) const;
  bool is_known(const BoardPiece& piece);

  bool is_whole_;
  BoardGroup head_;  // of the section, until something is shown below it
  std::map<std::string, std::shared_ptr<const BoardMatrix>> shown_;  // the last of each name, without "new"
  std::set<std::string> texts_;  // formulas and remarks that were shown, if the trace is not whole
};

}  // namespace nntrain
