#include <algorithm>
#include <cmath>

#include "plot/panel_script.hpp"

namespace nntrain {
void PanelScript::write_data() {
  for (const Series& series : panel_.series) write_points(series);
  if (panel_.surface) write_surface(*panel_.surface);
  if (!panel_.cells.empty()) write_cells();
}

void PanelScript::write_points(const Series& series) {
  line("{}{} << EOD", prefix_, points_++);
  if (series.kind == Series::Kind::kSideBars) {
    for (const Point& end : series.points) {
      for (const Point& point : filled_in({{0, end.y}, end})) line("{} {}", point.x, point.y);
    }
    line("EOD");
    return;
  }
  const std::vector<Point> points = series.is_line() ? filled_in(series.points) : series.points;
  for (const Point& point : points) line("{} {}", point.x, point.y);
  line("EOD");
}

std::vector<Point> PanelScript::filled_in(const std::vector<Point>& points) const {
  const auto length = static_cast<double>(2 * canvas_.width);
  std::vector<Point> all;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i > 0) {
      const Point& a = points[i - 1];
      const Point& b = points[i];
      const double x = std::abs(b.x - a.x) / (panel_.x.high - panel_.x.low);
      const double y = panel_.is_log ? 1 : std::abs(b.y - a.y) / (panel_.y.high - panel_.y.low);
      const bool is_drawn = std::isfinite(x) && std::isfinite(y);
      const double share_of_axis = is_drawn ? std::min(std::max(x, y), 1.0) : 0;
      const auto steps = static_cast<std::size_t>(share_of_axis * length) + 1;
      for (std::size_t k = 1; k < steps; ++k) {
        const double share = static_cast<double>(k) / static_cast<double>(steps);
        all.push_back({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)});
      }
    }
    all.push_back(points[i]);
  }
  return all;
}

void PanelScript::write_surface(const Surface& surface) {
  line("set contour base\nunset surface");
  for (std::size_t k = 0; k < surface.contours.size(); ++k) write_contours(surface, surface.contours[k], k);
  line("unset contour\nset surface");
}

void PanelScript::write_contours(const Surface& surface, const Contours& contours, std::size_t number) {
  line("{}grid << EOD", prefix_);
  for (std::size_t i = 0; i < contours.values.size(); ++i) {
    line("{} {} {}", place_of(panel_.x, i % surface.columns, surface.columns),
         place_of(panel_.y, i / surface.columns, surface.rows), contours.values[i]);
    if ((i + 1) % surface.columns == 0) line("");
  }
  line("EOD");
  const std::vector<double> levels = crossed_levels(contours);
  line("{}contours{} << EOD\nEOD", prefix_, number);
  if (levels.empty()) return;
  line("set cntrparam levels discrete {}", fmt::join(levels, ","));
  line("set table {}contours{}\nsplot {}grid\nunset table", prefix_, number, prefix_);
}

std::vector<double> PanelScript::crossed_levels(const Contours& contours) {
  const auto [least, most] = std::minmax_element(contours.values.begin(), contours.values.end());
  std::vector<double> levels;
  for (const double level : contours.levels) {
    if (*least < level && level < *most) levels.push_back(level);
  }
  return levels;
}

void PanelScript::write_cells() {
  line("{}cells << EOD", prefix_);
  for (const CountCell& cell : panel_.cells) line("{} {} {}", cell.x, cell.y, cell.text);
  line("EOD");
}

}  // namespace nntrain
