#include "base/processors.hpp"

#include <algorithm>
#include <cstring>

#include <sched.h>

namespace nntrain {

int this_processor() {
  return ::sched_getcpu();
}

ProcessorMask processor_mask() {
  ProcessorMask bits{};
  cpu_set_t mask;
  static_assert(sizeof(mask) == sizeof(bits));
  CPU_ZERO(&mask);
  if (::sched_getaffinity(0, sizeof(mask), &mask) == 0) std::memcpy(bits.data(), &mask, sizeof(mask));
  return bits;
}

void move_away_from(int processor, std::size_t distance) noexcept {
  cpu_set_t mask;  // fails for a machine with more processors than CPU_SETSIZE
  if (::sched_getaffinity(0, sizeof(mask), &mask) != 0) return;
  const auto allowed = static_cast<std::size_t>(CPU_COUNT(&mask));
  if (allowed < 2) return;
  std::size_t left = distance % allowed;
  auto place = static_cast<std::size_t>(std::max(processor, 0));
  while (left > 0 || !CPU_ISSET(place, &mask)) {
    place = (place + 1) % CPU_SETSIZE;
    if (left > 0 && CPU_ISSET(place, &mask)) --left;
  }
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(place, &one);
  if (::sched_setaffinity(0, sizeof(one), &one) == 0) ::sched_setaffinity(0, sizeof(mask), &mask);
}

}  // namespace nntrain
