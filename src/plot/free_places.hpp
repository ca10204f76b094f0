#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// A rectangle, or the room of a text.
struct Box {
  Bounds x;
  Bounds y;
};

/// The places that texts and nodes have taken, so that the next text covers none of them.
class FreePlaces {
 public:
  void take(const Box& box) { taken_.push_back(box); }
  /// Takes the place if nothing is there; returns whether it did.
  bool take_free(const Box& box);

 private:
  std::vector<Box> taken_;
};

/// The size of small texts, and their height with the room around them, in an SVG's units.
inline constexpr double kSmallLetters = 11;
inline constexpr double kTextHeight = 12;

/// The room of a text with its middle at `at`; a unit of x and y is `x_scale` and `y_scale` of an SVG's.
Box room_of(const std::string& text, Point at, double x_scale = 1, double y_scale = 1);

}  // namespace nntrain
