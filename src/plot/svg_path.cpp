#include "plot/svg_path.hpp"

#include <cmath>

#include "plot/svg_text.hpp"

namespace nntrain {
namespace {

std::string tenth(double value) {
  return svg_number(std::round(value * 10) / 10);
}

}  // namespace

std::string svg_path(const std::vector<Polyline>& lines) {
  std::string path;
  for (const Polyline& line : lines) {
    if (line.size() < 2) continue;
    const bool is_closed =
        line.size() > 2 && line.front().x == line.back().x && line.front().y == line.back().y;
    for (std::size_t i = 0; i + (is_closed ? 1 : 0) < line.size(); ++i) {
      path += i == 0 ? "M" : (i == 1 ? "L" : " ");
      path += tenth(line[i].x);
      path += ' ';
      path += tenth(line[i].y);
    }
    if (is_closed) path += 'z';
  }
  return path;
}

}  // namespace nntrain
