#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// Writes all of `text` to a descriptor; false with errno set if something could not be written.
bool write_all(int file, std::string_view text);

/// Writes to standard output at once. Throws DataError if it cannot (a full disk); a closed pipe ends the
/// program quietly, as SIGPIPE does.
void write_standard_output(std::string_view text);

enum class Writing { kWhole, kGrowing };  ///< by write_file, by GrowingFile

/// Throws DataError if no file can be written at `path`: its folder is missing or not writable, or it is a
/// folder. For asking before the work whose result goes there.
void check_writable(const std::string& path, Writing way);

/// A file that appears whole or not at all: it is written to a temporary file beside it, synced, then
/// renamed. Symbolic links are followed, the mode of a file that is replaced is kept, runs that write one
/// file take turns; what is no regular file (/dev/stdout, a pipe) is written directly.
class WholeFile {
 public:
  /// Throws DataError, as all that follows.
  explicit WholeFile(const std::string& path);
  /// Without finish() the file at the path stays what it was.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  void append(std::string_view text);
  /// Puts the file in its place.
  void finish();

 private:
  [[noreturn]] void give_up(int error);

  std::string path_;
  std::string target_;     // what the path leads to
  std::string temporary_;  // "": written directly
  int file_ = -1;
};

/// Writes a whole file at once. Throws DataError.
void write_file(const std::string& path, std::string_view text);

/// A file that grows line by line and can be read while it does (a log).
class GrowingFile {
 public:
  /// Creates the file or empties it. Throws DataError.
  explicit GrowingFile(const std::string& path);
  ~GrowingFile();
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;

  /// Appends and hands it to the system at once. Throws DataError.
  void append(std::string_view text);

 private:
  std::string path_;
  int file_;
};

/// Whether both paths lead to one regular file, or would if it were created.
bool same_file(const std::string& a, const std::string& b);

}  // namespace nntrain
