// The masks of dropout, on every level. tests/network/dropout_test.cpp compares them with numpy's.

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "math/kernels.hpp"
#include "math/random_lanes.hpp"
#include "math/random_values.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// xoshiro256**, step by step as in the paper.
std::uint64_t next_of_lane(RandomLanes& random, std::size_t lane) {
  const auto word = [&](std::size_t w) -> std::uint64_t& { return random.s[w][lane]; };
  const std::uint64_t result = std::rotl(word(1) * 5, 7) * 9;
  const std::uint64_t t = word(1) << 17U;
  word(2) ^= word(0);
  word(3) ^= word(1);
  word(1) ^= word(2);
  word(0) ^= word(3);
  word(2) ^= t;
  word(3) = std::rotl(word(3), 45);
  return result;
}

void twin_masks(RandomLanes& random, const DropRate& rate, double* masks, std::size_t units,
                std::size_t packs) {
  for (std::size_t unit = 0; unit < units; ++unit) {
    for (std::size_t pack = 0; pack < packs; pack += 2) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        double* const mask = masks + unit * kBlockRows + pack * kLanes + lane;
        const std::uint64_t draw = next_of_lane(random, lane);
        mask[0] = (draw >> 32U) < rate.dropped ? 0 : rate.kept;
        mask[kLanes] = (draw & 0xffffffffU) < rate.dropped ? 0 : rate.kept;
      }
    }
  }
}

}  // namespace

TEST_CASE("the first lane is the stream of the same seed, purpose and index") {
  for (const std::uint64_t index : {0U, 1U, 77U}) {
    RandomLanes lanes = random_lanes(5, RandomPurpose::kDropout, index);
    RandomStream stream(5, RandomPurpose::kDropout, index);
    for (int i = 0; i < 10; ++i) CHECK(next_of_lane(lanes, 0) == stream.next());
  }
}

TEST_CASE("masks are their naive twins on every level, and the lanes go on") {
  for (const Kernels* const level : supported_kernels()) {
    for (const std::size_t packs : {0U, 1U, 2U, 4U, 7U, 16U}) {
      for (const std::uint64_t dropped : {0x0ULL, 0x1ULL, 0x4ccccccdULL, 0x80000000ULL, 0xffffffffULL}) {
        const DropRate rate{dropped, 1.25};
        constexpr std::size_t kUnits = 5;
        RandomLanes lanes = random_lanes(packs, RandomPurpose::kDropout);
        RandomLanes twin = lanes;
        std::vector<double> masks(kUnits * kBlockRows, -1);
        std::vector<double> expected = masks;
        CAPTURE(level->name, packs, dropped);
        for (int turn = 0; turn < 2; ++turn) {
          level->draw_masks(lanes, rate, masks.data(), kUnits, packs);
          twin_masks(twin, rate, expected.data(), kUnits, packs);
          CHECK(masks == expected);
        }
        for (std::size_t w = 0; w < 4; ++w) CHECK(std::to_array(lanes.s[w]) == std::to_array(twin.s[w]));
      }
    }
  }
}

TEST_CASE("masks are applied to the packs of each column, also in place") {
  RandomStream random(8, RandomPurpose::kStart);
  constexpr std::size_t kUnits = 3;
  const BlockMatrix masks = random_block(kBlockRows, kUnits, random);
  const BlockMatrix x = random_block(kBlockRows, kUnits, random);
  const BlockMatrix before = random_block(kBlockRows, kUnits, random);
  for (const Kernels* const level : supported_kernels()) {
    for (const std::size_t packs : {0U, 1U, 5U, 16U}) {
      CAPTURE(level->name, packs);
      BlockMatrix y = random_block(0, kUnits, random);
      BlockMatrix in_place = random_block(0, kUnits, random);
      std::copy_n(before.block(0), kUnits * kBlockRows, y.block(0));
      std::copy_n(x.block(0), kUnits * kBlockRows, in_place.block(0));
      level->apply_masks(masks.block(0), x.block(0), y.block(0), kUnits, packs);
      level->apply_masks(masks.block(0), in_place.block(0), in_place.block(0), kUnits, packs);
      for (std::size_t unit = 0; unit < kUnits; ++unit) {
        for (std::size_t row = 0; row < kBlockRows; ++row) {
          const bool is_reached = row < packs * kLanes;
          const double product = x.at(row, unit) * masks.at(row, unit);
          REQUIRE(y.at(row, unit) == (is_reached ? product : before.at(row, unit)));
          REQUIRE(in_place.at(row, unit) == (is_reached ? product : x.at(row, unit)));
        }
      }
    }
  }
}
