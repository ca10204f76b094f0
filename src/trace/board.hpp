#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace nntrain {

/// A matrix with names of its rows and columns, as on a lecturer's board.
struct BoardMatrix {
  std::string name;
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  std::vector<double> values;  ///< row by row
  std::size_t more_rows = 0;   ///< rows that are not shown
  std::string same_as{};       ///< a matrix whose numbers these are by the formula, or ""
};

/// The content of a lecturer's board, piece by piece, without its layout.
class Board {
 public:
  /// kResult: a formula with its value, "C = 1/2 sum (yhat - y)^2 = 0.5".
  enum class Kind { kTitle, kPart, kFormula, kResult, kRemark, kMatrix };
  struct Piece {
    Kind kind;
    std::string text;
    std::vector<std::string> about{};  ///< the names in the trace that it belongs to; none: its section
    BoardMatrix matrix{};
  };

  /// What follows belongs to these names, up to the next title or part.
  void about(std::vector<std::string> names) { about_ = std::move(names); }

  void title(std::string text) { begin(Kind::kTitle, std::move(text)); }
  void part(std::string text) { begin(Kind::kPart, std::move(text)); }
  void formula(std::string text) { pieces_.push_back({Kind::kFormula, std::move(text), about_}); }
  void result(std::string text) { pieces_.push_back({Kind::kResult, std::move(text), about_}); }
  void remark(std::string text) { pieces_.push_back({Kind::kRemark, std::move(text), about_}); }
  void matrix(BoardMatrix matrix) { pieces_.push_back({Kind::kMatrix, "", about_, std::move(matrix)}); }

  void add(Piece piece) { pieces_.push_back(std::move(piece)); }
  const std::vector<Piece>& pieces() const { return pieces_; }

 private:
  void begin(Kind kind, std::string text) {
    about_.clear();
    pieces_.push_back({kind, std::move(text)});
  }

  std::vector<Piece> pieces_;
  std::vector<std::string> about_;
};

/// Nine significant digits; zero and NaN without a sign.
std::string board_number(double value);

/// The board as text for a terminal: matrices have aligned columns.
std::string board_text(const Board& board);

/// The board as Markdown for a hand-out: headings, formulas as code, matrices as tables.
std::string board_markdown(const Board& board);

}  // namespace nntrain
