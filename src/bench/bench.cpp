#include "bench/bench.hpp"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

#include "base/stopwatch.hpp"
#include "math/block_matrix.hpp"
#include "math/kernels.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kRounds = std::size_t{1} << 14U;  // of multiply-adds in a call
constexpr std::size_t kPasses = 100;                    // over the numbers in a call
constexpr std::size_t kColumns = 8;
constexpr std::size_t kNumbers = kColumns * kBlockRows;

struct Rate {
  double best;  // operations per second of all threads together
  double slowdown;
};

/// `task` does some operations on a thread and returns their number.
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

/// Measures both probes for `seconds` each. Keeps in `best` the better one of old and new values.
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

}  // namespace

double WorkloadResult::median() const {
  std::vector<double> ordered = seconds;
  std::stable_sort(ordered.begin(), ordered.end());
  const std::size_t half = ordered.size() / 2;
  return ordered.size() % 2 == 1 ? ordered[half] : (ordered[half - 1] + ordered[half]) / 2;
}

double WorkloadResult::least() const {
  return *std::min_element(seconds.begin(), seconds.end());
}

double WorkloadResult::most() const {
  return *std::max_element(seconds.begin(), seconds.end());
}

double WorkloadResult::rows_per_second() const {
  return static_cast<double>(work.rows) * static_cast<double>(work.iterations) / median();
}

double WorkloadResult::share_of_bound(const Probes& best) const {
  return (work.flops / best.flops + work.sigmoids / best.sigmoids) / median();
}

BenchResult bench(const std::vector<std::unique_ptr<Workload>>& workloads, std::size_t runs,
                  double probe_seconds, Workers& workers, const BenchWatcher& watcher) {
  BenchResult result;
  result.threads = workers.size();
  result.runs = runs;
  for (const auto& workload : workloads) {
    result.workloads.push_back({workload->name(), workload->kind(), workload->work(), {}, {}});
  }
  for (std::size_t run = 0; run < runs; ++run) {
    measure_probes(probe_seconds, workers, result.probes);
    for (std::size_t i = 0; i < workloads.size(); ++i) {
      watcher(run + 1, workloads[i]->name());
      const WorkRun one = workloads[i]->run(workers);
      WorkloadResult& its = result.workloads[i];
      its.seconds.push_back(one.seconds);
      if (run > 0 && one.fingerprint != its.fingerprint) {
        throw std::logic_error("two runs of the workload " + its.name + " differ");
      }
      its.fingerprint = one.fingerprint;
    }
  }
  return result;
}

}  // namespace nntrain
