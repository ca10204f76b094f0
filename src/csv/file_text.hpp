#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/compression.hpp"
#include "base/sha256.hpp"

namespace nntrain {

class Decompressor;

/// The bytes of a file or of standard input; of a compressed one, told by its first bytes, those of the text
/// in it.
class FileText {
 public:
  /// Opens `path`; "-" is standard input. Set `hash` to use sha256(). Reads what tells a compression. Throws
  /// DataError if the file cannot be opened or read, or is compressed and this build cannot decompress.
  FileText(const std::string& path, bool hash);
  ~FileText();
  FileText(const FileText&) = delete;
  FileText& operator=(const FileText&) = delete;

  /// Writes up to `size` bytes of text, `size` > 0, and returns their number; 0 is the end only if is_over().
  /// Reads the file at most once. Throws DataError, also for damaged or cut off compressed data, which ends
  /// the text, and bad_alloc.
  std::size_t take(char* text, std::size_t size);

  /// Whether take() will read the file, and may wait for it.
  bool needs_file() const;
  /// Whether a read would return at once.
  bool has_input() const;
  bool is_over() const { return is_over_; }

  Compression compression() const { return compression_; }
  const std::string& path() const { return path_; }
  int descriptor() const { return descriptor_; }
  /// Whether it is no regular file: somebody writes what is read.
  bool may_wait() const { return may_wait_; }

  /// The SHA-256 of the bytes of the file as it lies there, "" without `hash`. Only when it is over.
  std::string sha256() const { return hash_ ? hash_->hex() : std::string(); }

 private:
  void read_head();
  void begin_decompressing();
  std::size_t read_file(char* buffer, std::size_t size);
  std::size_t decompress(char* text, std::size_t size);
  void end();

  std::string path_;
  int descriptor_ = -1;
  bool may_wait_ = false;
  std::optional<Sha256> hash_;
  Compression compression_ = Compression::kNone;
  std::unique_ptr<Decompressor> decompressor_;
  std::vector<char> bytes_;  // read from the file: the head, and compressed data
  std::string_view left_;    // the part of them that take() has not used
  std::size_t bytes_read_ = 0;
  bool is_over_ = false;
};

}  // namespace nntrain
