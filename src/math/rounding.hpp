#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace nntrain {

/// Whether numbers from `min` to `max` differ by no more than a few roundings, as 0.3 and 0.1 + 0.2 do: by at
/// most 4 x 2^-52 of the larger size, which is four to eight units in its last place. False for NaN.
inline bool are_equal_but_for_rounding(double min, double max) {
  constexpr double kTolerance = 4 * std::numeric_limits<double>::epsilon();
  return max - min <= kTolerance * std::max(std::abs(min), std::abs(max));
}

}  // namespace nntrain
