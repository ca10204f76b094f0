#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/raw_buffer.hpp"
#include "csv/lines.hpp"

namespace nntrain {

/// A regular file for reads at any position, from several threads at a time. That of standard input begins
/// where the next read would.
class RangeFile {
 public:
  /// nullopt if `path` is not a regular file (a pipe, a missing file), or is compressed. "-" is standard
  /// input.
  static std::optional<RangeFile> open(const std::string& path);
  ~RangeFile();
  RangeFile(RangeFile&& other) noexcept;
  RangeFile(const RangeFile&) = delete;
  RangeFile& operator=(const RangeFile&) = delete;
  RangeFile& operator=(RangeFile&&) = delete;

  const std::string& path() const { return path_; }

  /// The size in bytes when the file was opened.
  std::size_t size() const { return size_; }

  /// Whether the size is still the same.
  bool has_kept_its_size() const;

  /// Standard input: the next read begins at its start again, or at its end.
  void rewind() const { go_to(0); }
  void pass_over() const { go_to(size_); }

  /// Reads `count` existing bytes from `offset`. Throws DataError.
  void read(std::size_t offset, std::size_t count, char* buffer) const;

 private:
  RangeFile(const std::string& path, int descriptor) : path_(path), descriptor_(descriptor) {}
  bool find_size();
  void go_to(std::size_t offset) const;

  std::string path_;
  int descriptor_;
  std::size_t before_ = 0;  // bytes that were read from standard input before
  std::size_t size_ = 0;
};

/// Lets the next read of standard input begin where it did before, unless pass_over() is called. For other
/// paths it does nothing.
class InputPlace {
 public:
  explicit InputPlace(const std::string& path) : file_(path == "-" ? RangeFile::open(path) : std::nullopt) {}
  ~InputPlace() { go_back(); }
  InputPlace(const InputPlace&) = delete;
  InputPlace& operator=(const InputPlace&) = delete;

  void go_back() const {
    if (file_) file_->rewind();
  }
  void pass_over() {
    if (file_) file_->pass_over();
    file_.reset();
  }

 private:
  std::optional<RangeFile> file_;
};

/// The lines that start in a range of bytes of a file, and the lines that complete the last record. For
/// errors (a NUL byte, a record much longer than a range) throws a DataError without a position.
class RangeLines : public Lines {
 public:
  /// Keeps a reference to `file`.
  explicit RangeLines(const RangeFile& file) : file_(file) {}

  /// Starts with the line at `begin`. Returns lines that start before `end`.
  void begin_at(std::size_t begin, std::size_t end);
  /// Starts with the first line that starts at or after `begin`, judged by line feeds only.
  void begin_behind(std::size_t begin, std::size_t end);

  std::optional<std::string_view> next() override;
  std::optional<std::string_view> go_on() override;
  std::size_t line() const override { return line_; }
  const std::string& path() const override { return file_.path(); }

  /// The position of the next line in the file.
  std::size_t offset() const;
  bool is_over() const { return offset() >= end_; }

  /// The text from the next line on. A NUL follows the end.
  const char* rest() const { return text_.data() + at_; }
  /// Moves past a line that was read from rest() and ends at `end`.
  void skip_line(const char* end);

  /// The bytes from `begin` to the next line. `begin` must be in the loaded bytes.
  std::string_view text_from(std::size_t begin) const;

 private:
  void load(std::size_t from, std::size_t end);
  bool load_more();
  void read(std::size_t count);
  std::optional<std::size_t> find_line_end();

  const RangeFile& file_;
  RawBuffer<char> text_;  // bytes of the file, followed by zeros
  std::size_t base_ = 0;  // the position of the bytes in the file
  std::size_t size_ = 0;  // the number of bytes
  std::size_t at_ = 0;    // the next line, relative to base_
  std::size_t end_ = 0;   // the end of the range in the file
  std::size_t line_ = 0;
};

}  // namespace nntrain
