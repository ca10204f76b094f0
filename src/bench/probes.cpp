#include "bench/probes.hpp"

#include <algorithm>
#include <atomic>

#include "base/stopwatch.hpp"
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

/// `task` does some operations, given its number and its thread, and returns how many.
template <typename F>
Rate measure_rate(double seconds, Workers& workers, const F& task) {
  std::atomic<std::size_t> done{0};
  std::size_t calls = 0;
  const CallTimes times = time_calls(seconds, [&] {
    ++calls;
    workers.run(workers.size(),
                [&](std::size_t number, std::size_t thread) { done += task(number, thread); });
  });
  return {static_cast<double>(done) / static_cast<double>(calls) / times.least, times.mean / times.least};
}

/// The sum of the words, in four parts that do not wait for each other.
std::uint64_t sum_of(const std::uint64_t* words, std::size_t n) {
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  std::uint64_t c = 0;
  std::uint64_t d = 0;
  for (std::size_t i = 0; i + 4 <= n; i += 4) {
    a += words[i];
    b += words[i + 1];
    c += words[i + 2];
    d += words[i + 3];
  }
  return a + b + c + d;
}

}  // namespace

Prober::Prober(const ProbePlan& plan, Workers& workers)
    : plan_(plan), workers_(workers), words_(workers.size()), sums_(workers.size()) {
  for (std::size_t thread = 0; thread < workers.size(); ++thread) {
    numbers_.emplace_back(kColumns).grow_to(kBlockRows);
  }
  const std::size_t n = plan.bytes / sizeof(std::uint64_t) / workers.size();
  // Only memory that has been written is there: the rest would be one page of zeros.
  workers.run(workers.size(), [&](std::size_t task, std::size_t) {
    words_[task] = std::make_unique_for_overwrite<std::uint64_t[]>(n);
    std::fill_n(words_[task].get(), n, 1);
  });
}

void Prober::measure(Probes& best) {
  const Rate multiply_adds = measure_rate(plan_.seconds, workers_, [&](std::size_t, std::size_t thread) {
    return kernels().fma_probe(numbers_[thread].block(0), kRounds);
  });
  const Rate sigmoids = measure_rate(plan_.seconds, workers_, [&](std::size_t, std::size_t thread) {
    for (std::size_t pass = 0; pass < kPasses; ++pass)
      kernels().sigmoid_probe(numbers_[thread].block(0), kNumbers);
    return kPasses * kNumbers;
  });
  best.flops = std::max(best.flops, 2 * multiply_adds.best);
  best.sigmoids = std::max(best.sigmoids, sigmoids.best);
  best.bytes = std::max(best.bytes, bytes_read());
  best.slowdown = std::min(best.slowdown, multiply_adds.slowdown);
}

double Prober::bytes_read() {
  const std::size_t n = plan_.bytes / sizeof(std::uint64_t) / workers_.size();
  const Rate rate = measure_rate(plan_.seconds, workers_, [&](std::size_t task, std::size_t) {
    sums_[task] += sum_of(words_[task].get(), n);  // kept, so that it is computed
    return n * sizeof(std::uint64_t);
  });
  return rate.best;
}

}  // namespace nntrain
