#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/sha256.hpp"

namespace nntrain {

/// How a file is read: all of it, only the complete lines of its first kChunk bytes, or all of it as it
/// comes: where the input waits, with the complete lines so far.
enum class Extent { kWhole, kOpening, kAsItComes };

/// The bytes of a file or of standard input, prepared for a line reader. Read errors, NUL bytes and other
/// formats than plain text are errors. A byte order mark is removed. A line feed is added after the last line
/// if needed. CR LF becomes CR CR LF: the line reader removes one CR, and the other one stays a part of the
/// line.
class ByteSource {
 public:
  /// The number of bytes per system read.
  static constexpr std::size_t kChunk = std::size_t{1} << 18;

  /// Opens `path`; "-" is standard input. Set `hash` to use sha256(). Throws DataError if the file cannot be
  /// opened, is a directory, is empty, or is not text.
  ByteSource(const std::string& path, bool hash, Extent extent = Extent::kWhole);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Fills `buffer` with the next `size` bytes; fewer only at the end, then 0. With kAsItComes also fewer,
  /// but not 0, at the end of the last complete line before the input waits. Throws DataError.
  std::size_t read(char* buffer, std::size_t size);

  /// Whether read() must wait for input. Only with kAsItComes.
  bool is_waiting() const { return is_paused_ && next_ == end_; }

  /// The SHA-256 of the bytes of the file, "" without `hash`. Call it once, after read() reached the end.
  std::string sha256();

  /// The number of bytes read from the file so far.
  std::size_t bytes_read() const { return bytes_read_; }

 private:
  void open();
  bool fill_chunk(bool are_lines);
  void end_with_line();
  void refuse_nul();

  std::string path_;
  Extent extent_;
  int descriptor_ = -1;
  std::optional<Sha256> hash_;
  std::vector<char> chunk_;
  std::size_t next_ = 0;   // the next byte of the chunk to return
  std::size_t end_ = 0;    // the end of the bytes in the chunk to return
  std::size_t held_ = 0;   // bytes after them: of a line that is not complete; only with kAsItComes
  std::size_t lines_ = 0;  // line feeds in earlier chunks
  std::size_t bytes_read_ = 0;
  char last_ = '\n';  // the last byte returned
  bool at_end_ = false;
  bool is_paused_ = false;  // whether the input waits behind the chunk
};

}  // namespace nntrain
