#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// A temporary file in the folder of the environment variable TMPDIR (default: /tmp). It has no name there,
/// so it is deleted however the program ends.
class ScratchFile {
 public:
  /// Throws DataError if the file cannot be written.
  explicit ScratchFile(std::string_view text);
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  /// Writes the text behind what is there. Throws DataError if it cannot.
  void append(std::string_view text) const;
  /// A path that opens the file for reading, in this process only.
  std::string path() const;
  /// The descriptor for reading and writing, at the start of the file.
  int descriptor() const;

 private:
  int file_;
};

}  // namespace nntrain
