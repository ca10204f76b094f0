#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace nntrain {

/// An integer with the order of the scores (without NaN). Equal scores have equal keys, also -0 and 0. None
/// is 0.
std::uint64_t key_of(double score);

/// The keys of the scores of the rows in a class, or of the other rows.
struct ScoreKeys {
  std::vector<std::uint64_t> all;
  std::vector<std::uint64_t> spare;  ///< for sort()

  /// Clears `all`, and makes room for the keys of `most` rows.
  void begin(std::size_t most);
  /// Throws Interrupted as check_time().
  void sort();
};

/// Numbers of rows.
struct SideCounts {
  std::uint64_t in_class = 0;
  std::uint64_t others = 0;
};

/// A sum of products, below 2^128.
class PairCount {
 public:
  /// Adds a * b.
  void add(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t kLow = 0xFFFF'FFFF;
    add_shifted((a & kLow) * (b & kLow), 0);
    add_shifted((a >> 32U) * (b & kLow), 32);
    add_shifted((a & kLow) * (b >> 32U), 32);
    high_ += (a >> 32U) * (b >> 32U);
  }
  void add(const PairCount& other) {
    add_shifted(other.low_, 0);
    high_ += other.high_;
  }
  /// The nearest number.
  double value() const;

 private:
  void add_shifted(std::uint64_t number, unsigned bits) {
    const std::uint64_t low = number << bits;
    low_ += low;
    high_ += (low_ < low ? 1U : 0U) + (bits == 0 ? 0 : number >> (64U - bits));
  }

  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0;
};

/// Twice the pairs of a row in the class and another row with a lower score; those with the same score count
/// half. Of the sorted keys of both; each counts as often as these functions of its place say. `all`: the
/// rows. `before`: those that are not given here, with lower scores. Gives each place of a positive, from the
/// lowest score up, that counts at least once to add(count, precision): of all rows with at least its score.
template <typename CountOfPositive, typename CountOfNegative, typename Add>
PairCount count_pairs(const std::vector<std::uint64_t>& positives,
                      const std::vector<std::uint64_t>& negatives, const CountOfPositive& count_of_positive,
                      const CountOfNegative& count_of_negative, const SideCounts& all,
                      const SideCounts& before, const Add& add) {
  PairCount twice_won;
  std::size_t next = 0;                    // the first negative that is not in `below`
  std::uint64_t below = before.others;     // negatives with a lower score
  std::uint64_t passed = before.in_class;  // positives with a lower score, or before this one
  std::uint64_t tied = 0;                  // negatives with the same score
  std::uint64_t last = 0;
  double precision = 0;  // of the rows with at least this score
  for (std::size_t i = 0; i < positives.size(); ++i) {
    const std::uint64_t count = count_of_positive(i);
    if (count == 0) continue;
    const std::uint64_t key = positives[i];
    if (key != last) {
      last = key;
      below += tied;
      for (; next < negatives.size() && negatives[next] < key; ++next) below += count_of_negative(next);
      tied = 0;
      for (; next < negatives.size() && negatives[next] == key; ++next) tied += count_of_negative(next);
      const auto found = static_cast<double>(all.in_class - passed);
      precision = found / (found + static_cast<double>(all.others - below));
    }
    twice_won.add(count, 2 * below + tied);
    add(count, precision);
    passed += count;
  }
  return twice_won;
}

}  // namespace nntrain
