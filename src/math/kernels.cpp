#include "math/kernels.hpp"

#include <cstdlib>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace nntrain {

extern const Kernels kernels_baseline;
#ifdef NNTRAIN_X86_LEVELS
extern const Kernels kernels_avx2;
extern const Kernels kernels_avx512;
#endif

namespace {

const Kernels& choose() {
  const char* const forced = std::getenv("NNTRAIN_KERNELS");
  const std::vector<const Kernels*> supported = supported_kernels();
  if (forced == nullptr) return *supported.front();
  std::vector<std::string> names;
  for (const Kernels* const level : supported) {
    names.emplace_back(level->name);
    if (names.back() == forced) return *level;
  }
  throw UsageError("the environment variable NNTRAIN_KERNELS is '" + printable(forced) +
                       "', which this processor does not have",
                   "unset it, or use one of: " + join(names));
}

}  // namespace

std::vector<const Kernels*> supported_kernels() {
  std::vector<const Kernels*> levels;
#ifdef NNTRAIN_X86_LEVELS
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 &&
                    __builtin_cpu_supports("bmi2") != 0;
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") != 0 &&
                      __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                      __builtin_cpu_supports("avx512vl") != 0;
  if (avx512) levels.push_back(&kernels_avx512);
  if (avx2) levels.push_back(&kernels_avx2);
#endif
  levels.push_back(&kernels_baseline);
  return levels;
}

const Kernels& kernels() {
  static const Kernels& chosen = choose();
  return chosen;
}

}  // namespace nntrain
