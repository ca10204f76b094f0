#include "training/probes.hpp"

#include <algorithm>
#include <atomic>
#include <vector>

#include "math/block_matrix.hpp"
#include "math/kernels.hpp"
#include "training/stopwatch.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kRounds = std::size_t{1}
                                << 14U;  // of the multiply-adds, between two looks at the clock
constexpr std::size_t kPasses = 100;     // over the numbers
constexpr std::size_t kColumns = 8;
constexpr std::size_t kNumbers = kColumns * kBlockRows;

struct Rate {
  double best;  // things that all threads do together in a second
  double slowdown;
};

/// Where `task` does some things on a thread and returns how many.
template <typename F>
Rate measure_rate(double seconds, Workers& workers, const F& task) {
  std::atomic<std::size_t> done{0};
  std::size_t calls = 0;
  const CallTimes times = time_calls(seconds, [&] {
    ++calls;
    workers.run(workers.size(), [&](std::size_t, std::size_t thread) { done += task(thread); });
  });
  return {static_cast<double>(done) / static_cast<double>(calls) / times.least, times.mean / times.least};
}

}  // namespace

void measure_probes(double seconds, Workers& workers, Probes& best) {
  std::vector<BlockMatrix> numbers;
  for (std::size_t thread = 0; thread < workers.size(); ++thread) {
    numbers.emplace_back(kColumns).grow_to(kBlockRows);
  }
  const Rate multiply_adds = measure_rate(seconds, workers, [&](std::size_t thread) {
    return kernels().fma_probe(numbers[thread].block(0), kRounds);
  });
  const Rate sigmoids = measure_rate(seconds, workers, [&](std::size_t thread) {
    for (std::size_t pass = 0; pass < kPasses; ++pass) kernels().sigmoid(numbers[thread].block(0), kNumbers);
    return kPasses * kNumbers;
  });
  best.flops = std::max(best.flops, 2 * multiply_adds.best);
  best.sigmoids = std::max(best.sigmoids, sigmoids.best);
  best.slowdown = std::min(best.slowdown, multiply_adds.slowdown);
}

}  // namespace nntrain
