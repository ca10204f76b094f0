#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// The longest line, and the longest record of a CSV, in bytes.
inline constexpr std::size_t kLongestLine = (std::size_t{1} << 24) - 1;

/// The lines of a file or of standard input ("-"). The first lines can be read more than once, from a pipe
/// too: until stop_keeping() is called, rewind() leads back to line 1.
class LineReader {
 public:
  /// Throws DataError as ByteSource does; `hash` if sha256() will be asked.
  explicit LineReader(const std::string& path, bool hash = false);
  ~LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// The next line without its line feed, but with the carriage return of a CR LF; valid until the next call.
  /// nullopt at the end. Throws DataError for a line over kLongestLine and for read errors.
  std::optional<std::string_view> next();

  /// The number, from 1, of the line that next() gave last.
  std::size_t line() const { return line_; }

  /// Goes back to line 1.
  void rewind();
  void stop_keeping() { keeping_ = false; }

  const std::string& path() const { return path_; }

  /// The SHA-256 of the file's bytes; once, after next() has come to the end; "" if it was not asked for.
  std::string sha256();

 private:
  struct Package;
  std::optional<std::string_view> fetch();

  std::string path_;
  std::unique_ptr<Package> package_;
  std::vector<std::string> kept_;
  bool keeping_ = true;
  std::size_t line_ = 0;
  std::exception_ptr
      failure_;  // what ended the lines; thrown again, since the package cannot go on behind it
};

}  // namespace nntrain
