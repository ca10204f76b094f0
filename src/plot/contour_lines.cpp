#include "plot/contour_lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace nntrain {
namespace {

constexpr std::size_t kNoPoint = std::numeric_limits<std::size_t>::max();

/// Joins the pieces of lines within the cells of a grid. A piece leads from one edge of a cell to another;
/// each edge has at most two pieces.
class ContourTracer {
 public:
  ContourTracer(const ValueGrid& grid, double level)
      : grid_(grid),
        level_(level),
        columns_(grid.xs.size()),
        links_(2 * grid.values.size(), {kNoPoint, kNoPoint}) {}

  std::vector<Polyline> lines() {
    for (std::size_t row = 0; row + 1 < grid_.ys.size(); ++row) {
      for (std::size_t column = 0; column + 1 < columns_; ++column) add_cell(column, row);
    }
    std::vector<Polyline> lines;
    for (const bool is_open : {true, false}) {
      for (std::size_t edge = 0; edge < links_.size(); ++edge) {
        const bool is_start = links_[edge][0] != kNoPoint && (!is_open || links_[edge][1] == kNoPoint);
        if (is_start) lines.push_back(line_from(edge));
      }
    }
    return lines;
  }

 private:
  double value(std::size_t column, std::size_t row) const { return grid_.values[row * columns_ + column]; }
  /// The edge from a point to the next one in its row, or to the one above.
  std::size_t along(std::size_t column, std::size_t row) const { return 2 * (row * columns_ + column); }
  std::size_t upward(std::size_t column, std::size_t row) const { return along(column, row) + 1; }

  void link(std::size_t a, std::size_t b) {
    links_[a][links_[a][0] == kNoPoint ? 0 : 1] = b;
    links_[b][links_[b][0] == kNoPoint ? 0 : 1] = a;
  }

  void add_cell(std::size_t column, std::size_t row) {
    const std::array<double, 4> corners = {value(column, row), value(column + 1, row),
                                           value(column + 1, row + 1), value(column, row + 1)};
    for (const double corner : corners) {
      if (!std::isfinite(corner)) return;
    }
    // The edges in the order of the corners: edge i leads from corner i to the next one.
    const std::array<std::size_t, 4> edges = {along(column, row), upward(column + 1, row),
                                              along(column, row + 1), upward(column, row)};
    std::array<std::size_t, 4> crossed{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      if ((corners[i] >= level_) != (corners[(i + 1) % 4] >= level_)) crossed[count++] = edges[i];
    }
    if (count == 2) link(crossed[0], crossed[1]);
    if (count < 4) return;
    const double mean = corners[0] / 4 + corners[1] / 4 + corners[2] / 4 + corners[3] / 4;
    const bool is_first_alone = (mean >= level_) != (corners[0] >= level_);
    link(crossed[is_first_alone ? 3 : 0], crossed[is_first_alone ? 0 : 1]);
    link(crossed[is_first_alone ? 1 : 2], crossed[is_first_alone ? 2 : 3]);
  }

  Point point_on(std::size_t edge) const {
    const std::size_t column = edge / 2 % columns_;
    const std::size_t row = edge / 2 / columns_;
    const bool is_upward = edge % 2 == 1;
    const double a = value(column, row);
    const double b = is_upward ? value(column, row + 1) : value(column + 1, row);
    const double length = b - a;
    const double share = std::isfinite(length) && length != 0 ? (level_ - a) / length : 0.5;
    if (is_upward) return {grid_.xs[column], grid_.ys[row] + share * (grid_.ys[row + 1] - grid_.ys[row])};
    return {grid_.xs[column] + share * (grid_.xs[column + 1] - grid_.xs[column]), grid_.ys[row]};
  }

  /// Follows the pieces from an edge to the other end, or around; they are used up then.
  Polyline line_from(std::size_t first) {
    Polyline line = {point_on(first)};
    std::size_t edge = first;
    while (links_[edge][0] != kNoPoint || links_[edge][1] != kNoPoint) {
      const std::size_t which = links_[edge][0] != kNoPoint ? 0 : 1;
      const std::size_t next = links_[edge][which];
      links_[edge][which] = kNoPoint;
      links_[next][links_[next][0] == edge ? 0 : 1] = kNoPoint;
      line.push_back(point_on(next));
      edge = next;
    }
    return line;
  }

  const ValueGrid& grid_;
  double level_;
  std::size_t columns_;
  std::vector<std::array<std::size_t, 2>> links_;  ///< of each edge: the edges that pieces lead to
};

/// The square of the distance from a point to the line from a to b.
double distance_squared(const Point& p, const Point& a, const Point& b) {
  const double x = b.x - a.x;
  const double y = b.y - a.y;
  const double length = x * x + y * y;
  const double along = length == 0 ? 0 : ((p.x - a.x) * x + (p.y - a.y) * y) / length;
  const double share = std::clamp(along, 0.0, 1.0);
  const double off_x = p.x - a.x - share * x;
  const double off_y = p.y - a.y - share * y;
  return off_x * off_x + off_y * off_y;
}

}  // namespace

std::vector<Polyline> contour_lines(const ValueGrid& grid, double level) {
  return ContourTracer(grid, level).lines();
}

Polyline simplified(const Polyline& line, double tolerance) {
  if (line.size() < 3) return line;
  std::vector<bool> is_kept(line.size(), false);
  is_kept.front() = is_kept.back() = true;
  std::vector<std::array<std::size_t, 2>> open = {{0, line.size() - 1}};
  while (!open.empty()) {
    const auto [from, to] = open.back();
    open.pop_back();
    double most = tolerance * tolerance;
    std::size_t farthest = from;
    for (std::size_t i = from + 1; i < to; ++i) {
      const double distance = distance_squared(line[i], line[from], line[to]);
      if (distance <= most) continue;
      most = distance;
      farthest = i;
    }
    if (farthest == from) continue;
    is_kept[farthest] = true;
    open.push_back({from, farthest});
    open.push_back({farthest, to});
  }
  Polyline result;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (is_kept[i]) result.push_back(line[i]);
  }
  return result;
}

}  // namespace nntrain
