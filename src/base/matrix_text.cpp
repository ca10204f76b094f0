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

std::string shown(const std::string& name) {
  return printable(name, kWidestLabel - 3);
}

std::size_t widest(const std::vector<std::string>& names) {
  std::size_t width = 0;
  for (const std::string& name : names) width = std::max(width, width_of(shown(name)));
  return width;
}

}  // namespace

void write_matrix(const std::string& name, const std::vector<std::string>& rows,
                  const std::vector<std::string>& columns,
                  const std::function<std::string(std::size_t row, std::size_t column)>& cell,
                  const std::function<void(std::string_view)>& write) {
  const std::size_t name_width = widest(rows);
  std::size_t width = std::max(kNarrowestCell, widest(columns) + 2);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < columns.size(); ++column)
      width = std::max(width, width_of(cell(row, column)) + 2);
  }
  const std::size_t per_part = std::max<std::size_t>(1, (kWidth - name_width - 2) / width);
  std::string line;
  for (std::size_t begin = 0; begin < columns.size(); begin += per_part) {
    const std::size_t end = std::min(begin + per_part, columns.size());
    line = fmt::format("{}{:<{}}", begin > 0 ? "\n" : "", name, name_width + 2);
    for (std::size_t column = begin; column < end; ++column)
      line += fmt::format("{:>{}}", shown(columns[column]), width);
    write(line += '\n');
    for (std::size_t row = 0; row < rows.size(); ++row) {
      line = fmt::format("  {:<{}}", shown(rows[row]), name_width);
      for (std::size_t column = begin; column < end; ++column)
        line += fmt::format("{:>{}}", cell(row, column), width);
      write(line += '\n');
    }
  }
}

std::string matrix_text(const std::string& name, const std::vector<std::string>& rows,
                        const std::vector<std::string>& columns, const std::vector<std::string>& cells) {
  std::string out;
  write_matrix(
      name, rows, columns,
      [&](std::size_t row, std::size_t column) { return cells[row * columns.size() + column]; },
      [&out](std::string_view line) { out += line; });
  return out;
}

}  // namespace nntrain
