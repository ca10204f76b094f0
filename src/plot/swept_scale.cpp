#include "plot/swept_scale.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "math/elementary.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

/// The largest distance of neighbors as a multiple of the smallest. places: two or more, ascending.
double unevenness(const std::vector<double>& places) {
  double least = places[1] - places[0];
  double most = least;
  for (std::size_t i = 1; i + 1 < places.size(); ++i) {
    least = std::min(least, places[i + 1] - places[i]);
    most = std::max(most, places[i + 1] - places[i]);
  }
  return most / least;
}

/// Whether the logarithms of these ascending numbers are spaced more evenly than they.
bool are_even_in_logarithm(const std::vector<double>& numbers) {
  constexpr double kWide = 8;  // times the least: below, both scales show the same
  if (numbers.size() < 2 || !(numbers.front() > 0) || numbers.back() < kWide * numbers.front()) return false;
  std::vector<double> logarithms;
  for (const double number : numbers) logarithms.push_back(log(number));
  return numbers.size() == 2 || unevenness(logarithms) < unevenness(numbers);
}

}  // namespace

std::string swept_text(const std::string& value) {
  constexpr std::size_t kLongest = 20;
  return value.empty() ? "-" : short_label(value, kLongest);
}

SweptScale scale_of(const PicturedSweep& sweep, std::size_t axis) {
  SweptScale scale;
  std::vector<std::pair<double, std::string>> numbers;
  for (const SweptPoint& point : sweep.points) {
    const std::string& value = point.settings[axis];
    if (!scale.indices.emplace(value, scale.values.size()).second) continue;
    scale.places.push_back(static_cast<double>(scale.values.size()));
    scale.values.push_back(value);
    const ParsedNumber number = parse_number(value);
    if (number.status == NumberStatus::kOk) numbers.emplace_back(number.value, value);
  }
  scale.are_numbers = numbers.size() == scale.values.size();
  if (!scale.are_numbers) return scale;
  std::sort(numbers.begin(), numbers.end());  // ties: by the text, and no two are equal
  scale.values.clear();
  scale.places.clear();
  for (const auto& [number, text] : numbers) {
    scale.indices[text] = scale.values.size();
    scale.values.push_back(text);
    scale.places.push_back(number);
  }
  scale.is_log = are_even_in_logarithm(scale.places);
  for (double& place : scale.places) place = scale.is_log ? log(place) : place;
  return scale;
}

Bounds SweptScale::bounds() const {
  if (!are_numbers) return {-0.5, static_cast<double>(values.size()) - 0.5};
  return bounds_of(places);
}

std::vector<AxisName> SweptScale::names() const {
  std::vector<AxisName> all;
  if (are_numbers && !is_log) {
    constexpr double kFewNumbers = 5;  // gnuplot divides a shorter axis into fractions
    const bool are_whole =
        std::all_of(places.begin(), places.end(), [](double place) { return place == std::round(place); });
    if (!are_whole || places.back() - places.front() > kFewNumbers) return all;
    const auto steps = static_cast<int>(places.back() - places.front());
    for (int step = 0; step <= steps; ++step) {
      const double place = places.front() + step;
      all.push_back({fmt::format("{:.0f}", place), place});
    }
    return all;
  }
  for (std::size_t i = 0; i < values.size(); ++i) all.push_back({swept_text(values[i]), places[i]});
  return all;
}

double SweptScale::share_of(const std::string& value) const {
  const double range = places.back() - places.front();
  return range > 0 ? (place_of(value) - places.front()) / range : 0.5;
}

}  // namespace nntrain
