#include "base/matrix_text.hpp"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kWidestLabel = 30;
constexpr std::size_t kWidth = 100;
constexpr std::size_t kNarrowestCell = 12;

std::vector<std::string> shown(const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  for (const std::string& name : names) shown.push_back(printable(name, kWidestLabel - 3));
  return shown;
}

std::size_t widest(const std::vector<std::string>& names) {
  std::size_t width = 0;
  for (const std::string& name : names) width = std::max(width, width_of(name));
  return width;
}

}  // namespace

std::string matrix_text(const std::string& name, const std::vector<std::string>& rows,
                        const std::vector<std::string>& columns, const std::vector<std::string>& cells) {
  std::string out;
  const std::vector<std::string> row_names = shown(rows);
  const std::vector<std::string> column_names = shown(columns);
  const std::size_t name_width = widest(row_names);
  const std::size_t cell = std::max({kNarrowestCell, widest(column_names) + 2, widest(cells) + 2});
  const std::size_t per_part = std::max<std::size_t>(1, (kWidth - name_width - 2) / cell);
  for (std::size_t begin = 0; begin < columns.size(); begin += per_part) {
    const std::size_t end = std::min(begin + per_part, columns.size());
    if (begin > 0) out += '\n';
    out += fmt::format("{:<{}}", name, name_width + 2);
    for (std::size_t column = begin; column < end; ++column) {
      out += fmt::format("{:>{}}", column_names[column], cell);
    }
    out += '\n';
    for (std::size_t row = 0; row < rows.size(); ++row) {
      out += fmt::format("  {:<{}}", row_names[row], name_width);
      for (std::size_t column = begin; column < end; ++column) {
        out += fmt::format("{:>{}}", cells[row * columns.size() + column], cell);
      }
      out += '\n';
    }
  }
  return out;
}

}  // namespace nntrain
