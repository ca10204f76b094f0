#pragma once

#include <cstddef>

#include "network/network.hpp"

namespace nntrain {

/// The bytes that training `network` on `blocks` blocks of rows asks for beside the data, with an optimiser
/// that keeps `vectors` vectors of parameters; as a double so that nothing wraps around.
double training_bytes(const Network& network, std::size_t blocks, std::size_t vectors = 1,
                      std::size_t threads = 1);

/// Whether that and the inputs are within this machine's memory.
bool fits_memory(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads);

/// Throws UsageError if that and the inputs are more than this machine's memory: checked before any of it is
/// asked for.
void check_memory(const Network& network, std::size_t blocks, std::size_t vectors = 1,
                  std::size_t threads = 1);

}  // namespace nntrain
