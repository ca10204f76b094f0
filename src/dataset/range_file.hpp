#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace nntrain {

/// A file that can be read from any place in it, by several threads at a time.
class RangeFile {
 public:
  /// nullopt where `path` is none: standard input, a pipe, a file that is not there.
  static std::optional<RangeFile> open(const std::string& path);
  ~RangeFile();
  RangeFile(RangeFile&& other) noexcept;
  RangeFile(const RangeFile&) = delete;
  RangeFile& operator=(const RangeFile&) = delete;
  RangeFile& operator=(RangeFile&&) = delete;

  const std::string& path() const { return path_; }

  /// Its bytes when it was opened.
  std::size_t size() const { return size_; }

  /// Whether it has as many now.
  bool has_kept_its_size() const;

  /// Reads `count` bytes from `offset` on, which must be there. Throws DataError.
  void read(std::size_t offset, std::size_t count, char* buffer) const;

 private:
  RangeFile(const std::string& path, int descriptor, std::size_t size);

  std::string path_;
  int descriptor_;
  std::size_t size_;
};

}  // namespace nntrain
