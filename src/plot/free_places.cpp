#include "plot/free_places.hpp"

#include <algorithm>

#include "plot/svg_text.hpp"

namespace nntrain {
namespace {

bool overlap(Bounds a, Bounds b) {
  return a.low < b.high && b.low < a.high;
}

}  // namespace

bool FreePlaces::take_free(const Box& box) {
  const bool is_free = std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) {
    return overlap(box.x, other.x) && overlap(box.y, other.y);
  });
  if (is_free) take(box);
  return is_free;
}

Box room_of(const std::string& text, Point at, double x_scale, double y_scale) {
  const double half_width = text_width(text, kSmallLetters) / 2 / x_scale;
  const double half_height = kTextHeight / 2 / y_scale;
  return {{at.x - half_width, at.x + half_width}, {at.y - half_height, at.y + half_height}};
}

}  // namespace nntrain
