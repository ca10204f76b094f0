#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/output.hpp"
#include "sweep/results_reader.hpp"

namespace nntrain {

/// Where a row is in a file: the bytes of its line, without its end.
struct RowPlace {
  std::uint64_t offset = 0;
  std::size_t length = 0;  ///< 0: there is no row

  /// Behind the line feed.
  std::uint64_t end() const { return offset + length + 1; }
};

/// The place of the reader's present row.
RowPlace place_of(const ResultsReader& reader);

/// Reads rows of a file in any order.
class RowBytes {
 public:
  /// Throws DataError if the file cannot be opened; read() does so if it cannot be read.
  explicit RowBytes(const std::string& path);
  /// Of the file that the reader has opened, even if another one has its path meanwhile.
  explicit RowBytes(const ResultsReader& reader);
  RowBytes(RowBytes&& other) noexcept;
  ~RowBytes();
  RowBytes(const RowBytes&) = delete;
  RowBytes& operator=(const RowBytes&) = delete;
  RowBytes& operator=(RowBytes&&) = delete;

  const std::string& path() const { return path_; }
  /// Valid until the next call.
  std::string_view read(const RowPlace& place);

 private:
  std::string path_;
  int file_;
  std::string bytes_;
};

/// Opens and locks the file that has the path then: meanwhile the one before may have been replaced. Throws
/// DataError as GrowingFile does.
std::unique_ptr<GrowingFile> open_at_its_path(const std::string& path);

/// Writes lines to a whole file, many at a time. Throws DataError as WholeFile does.
class WholeLines {
 public:
  explicit WholeLines(const std::string& path) : file_(path) {}

  void append(std::string_view text);
  /// Appends a line feed, too. Returns the place of the line.
  RowPlace append_row(std::string_view line);
  std::uint64_t size() const { return size_; }  ///< in bytes
  void finish();

 private:
  WholeFile file_;
  std::string waiting_;  // what is not written yet
  std::uint64_t size_ = 0;
};

}  // namespace nntrain
