#pragma once

#include <cstddef>

namespace nntrain {

/// Bounds of a proportion.
struct Interval {
  double low;
  double high;
};

/// The 95 % score interval of a proportion, `correct` of `total` > 0 (Wilson 1927): inside [0, 1] also where
/// all or none is correct.
Interval wilson_interval(std::size_t correct, std::size_t total);

}  // namespace nntrain
