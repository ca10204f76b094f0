#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/bench.hpp"
#include "math/kernel_table.hpp"

namespace nntrain {

/// The names of all workloads, in the order in which they are told.
const std::vector<std::string>& workload_names();

/// Makes the workload of this name and its data. `quick` ones do a small part of the work, and have
/// fingerprints of their own.
std::unique_ptr<Workload> make_workload(const std::string& name, bool quick);

/// Reads a CSV of ten columns of numbers and two classes with read_table() once in every run. It is written
/// to the folder that the environment variable TMPDIR names (else /tmp), as a file without a name, so that
/// nothing stays behind. Throws DataError where that cannot be done.
std::unique_ptr<Workload> make_csv_workload(bool quick);

/// An elementary function and the interval that its arguments are drawn from.
struct BenchedFunction {
  std::string name;
  void (*Kernels::*kernel)(double* x, std::size_t n);
  double least;
  double most;
};

/// exp, log, tanh and sigmoid.
const std::vector<BenchedFunction>& benched_functions();

/// Computes the function of kBenchedNumbers numbers kBenchedPasses times in every run, the numbers copied in
/// anew each time; the seconds are the mean of as many such runs as fit a fixed time.
std::unique_ptr<Workload> make_function_workload(const BenchedFunction& function, bool quick);

inline constexpr std::size_t kBenchedNumbers = 1024;  ///< the level 1 cache holds them twice
inline constexpr std::size_t kBenchedPasses = 200;

}  // namespace nntrain
