#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "math/elementary.hpp"
#include "sweep/axis_flag.hpp"
#include "sweep/grid.hpp"

namespace nntrain {
namespace {

const std::string kDots = "..";
constexpr double kMostExactWhole = 9007199254740992;  // 2^53

/// An item of an axis that is no single value.
struct RangeText {
  std::string item;   ///< the whole
  std::string first;  ///< before ..
  std::string last;   ///< behind it, up to the colon
  std::string count;  ///< behind the colon
  bool has_count = false;
  std::string where;  ///< what stands before the message

  [[noreturn]] void refuse(const std::string& why, const std::string& remedy = "") const {
    throw UsageError(fmt::format("{}: '{}' {}", where, printable(item), why), remedy);
  }
};

RangeText range_text_of(const std::string& item, const std::string& where) {
  const std::size_t dots = item.find(kDots);
  const std::string rest = item.substr(dots + kDots.size());
  const std::size_t colon = rest.find(':');
  const bool has_count = colon != std::string::npos;
  return {
      item, item.substr(0, dots), rest.substr(0, colon), has_count ? rest.substr(colon + 1) : "", has_count,
      where};
}

[[noreturn]] void refuse_descending(const RangeText& range) {
  const std::string behind = range.has_count ? ":" + range.count : "";
  range.refuse("descends", fmt::format("begin with the smaller number:  {}..{}{}", printable(range.last),
                                       printable(range.first), printable(behind)));
}

[[noreturn]] void refuse_length(const RangeText& range) {
  range.refuse(fmt::format("has more than {} values", kMostValues), "name fewer:  1..1000");
}

std::vector<std::string> whole_range(const RangeText& range) {
  const std::optional<std::uint64_t> first = parse_count(range.first);
  const std::optional<std::uint64_t> last = parse_count(range.last);
  if (!first || !last) {
    range.refuse("is not a range of whole numbers like 1..20",
                 "for numbers with equal ratios:  1e-4..1e-1:4 (the last one is how many)");
  }
  if (*last < *first) refuse_descending(range);
  if (*last - *first >= kMostValues) refuse_length(range);
  std::vector<std::string> values;
  for (std::uint64_t value = *first;; ++value) {
    values.push_back(fmt::format("{}", value));
    if (value == *last) return values;
  }
}

std::string whole_text(double value) {
  return fmt::format("{:.0f}", value);
}

/// An end of a range as it is.
std::string end_text(const std::string& text, double value, FlagNumbers numbers) {
  if (parse_count(text)) return text;
  const bool is_whole = std::floor(value) == value && value < kMostExactWhole;
  return numbers == FlagNumbers::kWhole && is_whole ? whole_text(value) : shortest(value);
}

std::string rounded_text(double value, FlagNumbers numbers) {
  if (numbers == FlagNumbers::kWhole) return whole_text(std::floor(value + 0.5));
  return shortest(parse_number(fmt::format("{:.5e}", value)).value);
}

/// a (b / a)^(i / (n - 1)) for i = 0 .. n - 1.
std::vector<std::string> log_range(const RangeText& range, FlagNumbers numbers) {
  const ParsedNumber first = parse_number(range.first);
  const ParsedNumber last = parse_number(range.last);
  const std::optional<std::uint64_t> count = parse_count(range.count);
  if (first.status != NumberStatus::kOk || last.status != NumberStatus::kOk || !count)
    range.refuse("is not like 1e-4..1e-1:4, which is 4 numbers with equal ratios");
  if (first.value <= 0 || last.value <= 0)
    range.refuse("has an end that is not above 0, and its values have equal ratios",
                 "begin above 0, and put other values beside:  1e-4..1e-1:4;1");
  if (last.value < first.value) refuse_descending(range);
  if (*count < 2) range.refuse("asks for fewer than two values", "name one value without a range");
  if (*count > kMostValues) refuse_length(range);
  const double start = log(first.value);
  const double way = log(last.value) - start;
  std::vector<std::string> values = {end_text(range.first, first.value, numbers)};
  const auto add = [&](std::string value) {
    if (numbers != FlagNumbers::kWhole || value != values.back()) values.push_back(std::move(value));
  };
  for (std::uint64_t i = 1; i + 1 < *count; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(*count - 1);
    add(rounded_text(exp(start + share * way), numbers));
  }
  add(end_text(range.last, last.value, numbers));
  return values;
}

std::vector<std::string> values_of_item(const std::string& item, const Flag& flag, const std::string& where) {
  if (flag.numbers == FlagNumbers::kNone || item.find(kDots) == std::string::npos) return {item};
  const RangeText range = range_text_of(item, where);
  return range.has_count ? log_range(range, flag.numbers) : whole_range(range);
}

/// The present value of a flag: other texts may mean the same one.
std::string written_value(const Flag& flag) {
  JsonWriter json;
  flag.write(json);
  return json.text();
}

}  // namespace

SweepAxis parse_axis(const std::string& text, const FlagTable& flags) {
  const std::string where = fmt::format("--grid '{}'", printable(text));
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos)
    throw UsageError(where + " is not AXIS=VALUES", "for example:  --grid 'hidden=2;5;16,8'");
  const Flag& flag = flag_of_runs(std::string(trim(text.substr(0, equals))), flags, where);
  SweepAxis axis{flag.name, {}};
  std::map<std::string, std::string> known;
  for (const std::string& item : parts_outside_quotes(text.substr(equals + 1), ";", where)) {
    if (item.empty()) throw UsageError(where + ": a value is empty", "put a semicolon only between values");
    for (const std::string& one : values_of_item(item, flag, where)) {
      const std::string value = value_of_runs(one, flag, where);
      const auto [same, is_new] = known.emplace(written_value(flag), value);
      if (!is_new) {
        throw UsageError(same->second == value
                             ? fmt::format("{}: '{}' stands there twice", where, printable(value))
                             : fmt::format("{}: '{}' and '{}' are the same value", where,
                                           printable(same->second), printable(value)),
                         "leave one of them out");
      }
      if (axis.values.size() == kMostValues)
        throw UsageError(fmt::format("{}: it has more than {} values", where, kMostValues));
      axis.values.push_back(value);
    }
  }
  return axis;
}

}  // namespace nntrain
