#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace nntrain {

/// Whether this process writes: of several ranks only the first one does. On the others, the functions and
/// classes below take what is to be written, and write nothing; they tell of it what they would have told.
bool writes();

/// Writes all of `text` to a descriptor. Returns false and sets errno on failure. After a signal it does not
/// wait for long: that is a failure with EINTR.
bool write_all(int file, std::string_view text);

/// Writes to standard output immediately. Throws DataError if this fails, for example on a full disk. A
/// closed pipe is an error of code kClosedPipe.
void write_standard_output(std::string_view text);

/// Runs `write` for a command whose answer is its exit code, too. Returns false if nobody reads any more (an
/// error of code kClosedPipe); such a pipe no longer ends the program.
bool finds_reader(const std::function<void()>& write);

/// Writes to standard error immediately. What cannot be written is lost.
void write_standard_error(std::string_view text);
void print_warning(const std::string& message);

enum class Writing { kWhole, kGrowing };  ///< written by WholeFile or by GrowingFile

/// Throws DataError if no file can be written at `path`: the folder is missing or not writable, or `path` is
/// a folder. Call it before the work whose result goes there.
void check_writable(const std::string& path, Writing way);

/// A file that appears completely or not at all. It is written to a temporary file beside it, synced and
/// renamed. Symbolic links are followed. A replaced file keeps its mode. Two runs that write the same file
/// take turns. Special files (/dev/stdout, a pipe) are written directly. A signal that ends the program
/// removes the temporary file of the last object.
class WholeFile {
 public:
  /// Throws DataError, as the other members do.
  explicit WholeFile(const std::string& path);
  /// Without finish() the old file at the path remains.
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  void append(std::string_view text);
  /// Puts the file in its place, with the mode of the file `like`, or else of the one that it replaces.
  void finish(const std::string& like = "");

 private:
  void close_unfinished();
  [[noreturn]] void give_up(int error);

  std::string path_;
  std::string target_;     // the path with symbolic links resolved
  std::string temporary_;  // "" if written directly
  int file_ = -1;
};

/// Writes a WholeFile in one call. Throws DataError.
void write_file(const std::string& path, std::string_view text);

/// The temporary file of a WholeFile for `path`.
std::string temporary_of(const std::string& path);

/// The file beside `path` (the end of its symbolic links) that keeps a result which is not finished.
std::string part_of(const std::string& path);

/// Whether an unfinished result for `path` has a .part: if the path leads to a regular file, or to none.
bool has_part(const std::string& path);

/// Writes a result whole, so that a file `path` means success: a finished one to `path`, and its .part is
/// removed; another one to part_of(path), and the file `path` stays as it is. An unfinished result is not
/// written to what is not a regular file. A .part is a regular file: it replaces a pipe of that name. Returns
/// the path written, or "". Throws DataError.
std::string write_result(const std::string& path, std::string_view text, bool is_finished);

/// The same of a text that `write` appends in pieces.
std::string write_result(const std::string& path, const std::function<void(WholeFile&)>& write,
                         bool is_finished);

/// A file that grows line by line and can be read meanwhile, for example a log.
class GrowingFile {
 public:
  /// Creates the file, or opens it as it is. Throws DataError, also if another run writes the file.
  explicit GrowingFile(const std::string& path);
  ~GrowingFile();
  GrowingFile(const GrowingFile&) = delete;
  GrowingFile& operator=(const GrowingFile&) = delete;

  /// Whether it has a content of its own, so that it can be cut: it is a regular file and no standard stream.
  bool is_regular() const { return is_regular_; }
  /// Whether the path still leads to the file: another run may have replaced it before it could be locked.
  bool is_at_its_path() const;
  /// The number of bytes in a regular file. Throws DataError.
  std::uint64_t size() const;
  /// Removes all but the first `size` bytes of a regular file. Throws DataError.
  void cut(std::uint64_t size);
  /// Writes the text to the end of the file immediately. Throws DataError.
  void append(std::string_view text);
  /// Returns once the storage has what was written. Throws DataError.
  void sync();
  /// Closes the file. Throws DataError: a network file system may report a failed write only now.
  void finish();

 private:
  std::string path_;
  int file_;  // -1: closed
  bool is_regular_ = false;
  std::uint64_t size_elsewhere_ = 0;  // where this process does not write: since it was cut
};

/// Whether both paths lead to the same regular file, or would if it were created.
bool same_file(const std::string& a, const std::string& b);

/// Whether `path` leads to the regular file that the shell has opened as a standard stream, by its
/// descriptor. "-" is standard input.
bool is_file_of_stream(const std::string& path, int stream);

}  // namespace nntrain
