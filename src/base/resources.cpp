#include "base/resources.hpp"

#include <sys/resource.h>

#include "base/stopwatch.hpp"

namespace nntrain {

double seconds_of_command() {
  static const Stopwatch since_start;
  return since_start.seconds();
}

std::uint64_t peak_memory() {
  constexpr std::uint64_t kUnit = 1024;  // of Linux
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * kUnit;
}

}  // namespace nntrain
