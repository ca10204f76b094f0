#include "report/scales.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr double kOffScale = 2.5;
constexpr double kFarOffScale = 10;

double deviation_of_all(const Moments& moments) {
  return moments.deviation(static_cast<double>(moments.count));
}

}  // namespace

double scale_factor(const Moments& moments) {
  if (moments.count == 0) return 0;
  const double deviation = deviation_of_all(moments);
  return std::max({std::abs(moments.mean), deviation, deviation > 0 ? 1 / deviation : 0});
}

bool are_off_scale(const Moments& moments) {
  return scale_factor(moments) > kOffScale;
}

bool are_far_off_scale(const Moments& moments) {
  return scale_factor(moments) > kFarOffScale;
}

bool can_be_scaled(const Moments& moments) {
  const double deviation = deviation_of_all(moments);
  const double squares = deviation * deviation * static_cast<double>(moments.count);
  const double sum = moments.size() * static_cast<double>(moments.count);
  return std::isfinite(squares) && std::isfinite(sum) && (squares > 0 || deviation == 0);
}

std::string scale_text(const std::string& name, const Moments& moments) {
  return fmt::format("'{}' has the mean {:.3g} and the deviation {:.3g}", printable(name), moments.mean,
                     deviation_of_all(moments));
}

std::string in_another_unit(const std::string& names) {
  return "another unit for " + names + ": a double cannot hold the squares of its numbers";
}

}  // namespace nntrain
