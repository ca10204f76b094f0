#pragma once

#include <cstddef>
#include <vector>

#include "dataset/table.hpp"
#include "network/network.hpp"
#include "training/restarts.hpp"

namespace nntrain {

/// What is in memory besides one training on each thread.
struct MemoryBeside {
  double networks = 0;  ///< vectors of parameters: of the networks of an ensemble, and before a refit
  double tables = 0;    ///< copies of all rows
  double runs = 0;      ///< vectors of parameters: of the runs that have ended
  double kept = 0;      ///< bytes of the tables that other runs use, too
};
MemoryBeside beside_training(const Recipe& recipe, std::size_t threads);

/// The same of one of `runs` runs of these tables.
MemoryBeside beside_run(const Recipe& recipe, std::size_t threads, const std::vector<Table>& tables,
                        std::size_t runs);

/// The bytes that training `network` on `blocks` blocks of rows needs besides the data, with an optimizer
/// that keeps `vectors` vectors of parameters. It is a double to avoid integer overflow.
double training_bytes(const Network& network, std::size_t blocks, std::size_t vectors = 1,
                      std::size_t threads = 1);

/// Whether this, what is beside it and the rows fit in the memory that this process may have.
bool fits_memory(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads,
                 const MemoryBeside& beside = {});

/// Throws MemoryError if they do not fit, with the limit that holds. Call it before allocating.
void check_memory(const Network& network, std::size_t blocks, std::size_t vectors = 1,
                  std::size_t threads = 1, const MemoryBeside& beside = {});

/// The bytes of one run on one thread: what training `network` needs, and the rows of `table` as its inputs.
double run_bytes(const Network& network, const Table& table, const Recipe& recipe);

/// How many of `runs` runs of `tables` the memory has room for at a time; from 1 to `threads`.
std::size_t runs_in_memory(const Network& network, const std::vector<Table>& tables, const Recipe& recipe,
                           std::size_t runs, std::size_t threads);

/// The same where the networks are not known, or small.
std::size_t runs_in_memory(const Table& table, std::size_t runs);

}  // namespace nntrain
