#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sha256.hpp"

namespace nntrain {

/// How much of a file is read: all of it, or those of its lines that fit ByteSource::kChunk.
enum class Extent { kWhole, kOpening };

/// The bytes of a file or of standard input, made fit for a reader that knows only lines: it fails on read
/// errors, NUL bytes and what is no plain text; a byte order mark is left out; the last line always ends in a
/// line feed; and CR LF becomes CR CR LF, so that the reader, which takes one CR off a line's end, leaves the
/// other.
class ByteSource {
 public:
  /// Bytes that are asked of the system at a time.
  static constexpr std::size_t kChunk = std::size_t{1} << 18;

  /// Opens `path` ("-" is standard input); `hash` if sha256() will be asked. Throws DataError if the file
  /// cannot be opened, is a directory, is empty, or is not text.
  ByteSource(const std::string& path, bool hash, Extent extent = Extent::kWhole);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Fills `buffer` with the next `size` bytes; fewer only at the end, 0 behind it. Throws DataError.
  std::size_t read(char* buffer, std::size_t size);

  /// The SHA-256 of the file's own bytes; once, after read() has come to the end; "" if it was not asked for.
  std::string sha256();

  /// How many of the file's bytes have been read so far.
  std::size_t bytes_read() const { return bytes_read_; }

 private:
  void open();
  bool fill_chunk();
  void end_with_line();
  void refuse_nul();

  std::string path_;
  Extent extent_;
  int descriptor_ = -1;
  std::optional<Sha256> hash_;
  std::vector<char> chunk_;
  std::size_t next_ = 0;   // what of the chunk is given out
  std::size_t end_ = 0;    // what of the chunk holds bytes
  std::size_t lines_ = 0;  // line feeds in the chunks before
  std::size_t bytes_read_ = 0;
  char last_ = '\n';  // the byte given out last
  bool at_end_ = false;
};

/// Throws DataError with the remedy if the first bytes of the file `path` are those of a compressed file, a
/// workbook, UTF-16 or UTF-32, or lines that end in carriage returns alone.
void refuse_other_formats(std::string_view head, const std::string& path);

}  // namespace nntrain
