#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "math/ranks_sum.hpp"

namespace nntrain {

/// What some rows have in one column. All rows count alike, whatever their weights.
struct Seen {
  std::size_t values = 0;   ///< cells with a value, at least one for numbers
  std::size_t missing = 0;  ///< other cells
  double min = 0;           ///< of numbers, as the next three
  double max = 0;
  double mean = 0;
  double deviation = 0;               ///< of a sample: the squares are divided by values - 1; 0 for one value
  std::vector<std::size_t> counts{};  ///< of texts or classes: the cells with each of them
};

/// The counts and the range of the rows of all ranks.
inline Seen seen_by_all(Ranks& ranks, const Seen& own) {
  const std::vector<std::size_t> values = ranks.gather_one(own.values);
  const std::vector<double> least = ranks.gather_one(own.min);
  const std::vector<double> most = ranks.gather_one(own.max);
  Seen all;
  all.missing = ranks.sum(own.missing);
  for (std::size_t rank = 0; rank < values.size(); ++rank) {
    if (values[rank] == 0) continue;
    all.min = all.values == 0 ? least[rank] : std::min(all.min, least[rank]);
    all.max = all.values == 0 ? most[rank] : std::max(all.max, most[rank]);
    all.values += values[rank];
  }
  return all;
}

/// What the numbers value(i) of the rows of all ranks are like; i counts those of this one. NaN is a missing
/// cell. nullopt if all are missing, or a sum is too large for a double. The same bits for any number of
/// threads and ranks.
template <typename F>
std::optional<Seen> seen_numbers(const RowShare& share, const F& value) {
  Seen seen;
  for (std::size_t i = 0; i < share.rows; ++i) {
    const double one = value(i);
    if (std::isnan(one)) {
      ++seen.missing;
    } else if (seen.values++ == 0) {
      seen.min = seen.max = one;
    } else {
      seen.min = std::min(seen.min, one);
      seen.max = std::max(seen.max, one);
    }
  }
  if (share.is_shared()) seen = seen_by_all(*share.ranks, seen);
  if (seen.values == 0) return {};
  seen.mean = seen.min;  // exact if all are equal
  if (seen.min < seen.max) {
    const auto values = static_cast<double>(seen.values);
    seen.mean =
        sum_rows(share, [&](std::size_t i) { return std::isnan(value(i)) ? 0.0 : value(i); }) / values;
    const double squares = sum_rows(share, [&](std::size_t i) {
      const double difference = std::isnan(value(i)) ? 0.0 : value(i) - seen.mean;
      return difference * difference;
    });
    seen.deviation = std::sqrt(squares / (values - 1));
  }
  return std::isfinite(seen.mean) && std::isfinite(seen.deviation) ? std::optional(seen) : std::nullopt;
}

/// The same of value(0) .. value(count - 1).
template <typename F>
std::optional<Seen> seen_numbers(std::size_t count, const F& value) {
  return seen_numbers(whole(count), value);
}

/// How often each of `texts` indices occurs among index(i) of the rows of all ranks; NaN is a missing cell.
template <typename F>
Seen seen_texts(std::size_t texts, const RowShare& share, const F& index) {
  Seen seen;
  seen.counts.resize(texts);
  for (std::size_t i = 0; i < share.rows; ++i) {
    const double one = index(i);
    if (std::isnan(one)) {
      ++seen.missing;
      continue;
    }
    ++seen.values;
    ++seen.counts[static_cast<std::size_t>(one)];
  }
  if (!share.is_shared()) return seen;
  share.ranks->add_counts(seen.counts);
  seen.values = share.ranks->sum(seen.values);
  seen.missing = share.ranks->sum(seen.missing);
  return seen;
}

}  // namespace nntrain
