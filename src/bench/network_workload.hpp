#pragma once

#include <memory>

#include "bench/bench.hpp"
#include "bench/network_jobs.hpp"
#include "network/network.hpp"

namespace nntrain {

/// The floating-point operations for one row in one iteration; a multiply-add counts as two. A layer with I
/// inputs and O outputs needs 2 I O each for X W, X' D and, except the first layer, D W'; no others count.
double flops_per_row(const Network& network);

/// Trains the network once in each run. The seconds do not include the first iteration.
std::unique_ptr<Workload> make_network_workload(const NetworkJob& job, bool quick);

}  // namespace nntrain
