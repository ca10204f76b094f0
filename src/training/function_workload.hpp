#pragma once

#include <memory>
#include <string>

#include "math/kernel_table.hpp"
#include "training/workload.hpp"

namespace nntrain {

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
