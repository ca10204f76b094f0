#pragma once

#include <cstddef>
#include <string>

namespace nntrain {

/// Opens a file to be read and returns its descriptor; "-" is standard input (0). Throws DataError if it
/// cannot be opened or is a directory.
int open_to_read(const std::string& path);

/// Reads up to `size` bytes, 0 only at the end; waits where a descriptor says "try again". Throws DataError.
std::size_t read_some(int file, const std::string& path, char* buffer, std::size_t size);

/// The whole file. Throws DataError.
std::string read_file(const std::string& path);

}  // namespace nntrain
