#include "metrics/spread.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "metrics/student.hpp"

namespace nntrain {

MetricSpread spread_of(std::vector<double> values, double held_out_per_train) {
  MetricSpread spread;
  spread.values = std::move(values);
  double sum = 0;
  for (const double value : spread.values) {
    if (std::isnan(value)) continue;
    if (spread.defined++ == 0) spread.min = spread.max = value;
    spread.min = std::min(spread.min, value);
    spread.max = std::max(spread.max, value);
    sum += value;
  }
  if (spread.defined == 0) return spread;
  const auto count = static_cast<double>(spread.defined);
  // Rounding must not move a mean out of its values.
  spread.mean = std::min(std::max(sum / count, spread.min), spread.max);
  if (spread.defined == 1) return spread;
  double squares = 0;
  for (const double value : spread.values) {
    if (!std::isnan(value)) squares += (value - spread.mean) * (value - spread.mean);
  }
  spread.sd = std::sqrt(squares / (count - 1));
  const double width = student_95(spread.defined - 1) * spread.sd * std::sqrt(1 / count + held_out_per_train);
  spread.interval = {spread.mean - width, spread.mean + width};
  return spread;
}

void widen(MetricSpread& spread, const Interval& least) {
  if (spread.defined < 2) return;
  spread.interval = {std::min(spread.interval.low, least.low), std::max(spread.interval.high, least.high)};
}

void cut(MetricSpread& spread, const Interval& bounds) {
  if (spread.defined < 2) return;
  spread.interval = {std::max(spread.interval.low, bounds.low), std::min(spread.interval.high, bounds.high)};
}

}  // namespace nntrain
