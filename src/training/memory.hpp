#pragma once

#include <cstddef>

#include "dataset/table.hpp"
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

/// Whether this, what is beside it and the rows fit in the memory that this process may have.
bool fits_memory(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads,
                 const MemoryBeside& beside = {});

/// Throws UsageError if they do not fit, with the limit that holds. Call it before allocating.
void check_memory(const Network& network, std::size_t blocks, std::size_t vectors = 1,
                  std::size_t threads = 1, const MemoryBeside& beside = {});

/// How many of `runs` the memory has room for at a time, each with the rows of a table of its own; at
/// least 1.
std::size_t runs_in_memory(const Table& table, std::size_t runs);

}  // namespace nntrain
