#include "bench/made_up_csv.hpp"

#include <array>
#include <cstdint>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "base/random.hpp"

namespace nntrain {
namespace {

constexpr std::uint64_t kLimit = 1'000'000;

constexpr std::array<std::string_view, 10> kProfessions = {
    "baker",  "carpenter", "electrician", "farmer",           "nurse",
    "driver", "teacher",   "clerk",       "\"cook, waiter\"", "unemployed"};
constexpr std::array<std::string_view, 4> kStates = {"single", "married", "divorced", "widowed"};
constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 2> kAnswers = {"no", "yes"};
constexpr std::uint64_t kPlaces = 200;

template <std::size_t N>
std::string_view one_of(const std::array<std::string_view, N>& words, RandomStream& random) {
  return words[random.below(N)];
}

}  // namespace

std::string numbers_csv(std::size_t rows, std::size_t features) {
  RandomStream random(1, RandomPurpose::kBench);
  std::string text;
  const auto out = std::back_inserter(text);
  for (std::size_t feature = 0; feature < features; ++feature) fmt::format_to(out, "x{},", feature + 1);
  text += "class\n";
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t feature = 0; feature < features; ++feature) {
      const std::uint64_t drawn = random.below(2 * kLimit);
      const std::uint64_t size = drawn % kLimit;
      fmt::format_to(out, "{}{}.{:04},", drawn < kLimit ? "" : "-", size / 10'000, size % 10'000);
    }
    fmt::format_to(out, "{}\n", random.below(2));
  }
  return text;
}

std::string texts_csv(std::size_t rows) {
  RandomStream random(1, RandomPurpose::kBench);
  std::string text = "income,profession,state,month,place,owns,age,children,answer\n";
  const auto out = std::back_inserter(text);
  for (std::size_t row = 0; row < rows; ++row) {
    const std::uint64_t income = random.below(kLimit);
    fmt::format_to(out, "{}.{:02},", income / 100, income % 100);
    fmt::format_to(out, "{},", one_of(kProfessions, random));
    fmt::format_to(out, "{},", one_of(kStates, random));
    fmt::format_to(out, "{},", one_of(kMonths, random));
    fmt::format_to(out, "place {},", random.below(kPlaces));
    fmt::format_to(out, "{},", one_of(kAnswers, random));
    fmt::format_to(out, "{},", 18 + random.below(70));
    fmt::format_to(out, "{},", random.below(5));
    fmt::format_to(out, "{}\n", one_of(kAnswers, random));
  }
  return text;
}

}  // namespace nntrain
