#include "math/kernels.hpp"

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>
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

struct Level {
  const Kernels* kernels;
  bool supported;
};

/// From the best to the plainest.
std::vector<Level> levels() {
#ifdef NNTRAIN_X86_LEVELS
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 &&
                    __builtin_cpu_supports("bmi2") != 0;
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") != 0 &&
                      __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                      __builtin_cpu_supports("avx512vl") != 0;
  return {{&kernels_avx512, avx512}, {&kernels_avx2, avx2}, {&kernels_baseline, true}};
#else
  return {{&kernels_baseline, true}};
#endif
}

const Kernels& choose() {
  const char* const forced = std::getenv("NNTRAIN_KERNELS");
  std::vector<std::string> supported;
  for (const Level& level : levels()) {
    if (!level.supported) continue;
    supported.emplace_back(level.kernels->name);
    if (forced == nullptr || supported.back() == forced) return *level.kernels;
  }
  throw UsageError("the environment variable NNTRAIN_KERNELS is '" +
                       printable(forced == nullptr ? "" : forced) + "', which this processor does not have",
                   "unset it, or use one of: " + join(supported));
}

}  // namespace

const Kernels& kernels() {
  static const Kernels& chosen = choose();
  return chosen;
}

}  // namespace nntrain
