#pragma once

#include <cstdint>

namespace nntrain {

/// The seconds since the first call. main() makes it.
double seconds_of_command();

/// The most bytes of memory that the program has had so far.
std::uint64_t peak_memory();

}  // namespace nntrain
