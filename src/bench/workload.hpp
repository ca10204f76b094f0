#pragma once

#include <cstdint>
#include <string>

#include "base/workers.hpp"

namespace nntrain {

/// What a workload does: train a network, read a CSV, or compute one function of many numbers.
enum class WorkKind { kNetwork, kCsv, kFunction };

/// "network", "csv" or "function".
inline const char* name_of(WorkKind kind) {
  return kind == WorkKind::kNetwork ? "network" : kind == WorkKind::kCsv ? "csv" : "function";
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

}  // namespace nntrain
