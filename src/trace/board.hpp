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
};

/// The content of a lecturer's board, piece by piece, without its layout.
class Board {
 public:
  enum class Kind { kTitle, kPart, kFormula, kRemark, kMatrix };
  struct Piece {
    Kind kind;
    std::string text;
    BoardMatrix matrix{};
  };

  void title(std::string text) { pieces_.push_back({Kind::kTitle, std::move(text)}); }
  void part(std::string text) { pieces_.push_back({Kind::kPart, std::move(text)}); }
  void formula(std::string text) { pieces_.push_back({Kind::kFormula, std::move(text)}); }
  void remark(std::string text) { pieces_.push_back({Kind::kRemark, std::move(text)}); }
  void matrix(BoardMatrix matrix) { pieces_.push_back({Kind::kMatrix, "", std::move(matrix)}); }

  const std::vector<Piece>& pieces() const { return pieces_; }

 private:
  std::vector<Piece> pieces_;
};

/// Nine significant digits; zero and NaN without a sign.
std::string board_number(double value);

/// The board as text for a terminal: matrices have aligned columns.
std::string board_text(const Board& board);

/// The board as Markdown for a hand-out: headings, formulas as code, matrices as tables.
std::string board_markdown(const Board& board);

}  // namespace nntrain
