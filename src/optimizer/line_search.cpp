#include "optimizer/line_search.hpp"

#include <algorithm>
#include <cmath>

namespace nntrain {
namespace {

constexpr double kDecrease = 1e-4;
constexpr double kCurvature = 0.9;

/// The minimum, within [from, to], of the cubic through two points with their slopes (Nocedal and Wright,
/// equation 3.59); the middle where it has none.
double cubic_minimum(const LinePoint& a, const LinePoint& b, double from, double to) {
  const double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
  const double square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return (from + to) / 2;
  const double d2 = b.step > a.step ? std::sqrt(square) : -std::sqrt(square);
  const double step = b.step - (b.step - a.step) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
  if (!std::isfinite(step)) return (from + to) / 2;
  return step < from ? from : step > to ? to : step;
}

class Search {
 public:
  Search(const LinePoint& start, int most, const std::function<LinePoint(double)>& probe)
      : start_(start), left_(most), probe_(probe) {}

  LinePoint run(double first) {
    const LinePoint found = find(first);
    const bool is_wolfe = falls_enough(found) && is_flat(found);
    return is_wolfe || found.value < start_.value ? found : start_;
  }

 private:
  LinePoint find(double first) {
    LinePoint before = start_;
    LinePoint here = at(first);
    // A step into the void is shortened until there is ground again.
    while (!is_finite(here) && left_ > 0) here = at((before.step + here.step) / 8);
    if (!is_finite(here)) return start_;
    for (;;) {
      if (!falls_enough(here) || (before.step > 0 && here.value >= before.value)) return zoom(before, here);
      if (is_flat(here) || left_ == 0) return here;
      if (here.slope >= 0) return zoom(here, before);
      const double least = here.step + 0.1 * (here.step - before.step);
      const double next = cubic_minimum(before, here, least, 10 * here.step);
      before = here;
      here = at(next);
      if (!is_finite(here)) return before;
    }
  }

  static bool is_finite(const LinePoint& point) {
    return std::isfinite(point.value) && std::isfinite(point.slope);
  }
  bool falls_enough(const LinePoint& point) const {
    return point.value <= start_.value + kDecrease * point.step * start_.slope;
  }
  bool is_flat(const LinePoint& point) const {
    return std::abs(point.slope) <= kCurvature * std::abs(start_.slope);
  }
  LinePoint at(double step) {
    --left_;
    return probe_(step);
  }

  /// Narrows the interval between `low`, the lowest point that falls enough (or the start), and `high`.
  LinePoint zoom(LinePoint low, LinePoint high) {
    while (left_ > 0) {
      const double from = std::min(low.step, high.step);
      const double to = std::max(low.step, high.step);
      const double margin = 0.1 * (to - from);
      if (!(margin > 1e-16 * to)) break;
      const LinePoint here = at(cubic_minimum(low, high, from + margin, to - margin));
      if (!is_finite(here) || !falls_enough(here) || here.value >= low.value) {
        high = here;
      } else {
        if (is_flat(here)) return here;
        if (here.slope * (high.step - low.step) >= 0) high = low;
        low = here;
      }
    }
    return low;
  }

  LinePoint start_;
  int left_;
  const std::function<LinePoint(double)>& probe_;
};

}  // namespace

LinePoint search_line(const LinePoint& start, double first, int most,
                      const std::function<LinePoint(double step)>& probe) {
  return Search(start, most, probe).run(first);
}

}  // namespace nntrain
