#include "check/shift.hpp"

#include <cmath>

namespace nntrain {
namespace {

/// 0 / 0 is 0: nothing varies, and nothing moved.
double in_units(double difference, double unit) {
  return difference == 0 ? 0 : difference / unit;
}

}  // namespace

bool Shift::is_large() const {
  return std::abs(errors) > kErrors && std::abs(deviations) > kDeviations;
}

bool Shift::is_beyond(const Shift& other) const {
  return !std::isnan(errors) && !(std::abs(errors) <= std::abs(other.errors));
}

Shift mean_shift(const Seen& then, const Seen& now) {
  if (then.values < Shift::kFewestValues || now.values < Shift::kFewestValues) return {};
  const double of_then = then.deviation / std::sqrt(static_cast<double>(then.values));
  const double of_now = now.deviation / std::sqrt(static_cast<double>(now.values));
  const double error = std::sqrt(of_then * of_then + of_now * of_now);
  const double difference = now.mean - then.mean;
  return {in_units(difference, error), in_units(difference, then.deviation)};
}

Shift share_shift(std::size_t then, std::size_t all_then, std::size_t now, std::size_t all_now) {
  if (all_then < Shift::kFewestValues || all_now < Shift::kFewestValues) return {};
  const auto n1 = static_cast<double>(all_then);
  const auto n2 = static_cast<double>(all_now);
  const double p1 = static_cast<double>(then) / n1;
  const double p2 = static_cast<double>(now) / n2;
  const double p = static_cast<double>(then + now) / (n1 + n2);
  const double error = std::sqrt(p * (1 - p) * (1 / n1 + 1 / n2));
  return {in_units(p2 - p1, error), in_units(p2 - p1, std::sqrt(p1 * (1 - p1)))};
}

}  // namespace nntrain
