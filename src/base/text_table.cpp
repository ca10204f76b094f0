#include "base/text_table.hpp"

#include <algorithm>
#include <cstddef>

#include "base/text.hpp"

namespace nntrain {

std::string text_table(const std::vector<std::vector<std::string>>& rows, std::string_view sides) {
  std::vector<std::size_t> widths;
  for (const std::vector<std::string>& cells : rows) {
    widths.resize(std::max(widths.size(), cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], width_of(cells[i]));
  }
  std::string out;
  for (const std::vector<std::string>& cells : rows) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string blanks(widths[i] - width_of(cells[i]), ' ');
      const bool is_left = sides[std::min(i, sides.size() - 1)] == '<';
      text += (i == 0 ? "" : "  ") + (is_left ? cells[i] + blanks : blanks + cells[i]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  }
  return out;
}

}  // namespace nntrain
