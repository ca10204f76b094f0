#pragma once

#include <cstddef>

#include "network/network.hpp"
#include "training/restarts.hpp"

namespace nntrain {

/// What is in memory besides one training on each thread.
struct MemoryBeside {
  double networks = 0;  ///< vectors of parameters: of the networks of an ensemble, and before a refit
  double tables = 0;    ///< copies of all rows
};
MemoryBeside beside_training(const Recipe& recipe, std::size_t threads);

/// The bytes that training `network` on `blocks` blocks of rows needs besides the data, with an optimizer
/// that keeps `vectors` vectors of parameters. It is a double to avoid integer overflow.
double training_bytes(const Network& network, std::size_t blocks, std::size_t vectors = 1,
                      std::size_t threads = 1);

/// Whether this, what is beside it and the inputs fit in the memory of this machine.
bool fits_memory(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads,
                 const MemoryBeside& beside = {});

/// Throws UsageError if they do not fit in the memory of this machine. Call it before allocating.
void check_memory(const Network& network, std::size_t blocks, std::size_t vectors = 1,
                  std::size_t threads = 1, const MemoryBeside& beside = {});

}  // namespace nntrain
