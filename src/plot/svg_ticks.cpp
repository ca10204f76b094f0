#include "plot/svg_ticks.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "math/elementary.hpp"

namespace nntrain {
namespace {

constexpr int kMostDigits = 15;  // that a double keeps
constexpr int kLongInteger = 6;  // digits; more with few of them that count become powers
constexpr std::string_view kMinus = "\xE2\x88\x92";
constexpr std::array<std::string_view, 10> kRaised = {
    "\xE2\x81\xB0", "\xC2\xB9",     "\xC2\xB2",     "\xC2\xB3",     "\xE2\x81\xB4",
    "\xE2\x81\xB5", "\xE2\x81\xB6", "\xE2\x81\xB7", "\xE2\x81\xB8", "\xE2\x81\xB9"};

/// The exponent of ten of a number in scientific notation: "1.5e-07" has -7.
int exponent_in(const std::string& text) {
  int exponent = 0;
  const std::size_t at = std::min(text.find('e') + 1, text.size());
  const std::size_t sign = text.substr(at, 1) == "+" ? 1 : 0;
  std::from_chars(text.data() + at + sign, text.data() + text.size(), exponent);
  return exponent;
}

/// The same of a value, rounded to a few digits. 0: 0.
int exponent_of(double value) {
  return exponent_in(fmt::format("{:e}", value));
}

std::string raised(int exponent) {
  std::string text = exponent < 0 ? "\xE2\x81\xBB" : "";
  for (const char digit : std::to_string(std::abs(exponent)))
    text += kRaised[static_cast<std::size_t>(digit - '0')];
  return text;
}

std::string without_zeros(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string with_minus(std::string text) {
  if (text.starts_with('-')) text.replace(0, 1, kMinus);
  return text;
}

/// m×10ⁿ with this many decimals of m at most.
std::string power_text(double value, int decimals) {
  const std::string text = fmt::format("{:.{}e}", value, decimals);
  const std::string factor = without_zeros(text.substr(0, text.find('e')));
  std::string power = "10" + raised(exponent_in(text));
  if (factor == "0" || factor == "-0") return "0";
  if (factor == "1") return power;
  return with_minus(factor == "-1" ? "-" + power : fmt::format("{}\xC3\x97{}", factor, power));
}

/// A number where `least` is the exponent of the last digit that counts, and `largest` that of the first
/// digit of the largest number along the axis.
std::string tick_text(double value, int least, int largest) {
  const int digits = largest - least + 1;
  const bool is_far = largest >= kLongInteger || largest < -4;
  constexpr int kFew = 4;
  if (is_far && (digits <= kFew || largest < -4 || largest >= kMostDigits)) {
    const int own = value == 0 ? 0 : exponent_of(value) - least;
    return power_text(value, std::clamp(own, 0, kMostDigits));
  }
  const std::string text = fmt::format("{:.{}f}", value, std::clamp(-least, 0, kMostDigits));
  return with_minus(text.find_first_not_of("-0.") == std::string::npos ? "0" : text);
}

std::string decade_text(int exponent) {
  if (exponent < -2 || exponent > 3) return "10" + raised(exponent);
  return exponent < 0 ? fmt::format("{:.{}f}", exponent == -1 ? 0.1 : 0.01, -exponent)
                      : "1" + std::string(static_cast<std::size_t>(exponent), '0');
}

double power_of_ten(int exponent) {
  double power = 1;
  for (int i = 0; i < std::abs(exponent); ++i) power *= 10;
  return exponent < 0 ? 1 / power : power;
}

}  // namespace

double decimal_log(double value) {
  return log(value) / 2.302585092994045684;  // ln 10
}

std::vector<std::string> number_texts(const std::vector<double>& values, double step) {
  double most = 0;
  for (const double value : values) most = std::max(most, std::abs(value));
  const int largest = most == 0 ? exponent_of(step) : exponent_of(most);
  std::vector<std::string> texts;
  for (const double value : values) texts.push_back(tick_text(value, exponent_of(step), largest));
  return texts;
}

std::vector<Tick> linear_ticks(Bounds bounds, double step) {
  constexpr double kMost = 1000;
  const double wide = round_step(step);
  const double first = std::ceil(bounds.low / wide - 1e-9);
  const double count = std::min(std::floor(bounds.high / wide + 1e-9) - first + 1, kMost);
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back((first + i) * wide);
  const std::vector<std::string> texts = number_texts(values, wide);
  std::vector<Tick> ticks;
  for (std::size_t i = 0; i < values.size(); ++i) ticks.push_back({values[i], texts[i]});
  return ticks;
}

std::vector<Tick> log_ticks(Bounds bounds, std::size_t most) {
  const int first = static_cast<int>(std::ceil(decimal_log(bounds.low) - 1e-9));
  const int last = static_cast<int>(std::floor(decimal_log(bounds.high) + 1e-9));
  const int count = last - first + 1;
  const int step = count / static_cast<int>(std::max<std::size_t>(most, 1)) + 1;
  std::vector<Tick> ticks;
  if (count >= 2) {
    for (int i = first; i <= last; i += step) ticks.push_back({power_of_ten(i), decade_text(i)});
    return ticks;
  }
  for (int i = first - 1; i <= last; ++i) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double value = factor * power_of_ten(i);
      if (value >= bounds.low && value <= bounds.high) ticks.push_back({value, number_text(value)});
    }
  }
  return ticks.size() >= 2 ? ticks : linear_ticks(bounds, (bounds.high - bounds.low) / 4);
}

std::string number_text(double value) {
  constexpr int kDigits = 4;
  if (!std::isfinite(value)) return "";
  if (value == 0) return "0";
  const int exponent = exponent_of(value);
  if (exponent < -4 || exponent >= kMostDigits) return power_text(value, kDigits - 1);
  if (exponent >= kDigits) return with_minus(fmt::format("{:.0f}", value));
  return with_minus(without_zeros(fmt::format("{:.{}f}", value, kDigits - 1 - exponent)));
}

}  // namespace nntrain
