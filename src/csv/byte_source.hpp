#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "csv/read_ahead.hpp"

namespace nntrain {

/// How a file is read: all of it, only the complete lines of its first kChunk bytes, or all of it as it
/// comes: where the input waits, with the complete lines so far.
enum class Extent { kWhole, kOpening, kAsItComes };

/// The text of a file or of standard input, prepared for a line reader. Read errors, NUL bytes and other
/// formats than plain or compressed text are errors. A byte order mark is removed. A line feed is added after
/// the last line if needed. CR LF becomes CR CR LF: the line reader removes one CR, and the other one stays a
/// part of the line.
class ByteSource {
 public:
  /// The number of bytes of text that are looked at together.
  static constexpr std::size_t kChunk = std::size_t{1} << 18;
  static constexpr std::size_t kMostChecked = std::size_t{1} << 28;

  /// Opens `path`; "-" is standard input. Set `hash` to use sha256(). Throws DataError if the file cannot be
  /// opened, is a directory, is empty, or is not text.
  ByteSource(const std::string& path, bool hash, Extent extent = Extent::kWhole);
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Writes the next complete lines into `buffer`, or `size` bytes of a line that is longer; returns the
  /// number of bytes, 0 at the end. Unless this `may_wait`, also 0 where the input waits. Throws DataError.
  std::size_t read(char* buffer, std::size_t size, bool may_wait = true);

  /// Whether read() has reached the end.
  bool is_over() const { return at_end_ && next_ == end_; }

  /// Whether read() must wait for input. Only with kAsItComes.
  bool is_waiting() const { return is_paused_ && next_ == end_; }

  /// The SHA-256 of the bytes of the file, "" without `hash`. Call it once, after read() reached the end.
  std::string sha256() const { return input_.sha256(); }

  /// Throws DataError if the compressed data of a file is damaged behind this place, as far as kMostChecked
  /// bytes of text reach, and a pipe gives them without a pause: an error in the text before may come from
  /// that. Call it only for such an error.
  void refuse_damage();

  /// The number of bytes of text read so far.
  std::size_t bytes_read() const { return bytes_read_; }

 private:
  bool fill_chunk(bool may_wait);
  bool has_input_soon();
  void refuse_format() const;
  void end_with_line();
  void refuse_nul() const;

  std::string path_;
  Extent extent_;
  ReadAhead input_;
  std::vector<char> chunk_;
  std::size_t next_ = 0;   // the next byte of the chunk to return
  std::size_t end_ = 0;    // the end of the bytes in the chunk to return
  std::size_t held_ = 0;   // bytes after them: of a line that is not complete
  std::size_t lines_ = 0;  // line feeds in earlier chunks
  std::size_t bytes_read_ = 0;
  char last_ = '\n';  // the last byte returned
  bool at_end_ = false;
  bool is_paused_ = false;  // whether the input waits behind the chunk
};

}  // namespace nntrain
