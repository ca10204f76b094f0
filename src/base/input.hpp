#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace nntrain {

/// Opens a file to be read and returns its descriptor; "-" is standard input (0). Throws DataError if it
/// cannot be opened or is a directory.
int open_to_read(const std::string& path);

/// Whether there is a file that this process may read.
bool is_readable(const std::string& path);

/// Reads up to `size` bytes, 0 only at the end; waits where a descriptor says "try again". Throws DataError.
std::size_t read_some(int file, const std::string& path, char* buffer, std::size_t size);

/// The whole file. `look_at` is shown its first bytes before more is read, and may throw. Throws DataError.
std::string read_file(const std::string& path,
                      const std::function<void(std::string_view head)>& look_at = {});

}  // namespace nntrain
