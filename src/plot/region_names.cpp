#include "plot/region_names.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "plot/free_places.hpp"
#include "plot/svg_text.hpp"

namespace nntrain {
namespace {

constexpr double kNarrowPanel = 330;      // its width in an SVG's units
constexpr double kHalfHeight = 0.03;      // of the height of a panel
constexpr std::size_t kWidestMargin = 8;  // points of the grid; more room makes no place better

/// Counts over the points of a grid, and their sums over any rectangle of it.
class GridCounts {
 public:
  GridCounts(std::size_t columns, std::size_t rows)
      : columns_(columns), rows_(rows), sums_((columns + 1) * (rows + 1)) {}

  void add(std::size_t column, std::size_t row) { ++at(column + 1, row + 1); }
  /// Once, after all are added.
  void sum_up() {
    for (std::size_t row = 1; row <= rows_; ++row) {
      for (std::size_t column = 1; column <= columns_; ++column)
        at(column, row) += at(column - 1, row) + at(column, row - 1) - at(column - 1, row - 1);
    }
  }
  /// The sum from the first of these points to the last one, both included.
  std::size_t within(std::size_t left, std::size_t low, std::size_t right, std::size_t high) const {
    return at(right + 1, high + 1) + at(left, low) - at(left, high + 1) - at(right + 1, low);
  }

 private:
  std::size_t& at(std::size_t column, std::size_t row) { return sums_[row * (columns_ + 1) + column]; }
  std::size_t at(std::size_t column, std::size_t row) const { return sums_[row * (columns_ + 1) + column]; }

  std::size_t columns_;
  std::size_t rows_;
  std::vector<std::size_t> sums_;
};

std::size_t index_on(Bounds bounds, double value, std::size_t count) {
  const double share = (value - bounds.low) / (bounds.high - bounds.low);
  return static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * static_cast<double>(count - 1)));
}

/// A place for a text, by the point of the grid at its middle.
struct TextPlace {
  std::size_t column;
  std::size_t row;
  std::size_t covered;
  std::size_t margin;
};

/// The best place for a text of this size, in points of the grid on each side of its middle.
std::optional<TextPlace> place_in(const GridCounts& others, const GridCounts& covered, std::size_t columns,
                                  std::size_t rows, std::size_t half_width, std::size_t half_height) {
  std::optional<TextPlace> best;
  for (std::size_t row = half_height; row + half_height < rows; ++row) {
    for (std::size_t column = half_width; column + half_width < columns; ++column) {
      std::size_t margin = 0;
      for (std::size_t more = 1; more <= kWidestMargin; ++more) {
        const std::size_t x = half_width + more;
        const std::size_t y = half_height + more;
        const bool is_inside = column >= x && column + x < columns && row >= y && row + y < rows;
        if (!is_inside || others.within(column - x, row - y, column + x, row + y) > 0) break;
        margin = more;
      }
      if (margin == 0) continue;
      const std::size_t count =
          covered.within(column - half_width, row - half_height, column + half_width, row + half_height);
      if (best && (count > best->covered || (count == best->covered && margin <= best->margin))) continue;
      best = TextPlace{column, row, count, margin};
    }
  }
  return best;
}

}  // namespace

std::vector<PlacedText> region_names(const RegionGrid& grid, const std::vector<std::string>& names,
                                     const std::vector<Point>& points) {
  const std::size_t rows = grid.regions.size() / grid.columns;
  GridCounts covered(grid.columns, rows);
  for (const Point& point : points)
    covered.add(index_on(grid.x, point.x, grid.columns), index_on(grid.y, point.y, rows));
  covered.sum_up();
  std::vector<PlacedText> texts;
  for (std::size_t region = 0; region < names.size(); ++region) {
    if (names[region].empty()) continue;
    GridCounts others(grid.columns, rows);
    for (std::size_t i = 0; i < grid.regions.size(); ++i) {
      if (grid.regions[i] != region) others.add(i % grid.columns, i / grid.columns);
    }
    others.sum_up();
    const double width = text_width(names[region], kSmallLetters) / kNarrowPanel;
    const auto half_width = static_cast<std::size_t>(width / 2 * static_cast<double>(grid.columns)) + 1;
    const auto half_height = static_cast<std::size_t>(kHalfHeight * static_cast<double>(rows)) + 1;
    const std::optional<TextPlace> place =
        place_in(others, covered, grid.columns, rows, half_width, half_height);
    if (!place) continue;
    texts.push_back({{place_of(grid.x, place->column, grid.columns), place_of(grid.y, place->row, rows)},
                     names[region],
                     PlacedText::Anchor::kMiddle});
  }
  return texts;
}

}  // namespace nntrain
