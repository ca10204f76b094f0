#include "base/resources.hpp"

#include <algorithm>
#include <fstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

#include "base/numbers.hpp"
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

double available_memory() {
  double bytes =
      static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    bytes = std::min(bytes, static_cast<double>(limit.rlim_cur));
  }
  std::string text;
  std::ifstream group("/sys/fs/cgroup/memory.max");  // "max" or bytes
  if (group >> text) {
    const ParsedNumber number = parse_number(text);
    if (number.status == NumberStatus::kOk) bytes = std::min(bytes, number.value);
  }
  return bytes;
}

}  // namespace nntrain
