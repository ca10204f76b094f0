#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/workers.hpp"
#include "math/block_matrix.hpp"

namespace nntrain {

/// The best rates of this processor, of all threads of the workers together. What they measure never changes
/// with nntrain, so that versions of it can be compared.
struct Probes {
  double flops = 0;     ///< per second, of independent multiply-adds in registers; each counts as two
  double sigmoids = 0;  ///< per second, of Kernels::sigmoid_probe on numbers in the level 1 cache
  double bytes = 0;     ///< per second, read from memory one after another
  /// The mean time of the multiply-adds divided by the least, in the round where this is smallest. It is
  /// about 1 unless other programs use the processor all the time.
  double slowdown = 1e9;
};

/// How long each rate is measured in a round, and how much memory is read, by all threads together.
struct ProbePlan {
  double seconds = 0.05;
  std::size_t bytes = std::size_t{1} << 27U;  ///< more than the caches of most processors hold
};
inline constexpr ProbePlan kQuickProbes = {0.001, std::size_t{1} << 25U};

/// Measures the rates in rounds.
class Prober {
 public:
  /// Keeps a reference to the workers.
  Prober(const ProbePlan& plan, Workers& workers);

  /// Measures each rate once more. Keeps in `best` the better one of old and new values.
  void measure(Probes& best);

 private:
  double bytes_read();

  ProbePlan plan_;
  Workers& workers_;
  std::vector<BlockMatrix> numbers_;                     // of each thread
  std::vector<std::unique_ptr<std::uint64_t[]>> words_;  // of each task
  std::vector<std::uint64_t> sums_;                      // of them
};

}  // namespace nntrain
