#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "base/workers.hpp"
#include "bench/probes.hpp"

namespace nntrain {

/// What a workload does: train a network, read a CSV, compute a function of many numbers, or all that a
/// command does.
enum class WorkKind { kNetwork, kCsv, kFunction, kCommand };
constexpr auto words(WorkKind) {
  return std::to_array<Word<WorkKind>>({{"network", WorkKind::kNetwork},
                                        {"csv", WorkKind::kCsv},
                                        {"function", WorkKind::kFunction},
                                        {"command", WorkKind::kCommand}});
}

/// The work of one run of a workload; 0 where it does not apply.
struct Work {
  std::uint64_t rows = 0;        ///< of the data, or arguments of a function
  std::uint64_t iterations = 0;  ///< passes over them
  double flops = 0;              ///< of the matrix products; a multiply-add counts as two
  double sigmoids = 0;           ///< that a network computes
  double bytes = 0;              ///< of a CSV
  double streamed = 0;           ///< bytes that must come from memory or go there, at least
};

struct WorkRun {
  double seconds;
  std::string fingerprint;  ///< of the final weights, the cells read or the function's values
};

/// A fixed job on synthetic data, to measure nntrain. It gives the same bits in every run on every machine.
class Workload {
 public:
  virtual ~Workload() = default;
  Workload(const Workload&) = delete;
  Workload& operator=(const Workload&) = delete;

  const std::string& name() const { return name_; }
  WorkKind kind() const { return kind_; }
  const Work& work() const { return work_; }

  /// Does the work once, on the threads of `workers`.
  virtual WorkRun run(Workers& workers) = 0;

 protected:
  Workload(std::string name, WorkKind kind) : name_(std::move(name)), kind_(kind) {}

  Work work_;

 private:
  std::string name_;
  WorkKind kind_;
};

/// The least time for this work at the best rates: that of its flops, of its sigmoids or of the bytes that it
/// streams, whichever takes longest. Units of the processor that do different things can do them at a time.
double bound_seconds(const Work& work, const Probes& best);

/// The result of several runs of one workload.
struct WorkloadResult {
  std::string name;
  WorkKind kind;
  Work work;
  std::vector<double> seconds;  ///< of each run
  std::string fingerprint;

  double median() const;
  double least() const;
  double most() const;

  /// Rows times iterations per second.
  double rows_per_second() const;
  double flops_per_second() const { return work.flops / median(); }
  double bytes_per_second() const { return work.bytes / median(); }

  /// The share of the time that the flops need at the best rate.
  double share_of_peak(const Probes& best) const { return flops_per_second() / best.flops; }
  /// The share of the time that all of the work needs at the best rates.
  double share_of_bound(const Probes& best) const;
  /// Of a function: its rate divided by the best rate of the sigmoid.
  double share_of_sigmoid(const Probes& best) const { return rows_per_second() / best.sigmoids; }
};

/// The results of all workloads, and the best rates of this processor between them.
struct BenchResult {
  std::vector<WorkloadResult> workloads;
  Probes probes;
  std::size_t threads = 1;
  std::size_t runs = 1;
};

/// Called before each run of a workload; `run` counts from 1.
using BenchWatcher = std::function<void(std::size_t run, const std::string& workload)>;

/// Runs all workloads one after another, `runs` times: a slow period of the machine then slows one run of
/// each workload. Measures the probes before each round. Throws std::logic_error if two runs of a workload
/// have different bits.
BenchResult bench(const std::vector<std::unique_ptr<Workload>>& workloads, std::size_t runs,
                  const ProbePlan& probes, Workers& workers, const BenchWatcher& watcher);

}  // namespace nntrain
