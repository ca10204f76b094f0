#pragma once

#include <cstddef>

#include "network/network.hpp"

namespace nntrain {

/// The bytes that training `network` on `blocks` blocks of rows needs besides the data, with an optimizer
/// that keeps `vectors` vectors of parameters. It is a double to avoid integer overflow.
double training_bytes(const Network& network, std::size_t blocks, std::size_t vectors = 1,
                      std::size_t threads = 1);

/// Whether this and the inputs fit in the memory of this machine.
bool fits_memory(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads);

/// Throws UsageError if this and the inputs do not fit in the memory of this machine. Call it before
/// allocating.
void check_memory(const Network& network, std::size_t blocks, std::size_t vectors = 1,
                  std::size_t threads = 1);

}  // namespace nntrain
