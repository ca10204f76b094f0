#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace nntrain {

/// The names of rows, which all matrices of a pass share.
using RowNames = std::shared_ptr<const std::vector<std::string>>;

/// A matrix with names of its rows and columns, as on a lecturer's board.
struct BoardMatrix {
  std::string name;
  RowNames rows;
  std::vector<std::string> columns;
  std::vector<double> values;  ///< row by row
  std::size_t more_rows = 0;   ///< rows that are not shown
  std::string same_as{};       ///< a matrix whose numbers these are by the formula, or ""
};

/// What is written on a lecturer's board, without its layout.
struct BoardPiece {
  /// kResult: a formula with its value, "C = 1/2 sum (yhat - y)^2 = 0.5". kState: a remark with numbers of
  /// this update.
  enum class Kind { kTitle, kPart, kFormula, kResult, kRemark, kState, kMatrix };
  Kind kind;
  std::string text;
  std::shared_ptr<const BoardMatrix> matrix{};
};

/// A title and the remarks on its section, the name of a part, or what belongs to one quantity.
using BoardGroup = std::vector<BoardPiece>;

/// Takes what is written on a board and hands it on, a group at a time, so that no more than that is in
/// memory. What was not chosen is neither built nor handed on.
class Board {
 public:
  /// `chosen` has names of the trace; none: all, and only then the names of parts. Keeps a reference to it.
  Board(const std::set<std::string>& chosen, std::function<void(BoardGroup)> show)
      : chosen_(chosen), show_(std::move(show)) {}

  /// What follows belongs to these names, up to the next title or part.
  void about(const std::vector<std::string>& names);

  void title(std::string text);
  void part(std::string text);
  void formula(std::string text) { add({BoardPiece::Kind::kFormula, std::move(text)}); }
  void result(std::string text) { add({BoardPiece::Kind::kResult, std::move(text)}); }
  void remark(std::string text) { add({BoardPiece::Kind::kRemark, std::move(text)}); }
  void state(std::string text) { add({BoardPiece::Kind::kState, std::move(text)}); }
  /// Calls `make` only if the matrix is shown.
  void matrix(const std::function<BoardMatrix()>& make);

  /// Hands on the last group.
  void end();

 private:
  void add(BoardPiece piece);

  const std::set<std::string>& chosen_;
  std::function<void(BoardGroup)> show_;
  BoardGroup group_;
  std::vector<std::string> about_;
  bool is_wanted_ = true;  // what follows
};

/// Nine significant digits; zero and NaN without a sign.
std::string board_number(double value);

}  // namespace nntrain
