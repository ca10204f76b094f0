#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "network/activation.hpp"
#include "network/initialization.hpp"
#include "network/loss.hpp"
#include "optimizer/make_optimizer.hpp"

namespace nntrain {

struct JobSize {
  std::size_t rows;
  std::uint64_t iterations;
};

/// A network to train on synthetic rows, from a start with seed 1.
struct NetworkJob {
  std::string name;
  std::vector<std::size_t> sizes;  ///< inputs, hidden units, outputs
  std::vector<Activation> activations;
  Loss loss;
  Initialization::Kind start;
  double learning_rate;
  std::uint64_t batch_size;  ///< 0: all rows
  JobSize whole;
  JobSize quick;
  OptimizerKind optimizer = OptimizerKind::kGradientDescent;
  double dropout = 0;
  double l2 = 0;
  double average = 0;  ///< as in TrainingPlan
};

const std::vector<NetworkJob>& network_jobs();

}  // namespace nntrain
