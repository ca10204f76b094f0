#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "bench/bench.hpp"
#include "network/initialization.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
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

/// The floating-point operations for one row in one iteration; a multiply-add counts as two. A layer with I
/// inputs and O outputs needs 2 I O each for X W, X' D and, except the first layer, D W'; no others count.
double flops_per_row(const Network& network);

/// Trains the network once in each run. The seconds do not include the first iteration.
std::unique_ptr<Workload> make_network_workload(const NetworkJob& job, bool quick);

}  // namespace nntrain
