#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace nntrain {

/// A matrix with names, as a lecturer's board shows it.
struct BoardMatrix {
  std::string name;
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  std::vector<double> values;  ///< row by row
  std::size_t more_rows = 0;   ///< that are not shown
};

/// What is written on a lecturer's board, piece by piece; how it looks is the writers' business.
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

/// Nine significant digits; a zero or NaN without its sign.
std::string board_number(double value);

/// For a terminal: matrices in aligned columns.
std::string board_text(const Board& board);

/// For a hand-out: headings, formulas as code, matrices as tables.
std::string board_markdown(const Board& board);

}  // namespace nntrain
