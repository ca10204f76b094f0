#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// A file that is gone when this is, however the program ends: it has no name in its folder, which the
/// environment variable TMPDIR names, else /tmp.
class ScratchFile {
 public:
  /// Throws DataError where it cannot be written.
  explicit ScratchFile(std::string_view text);
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  /// Opens it for reading, for this process alone.
  std::string path() const;
  /// Its descriptor, for reading and writing, set to its start.
  int descriptor() const;

 private:
  int file_;
};

}  // namespace nntrain
