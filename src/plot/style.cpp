#include "plot/style.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace nntrain {
namespace {

constexpr std::string_view kMarkCharacters = "ox+vsd~.";
constexpr std::string_view kLineCharacters = "#=%$@&~-";

constexpr std::array<Colour, kStyles + 1> kColours = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7,
                                                      0xE69F00, 0x56B4E9, 0x000000, 0x999999};
/// At equal distances from 0 to 1.
constexpr std::array<Colour, 5> kScale = {0x00224E, 0x434E6C, 0x7D7C78, 0xBCAF6F, 0xFEE838};

double part_of(Colour colour, unsigned shift) {
  return static_cast<double>(colour >> shift & 0xFFU);
}

}  // namespace

Colour colour_of(std::size_t style) {
  return kColours[std::min(style, kGrey)];
}

Colour mixed(Colour a, Colour b, double share) {
  Colour result = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    const double part = part_of(a, shift) + share * (part_of(b, shift) - part_of(a, shift));
    result |= static_cast<Colour>(std::lround(part)) << shift;
  }
  return result;
}

Colour scale_colour(double share) {
  if (!(share > 0)) return kScale.front();
  if (share >= 1) return kScale.back();
  const double place = share * static_cast<double>(kScale.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  return mixed(kScale[below], kScale[below + 1], place - static_cast<double>(below));
}

char character_of(const Series& series) {
  if (series.kind == Series::Kind::kRings) return kRingCharacter;
  if (series.kind == Series::Kind::kSmallRings) return kSmallRingCharacter;
  if (series.is_hollow) return kHollowCharacter;
  const std::string_view characters = series.is_line() ? kLineCharacters : kMarkCharacters;
  return characters[std::min(series.style, kGrey)];
}

}  // namespace nntrain
