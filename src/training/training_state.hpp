#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace nntrain {

/// Whether the loss still falls: by the share `tolerance` of the lowest so far, at least once in
/// kToleranceIterations.
class Improvement {
 public:
  bool has_ended(double loss, double tolerance);

  std::optional<double> lowest;
  std::uint64_t waited = 0;  ///< iterations
};

/// The parameters with the lowest validation loss so far; none yet where they are empty.
struct BestSoFar {
  std::vector<double> parameters;
  double loss = 0;
  std::uint64_t iteration = 0;
};

/// All that the training of one start depends on after `iterations` iterations: with it, it goes on as if it
/// had never stopped.
struct TrainingState {
  std::uint64_t iterations = 0;
  std::vector<double> parameters;
  std::vector<double> before;     ///< one iteration earlier, where divergence leads back to
  std::vector<double> optimizer;  ///< its state
  std::uint64_t evaluations = 0;
  std::uint64_t blocks_dropped = 0;  ///< position in the random stream of dropout
  Improvement improvement;
  BestSoFar best;
};

}  // namespace nntrain
