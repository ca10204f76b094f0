#include "trace/board.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace nntrain {

void Board::about(const std::vector<std::string>& names) {
  if (names == about_) return;
  end();
  about_ = names;
  is_wanted_ = chosen_.empty() || std::any_of(names.begin(), names.end(), [this](const std::string& name) {
                 return chosen_.count(name) > 0;
               });
}

void Board::title(std::string text) {
  end();
  add({BoardPiece::Kind::kTitle, std::move(text)});
}

void Board::part(std::string text) {
  end();
  if (chosen_.empty()) add({BoardPiece::Kind::kPart, std::move(text)});
  end();
}

void Board::matrix(const std::function<BoardMatrix()>& make) {
  if (is_wanted_) add({BoardPiece::Kind::kMatrix, "", std::make_shared<const BoardMatrix>(make())});
}

void Board::end() {
  if (!group_.empty()) show_(std::exchange(group_, {}));
  about_.clear();
  is_wanted_ = true;
}

void Board::add(BoardPiece piece) {
  if (is_wanted_) group_.push_back(std::move(piece));
}

std::string board_number(double value) {
  if (std::isnan(value)) return "nan";
  return fmt::format("{:.9g}", value == 0 ? 0 : value);
}

}  // namespace nntrain
