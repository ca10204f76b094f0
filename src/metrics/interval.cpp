#include "metrics/interval.hpp"

#include <cmath>

namespace nntrain {

Interval wilson_interval(std::size_t correct, std::size_t total) {
  constexpr double z = 1.959963984540054;  // the normal distribution's 97.5 % point
  const auto n = static_cast<double>(total);
  const double p = static_cast<double>(correct) / n;
  const double centre = p + z * z / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  // Where all or none is correct, a bound is exactly 1 or 0; rounding must not move it past.
  return {correct == 0 ? 0.0 : (centre - half) / scale, correct == total ? 1.0 : (centre + half) / scale};
}

}  // namespace nntrain
