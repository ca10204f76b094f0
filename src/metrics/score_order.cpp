#include "metrics/score_order.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "base/interruption.hpp"

namespace nntrain {

std::uint64_t key_of(double score) {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
  const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

void ScoreKeys::begin(std::size_t most) {
  all.clear();
  all.reserve(most);  // unused room needs no memory
}

/// Sorts by bytes, lowest first (radix sort). For many scores this is much faster than comparisons, whose
/// results a processor cannot predict.
void ScoreKeys::sort() {
  constexpr std::size_t kBytes = sizeof(std::uint64_t);
  std::array<std::array<std::size_t, 256>, kBytes> places{};
  for (const std::uint64_t key : all) {
    for (std::size_t byte = 0; byte < kBytes; ++byte) ++places[byte][key >> 8 * byte & 0xFFU];
  }
  spare.resize(all.size());
  for (std::size_t byte = 0; byte < kBytes; ++byte) {
    check_time();
    std::array<std::size_t, 256>& place = places[byte];
    if (std::find(place.begin(), place.end(), all.size()) != place.end()) continue;  // equal in all keys
    std::size_t before = 0;
    for (std::size_t& count : place) before += std::exchange(count, before);
    for (const std::uint64_t key : all) spare[place[key >> 8 * byte & 0xFFU]++] = key;
    all.swap(spare);
  }
}

double PairCount::value() const {
  if (high_ == 0) return static_cast<double>(low_);
  const int dropped = static_cast<int>(std::bit_width(high_));  // bits, so that 64 are left
  std::uint64_t kept = dropped == 64 ? high_ : high_ << (64 - dropped) | low_ >> dropped;
  const bool is_more = dropped == 64 ? low_ != 0 : low_ << (64 - dropped) != 0;
  if (is_more) kept |= 1U;  // rounding looks at it; it is far below the last digit
  return std::ldexp(static_cast<double>(kept), dropped);
}

}  // namespace nntrain
