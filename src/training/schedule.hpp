#pragma once

#include <cstdint>

#include "base/words.hpp"

namespace nntrain {

/// How the learning rate moves. kConstant: not at all. kCosine: from the whole rate to 0, along half a cosine
/// (Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017, equation 5, without
/// restarts).
enum class Schedule { kConstant, kCosine };
constexpr auto words(Schedule) {
  return std::to_array<Word<Schedule>>({{"constant", Schedule::kConstant}, {"cosine", Schedule::kCosine}});
}

/// The place of an update in the whole of training, which may be stopped before its end.
struct ScheduledUpdate {
  std::uint64_t iteration;   ///< passes before
  std::uint64_t update;      ///< updates before in the pass
  std::uint64_t updates;     ///< of a pass, >= 1
  std::uint64_t iterations;  ///< passes planned, > `iteration`

  double number() const;  ///< t: updates before
  double count() const;   ///< T: updates planned
};

/// The share of the learning rate at an update: 1, or (1 + cos(pi t / T)) / 2 for kCosine.
double rate_share(Schedule schedule, const ScheduledUpdate& update);

}  // namespace nntrain
