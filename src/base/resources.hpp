#pragma once

#include <cstdint>

namespace nntrain {

/// The seconds since the first call. main() makes it.
double seconds_of_command();

/// The most bytes of memory that the program has had so far.
std::uint64_t peak_memory();

/// The bytes of memory that the program may have: those of the machine, or a lower limit by a control group
/// or ulimit -v.
double available_memory();

}  // namespace nntrain
