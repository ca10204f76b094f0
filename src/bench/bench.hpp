#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "base/workers.hpp"

namespace nntrain {

/// What a workload does: train a network, read a CSV, or compute one function of many numbers.
enum class WorkKind { kNetwork, kCsv, kFunction };
constexpr auto words(WorkKind) {
  return std::to_array<Word<WorkKind>>(
      {{"network", WorkKind::kNetwork}, {"csv", WorkKind::kCsv}, {"function", WorkKind::kFunction}});
}

/// What one run of a workload amounts to; 0 for what it has none of.
struct Work {
  std::uint64_t rows = 0;        ///< of the data, or numbers that a function is computed of
  std::uint64_t iterations = 0;  ///< passes over them
  double flops = 0;              ///< of the matrix products, a multiply-add being two
  double sigmoids = 0;           ///< that a network computes
  double bytes = 0;              ///< of a CSV
};

/// What a run came to.
struct WorkRun {
  double seconds;
  std::string fingerprint;  ///< of the final weights, the cells read or the function's values
};

/// A fixed job on made-up data, for measuring nntrain: the same bits in every run, on every machine.
class Workload {
 public:
  virtual ~Workload() = default;
  Workload(const Workload&) = delete;
  Workload& operator=(const Workload&) = delete;

  const std::string& name() const { return name_; }
  WorkKind kind() const { return kind_; }
  const Work& work() const { return work_; }

  /// Does it once, on the threads of `workers`.
  virtual WorkRun run(Workers& workers) = 0;

 protected:
  Workload(std::string name, WorkKind kind) : name_(std::move(name)), kind_(kind) {}

  Work work_;

 private:
  std::string name_;
  WorkKind kind_;
};

/// What this processor can do at best, on all threads of the workers together.
struct Probes {
  double flops = 0;     ///< a second, of independent multiply-adds in registers, each of which is two
  double sigmoids = 0;  ///< a second, of the sigmoid kernel over numbers in the level 1 cache
  /// How many times the best time the multiply-adds took on average, where that was least: 1, unless other
  /// programs took the processor away all along.
  double slowdown = 1e9;
};

/// What measuring one workload several times came to.
struct WorkloadResult {
  std::string name;
  WorkKind kind;
  Work work;
  std::vector<double> seconds;  ///< of every run
  std::string fingerprint;

  double median() const;
  double least() const;
  double most() const;

  /// Rows times iterations a second.
  double rows_per_second() const;
  double flops_per_second() const { return work.flops / median(); }
  double bytes_per_second() const { return work.bytes / median(); }

  /// The share of the time that the flops alone would have taken at the best rate.
  double share_of_peak(const Probes& best) const { return flops_per_second() / best.flops; }
  /// The same of the flops and, one after the other, the sigmoids.
  double share_of_bound(const Probes& best) const;
  /// Of a function: its rate as a share of the best one of the sigmoid.
  double share_of_sigmoid(const Probes& best) const { return rows_per_second() / best.sigmoids; }
};

/// What all workloads came to, and the best that this processor showed in between.
struct BenchResult {
  std::vector<WorkloadResult> workloads;
  Probes probes;
  std::size_t threads = 1;
  std::size_t runs = 1;
};

/// Told before each run of a workload, the first of `runs` being 1.
using BenchWatcher = std::function<void(std::size_t run, const std::string& workload)>;

/// Runs the workloads one after another, the whole `runs` times, so that what slows the machine for a while
/// slows one run of each. Throws std::logic_error if a workload has not the same bits in every run.
BenchResult bench(const std::vector<std::unique_ptr<Workload>>& workloads, std::size_t runs,
                  double probe_seconds, Workers& workers, const BenchWatcher& watcher);

}  // namespace nntrain
