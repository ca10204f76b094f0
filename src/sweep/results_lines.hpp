#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace nntrain {

/// The lines of a results file, one after the other, and where they are in it. A byte order mark is skipped.
class ResultsLines {
 public:
  /// Throws DataError if the file cannot be opened; the other members do so if it cannot be read.
  explicit ResultsLines(const std::string& path);
  ~ResultsLines();
  ResultsLines(const ResultsLines&) = delete;
  ResultsLines& operator=(const ResultsLines&) = delete;

  /// The next line that has an end, without it (LF or CR LF). Valid until the next call. nullopt: there is
  /// none.
  std::optional<std::string_view> next();
  /// After the last line: the bytes behind it.
  std::string_view rest() const { return std::string_view(buffer_).substr(at_); }

  const std::string& path() const { return path_; }
  std::size_t line() const { return line_; }        ///< the number of the last line, from 1
  std::uint64_t offset() const { return offset_; }  ///< where it begins, in bytes
  std::uint64_t end() const { return end_; }        ///< behind its line feed
  int descriptor() const { return file_; }          ///< of the open file

 private:
  bool fill();

  std::string path_;
  int file_;
  std::string buffer_;  // what is read
  std::size_t at_ = 0;  // the end of the last line in it
  std::size_t line_ = 0;
  std::uint64_t offset_ = 0;
  std::uint64_t end_ = 0;
};

}  // namespace nntrain
