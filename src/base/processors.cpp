#include "base/processors.hpp"

#include <vector>

#include <sched.h>

namespace nntrain {

int this_processor() {
  return ::sched_getcpu();
}

void move_away_from(int processor, std::size_t distance) {
  cpu_set_t mask;  // fails for a machine with more processors than CPU_SETSIZE
  if (::sched_getaffinity(0, sizeof(mask), &mask) != 0) return;
  std::vector<int> allowed;
  std::size_t place = 0;
  for (int i = 0; i < CPU_SETSIZE; ++i) {
    if (!CPU_ISSET(static_cast<std::size_t>(i), &mask)) continue;
    if (i == processor) place = allowed.size();
    allowed.push_back(i);
  }
  if (allowed.size() < 2) return;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(allowed[(place + distance) % allowed.size()]), &one);
  if (::sched_setaffinity(0, sizeof(one), &one) == 0) ::sched_setaffinity(0, sizeof(mask), &mask);
}

}  // namespace nntrain
