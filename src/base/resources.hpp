#pragma once

#include <cstdint>

namespace nntrain {

/// The seconds since the first call. main() makes it.
double seconds_of_command();

/// The most bytes of memory that the program has had so far.
std::uint64_t peak_memory();

/// Whether the memory in use is nearly all that the program may have. The kernel would soon end it, without a
/// message.
bool is_memory_short();

}  // namespace nntrain
