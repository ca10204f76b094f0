#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace nntrain {

/// A file cannot be opened or read, whatever is in it.
struct FileError : DataError {
  using DataError::DataError;
};

/// Opens a file for reading and returns its descriptor. "-" is standard input (0). Throws FileError if the
/// file cannot be opened or is a directory.
int open_to_read(const std::string& path);

/// Whether the files that `path` names exist, and this process may read them.
bool is_readable(const std::string& path);

/// Whether both paths name one pipe or socket, which can be read once. "-" is standard input.
bool is_same_pipe(const std::string& a, const std::string& b);

/// Whether the path is neither standard input nor a pipe or socket.
bool can_be_read_again(const std::string& path);

/// Reads up to `size` bytes and returns their number; 0 means the end. Waits on EAGAIN. Throws FileError.
std::size_t read_some(int file, const std::string& path, char* buffer, std::size_t size);

/// Whether read_some() would return at once: with bytes, the end or an error.
bool has_input(int file);

/// Gives all ranks what the first one has on standard input, which the launcher gives to it alone: it is read
/// to its end first. All ranks call it together, before they read "-"; again it does nothing. Throws as
/// fail_together().
void share_standard_input();

/// Reads the whole file. Calls `look_at`, which may throw, with the first bytes. Throws DataError.
std::string read_file(const std::string& path,
                      const std::function<void(std::string_view head)>& look_at = {});

/// The first `size` bytes of the file, or all of it. Throws DataError.
std::string read_start(const std::string& path, std::size_t size);

/// Lets standard input, which was read to its end, be read again: `text` is what it had. Throws DataError.
void read_again(const std::string& text);

/// Whether both paths name one file, or files with the same bytes. False for standard input, for what is not
/// a regular file, and for what cannot be read.
bool have_same_bytes(const std::string& a, const std::string& b);

/// Whether this is so for one of the files that each path or pattern names.
bool share_a_file(const std::string& a, const std::string& b);

}  // namespace nntrain
