#include "math/order_statistics.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "math/quantile.hpp"

namespace nntrain {
namespace {

constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
constexpr int kDigitBits = 8;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;

/// A whole number in the order of the numbers.
std::uint64_t key_of(double number) {
  const auto bits = std::bit_cast<std::uint64_t>(number);
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

double number_of(std::uint64_t key) {
  return std::bit_cast<double>((key & kSign) != 0 ? key & ~kSign : ~key);
}

/// What is known of the number at a place: the first digits of its key.
struct Search {
  std::size_t place = 0;          // among the numbers of all ranks whose keys begin with these digits
  std::uint64_t low = 0;          // the least such key
  std::span<const double> own{};  // those of this rank
};

/// The numbers of `own` whose keys are less than `key`.
std::size_t count_below(std::span<const double> own, std::uint64_t key) {
  const auto is_less = [](double number, std::uint64_t bound) { return key_of(number) < bound; };
  return static_cast<std::size_t>(std::lower_bound(own.begin(), own.end(), key, is_less) - own.begin());
}

/// Where the numbers with each next digit begin, and the end of the last ones.
std::array<std::size_t, kDigits + 1> digit_bounds(const Search& search, int shift) {
  std::array<std::size_t, kDigits + 1> bounds{};
  for (std::size_t digit = 1; digit < kDigits; ++digit)
    bounds[digit] = count_below(search.own, search.low + (std::uint64_t{digit} << shift));
  bounds[kDigits] = search.own.size();
  return bounds;
}

/// Finds one more digit of each number.
void find_digits(Ranks& ranks, std::span<Search> searches, int shift) {
  std::vector<std::size_t> counts;
  for (const Search& search : searches) {
    const auto bounds = digit_bounds(search, shift);
    for (std::size_t digit = 0; digit < kDigits; ++digit) counts.push_back(bounds[digit + 1] - bounds[digit]);
  }
  ranks.add_counts(counts);
  for (std::size_t i = 0; i < searches.size(); ++i) {
    Search& search = searches[i];
    const std::span<const std::size_t> of_digits = std::span(counts).subspan(i * kDigits, kDigits);
    std::size_t digit = 0;
    while (search.place >= of_digits[digit]) search.place -= of_digits[digit++];
    const auto bounds = digit_bounds(search, shift);
    search.own = search.own.subspan(bounds[digit], bounds[digit + 1] - bounds[digit]);
    search.low += std::uint64_t{digit} << shift;
  }
}

}  // namespace

std::vector<double> numbers_at(Ranks& ranks, std::span<const double> own,
                               std::span<const std::size_t> places) {
  std::vector<Search> searches;
  for (const std::size_t place : places) searches.push_back({place, 0, own});
  for (int shift = 64 - kDigitBits; shift >= 0; shift -= kDigitBits) find_digits(ranks, searches, shift);
  std::vector<double> numbers;
  for (const Search& search : searches) numbers.push_back(number_of(search.low));
  return numbers;
}

std::vector<double> quantiles_of(Ranks& ranks, const std::vector<double>& own,
                                 const std::vector<double>& shares) {
  std::vector<double> quantiles;
  if (!ranks.are_many()) {
    for (const double share : shares) quantiles.push_back(quantile_of(own, share));
    return quantiles;
  }
  const std::size_t count = ranks.sum(own.size());
  std::vector<QuantilePlace> between;
  std::vector<std::size_t> places;
  for (const double share : shares) {
    const QuantilePlace& place = between.emplace_back(count, share);
    places.push_back(place.below);
    places.push_back(place.above);
  }
  const std::vector<double> numbers = numbers_at(ranks, own, places);
  for (std::size_t i = 0; i < between.size(); ++i)
    quantiles.push_back(between[i].between(numbers[2 * i], numbers[2 * i + 1]));
  return quantiles;
}

}  // namespace nntrain
