#pragma once

#include <chrono>
#include <cstddef>

namespace nntrain {

/// Measures the seconds since its construction.
class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

 private:
  using Clock = std::chrono::steady_clock;

  Clock::time_point begin_ = Clock::now();
};

/// The seconds of repeated calls.
struct CallTimes {
  double mean;
  double least;
};

/// Repeats a call until the calls take `seconds` together, at least once.
template <typename F>
CallTimes time_calls(double seconds, const F& call) {
  const Stopwatch all;
  CallTimes times{};
  std::size_t count = 0;
  do {
    const Stopwatch one;
    call();
    const double taken = one.seconds();
    if (count == 0 || taken < times.least) times.least = taken;
    ++count;
  } while (all.seconds() < seconds);
  times.mean = all.seconds() / static_cast<double>(count);
  return times;
}

}  // namespace nntrain
