#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/bench.hpp"
#include "math/kernel_table.hpp"

namespace nntrain {

/// The names of the workloads of this folder, in the order in which they run.
const std::vector<std::string>& workload_names();

/// Makes the workload with this name, and its data. `quick` does a small part, with a different fingerprint.
std::unique_ptr<Workload> make_workload(const std::string& name, bool quick);

/// An elementary function and the interval of its arguments.
struct BenchedFunction {
  std::string name;
  void (*Kernels::*kernel)(double* x, std::size_t n);
  double least;
  double most;
};

/// exp, log, tanh and sigmoid.
const std::vector<BenchedFunction>& benched_functions();

/// Computes the function of kBenchedNumbers numbers kBenchedPasses times in each run; each pass copies the
/// numbers anew. The seconds are the mean over as many such runs as fit a fixed time.
std::unique_ptr<Workload> make_function_workload(const BenchedFunction& function, bool quick);

inline constexpr std::size_t kBenchedNumbers = 1024;  ///< fit twice into the level 1 cache
inline constexpr std::size_t kBenchedPasses = 200;

}  // namespace nntrain
