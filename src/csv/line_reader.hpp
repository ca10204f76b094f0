#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "csv/byte_source.hpp"
#include "csv/lines.hpp"

namespace nntrain {

/// The lines of a file or of standard input ("-"). Until stop_keeping() is called, rewind() goes back to line
/// 1, also for a pipe. Equal lines after each other are kept once.
class LineReader : public Lines {
 public:
  /// Throws DataError as ByteSource does. Set `hash` to use sha256().
  explicit LineReader(const std::string& path, bool hash = false, Extent extent = Extent::kWhole);
  ~LineReader() override;
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// nullopt at the end. Throws DataError for a line longer than kLongestLine and for read errors.
  std::optional<std::string_view> next() override;
  std::size_t line() const override { return line_; }

  /// Whether next() must wait for input. Only with kAsItComes. It ends the life of the last line. Throws as
  /// next().
  bool is_waiting();

  /// See ByteSource. For an error in what next() gave.
  void refuse_damage();

  void rewind();
  /// From now on rewind() goes back to here.
  void begin_here() { first_ = line_; }
  void stop_keeping() { keeping_ = false; }

  const std::string& path() const override { return path_; }

  /// Whether next() has reached the end at least once.
  bool has_met_end() const { return has_met_end_; }

  /// The number of bytes read from the file so far.
  std::size_t bytes_read() const;

  /// The SHA-256 of the bytes of the file, "" without `hash`. Call it once, after next() reached the end.
  std::string sha256();

 private:
  struct Package;
  const char* fetch(bool may_wait);
  bool is_kept() const { return run_ < kept_.size(); }

  std::string path_;
  bool may_wait_;
  std::unique_ptr<Package> package_;
  /// Equal lines after each other, such as blank ones.
  struct Run {
    std::string text;
    std::size_t end;  // the number of the last one
  };

  std::vector<Run> kept_;
  std::size_t run_ = 0;  // that of the next line, if it is kept
  bool keeping_ = true;
  bool has_met_end_ = false;
  std::size_t line_ = 0;
  std::size_t first_ = 0;       // rewind() goes back behind this line
  std::exception_ptr failure_;  // the error that ended the lines; thrown again by later calls
};

}  // namespace nntrain
