#pragma once

#include "base/workers.hpp"

namespace nntrain {

/// What this processor can do at best, on all threads of the workers together.
struct Probes {
  double flops = 0;     ///< a second, of independent multiply-adds in registers, each of which is two
  double sigmoids = 0;  ///< a second, of the sigmoid kernel over numbers in the level 1 cache
  /// How many times the best time the multiply-adds took on average, where that was least: 1, unless other
  /// programs took the processor away all along.
  double slowdown = 1e9;
};

/// Measures both for `seconds` each and keeps the better of what `best` holds and what was measured.
void measure_probes(double seconds, Workers& workers, Probes& best);

}  // namespace nntrain
