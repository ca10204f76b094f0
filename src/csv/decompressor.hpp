#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "base/compression.hpp"

namespace nntrain {

/// Compressed bytes that cannot be decompressed: what() says why, or is "" for bytes of another format behind
/// complete data.
struct DamagedData : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The window of a zstd file that needs more memory than kLargestWindow.
struct TooLargeWindow : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Bytes of text that a zstd file may refer back to, as its program allows without --long.
inline constexpr std::size_t kLargestWindow = std::size_t{1} << 27;

/// Makes text of compressed bytes that come in pieces: of one compressed stream, or of several after each
/// other.
class Decompressor {
 public:
  virtual ~Decompressor() = default;

  /// Takes bytes from the front of `bytes` and writes up to `size` bytes of text; returns their number. Text
  /// that has no room stays inside: then has_more(). Throws DamagedData, TooLargeWindow, bad_alloc.
  virtual std::size_t decompress(std::string_view& bytes, char* text, std::size_t size) = 0;

  /// Whether there is more text without more bytes.
  virtual bool has_more() const = 0;

  /// Whether the compressed bytes may end here.
  virtual bool may_end() const = 0;
};

/// Whether this build can decompress: it was built with zlib and libzstd.
bool can_decompress();

/// Throws bad_alloc. Only if can_decompress().
std::unique_ptr<Decompressor> make_gzip_decompressor();
std::unique_ptr<Decompressor> make_zstd_decompressor();

}  // namespace nntrain
