#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/byte_source.hpp"
#include "dataset/lines.hpp"

namespace nntrain {

/// The lines of a file or of standard input ("-"). The first lines can be read more than once, from a pipe
/// too: until stop_keeping() is called, rewind() leads back to line 1.
class LineReader : public Lines {
 public:
  /// Throws DataError as ByteSource does; `hash` if sha256() will be asked.
  explicit LineReader(const std::string& path, bool hash = false, Extent extent = Extent::kWhole);
  ~LineReader() override;
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// nullopt at the end. Throws DataError for a line over kLongestLine and for read errors.
  std::optional<std::string_view> next() override;
  std::size_t line() const override { return line_; }

  /// Goes back to line 1.
  void rewind();
  void stop_keeping() { keeping_ = false; }

  const std::string& path() const override { return path_; }

  /// Whether next() has ever come to the end.
  bool has_met_end() const { return has_met_end_; }

  /// How many bytes of the file have been asked for so far.
  std::size_t bytes_read() const;

  /// The SHA-256 of the file's bytes; once, after next() has come to the end; "" if it was not asked for.
  std::string sha256();

 private:
  struct Package;
  std::optional<std::string_view> fetch();

  std::string path_;
  std::unique_ptr<Package> package_;
  std::vector<std::string> kept_;
  bool keeping_ = true;
  bool has_met_end_ = false;
  std::size_t line_ = 0;
  std::exception_ptr
      failure_;  // what ended the lines; thrown again, since the package cannot go on behind it
};

}  // namespace nntrain
