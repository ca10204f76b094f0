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

namespace nntrain {

/// How much of a job is done.
struct JobSize {
  std::size_t rows;
  std::uint64_t iterations;
};

/// A network that is trained by gradient descent from a start of seed 1, on made-up rows.
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
};

/// All of them.
const std::vector<NetworkJob>& network_jobs();

/// The floating-point operations that a row costs in one iteration, a multiply-add being two: of a layer of I
/// inputs and O outputs 2 I O each for X W, X' D and, but for the first layer, D W'. Everything else is left
/// out.
double flops_per_row(const Network& network);

/// Trains the network once in every run; the first iteration is not in the seconds.
std::unique_ptr<Workload> make_network_workload(const NetworkJob& job, bool quick);

}  // namespace nntrain
