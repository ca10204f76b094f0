#include "base/resources.hpp"

#include <fstream>
#include <string>

#include <sys/resource.h>

#include "base/limits.hpp"
#include "base/stopwatch.hpp"

namespace nntrain {

double seconds_of_command() {
  static const Stopwatch since_start;
  return since_start.seconds();
}

std::uint64_t peak_memory() {
  constexpr std::uint64_t kUnit = 1024;  // of Linux
  // getrusage() also counts the memory of the process that started this one.
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::uint64_t peak = 0;
    if (word == "VmHWM:" && status >> peak) return peak * kUnit;
  }
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * kUnit;
}

bool is_memory_short() {
  constexpr double kMost = 0.9;  // of the memory; the rest is for training
  return used_memory() > kMost * memory_limit().bytes;
}

}  // namespace nntrain
