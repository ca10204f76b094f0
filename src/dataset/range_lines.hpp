#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/lines.hpp"

namespace nntrain {

/// A file that can be read from any place in it, by several threads at a time.
class RangeFile {
 public:
  /// nullopt where `path` is none: standard input, a pipe, a file that is not there.
  static std::optional<RangeFile> open(const std::string& path);
  ~RangeFile();
  RangeFile(RangeFile&& other) noexcept;
  RangeFile(const RangeFile&) = delete;
  RangeFile& operator=(const RangeFile&) = delete;
  RangeFile& operator=(RangeFile&&) = delete;

  const std::string& path() const { return path_; }

  /// Its bytes when it was opened.
  std::size_t size() const { return size_; }

  /// Whether it has as many now.
  bool has_kept_its_size() const;

  /// Reads `count` bytes from `offset` on, which must be there. Throws DataError.
  void read(std::size_t offset, std::size_t count, char* buffer) const;

 private:
  RangeFile(const std::string& path, int descriptor, std::size_t size);

  std::string path_;
  int descriptor_;
  std::size_t size_;
};

/// The lines that start in a range of a file's bytes, and those that the last record goes on with. What is
/// not in order there (a NUL, a record far longer than a range) is a DataError without a place.
class RangeLines : public Lines {
 public:
  /// Keeps a reference to `file`.
  explicit RangeLines(const RangeFile& file) : file_(file) {}

  /// Begins with the line that starts at `begin`, and gives those that start before `end`.
  void begin_at(std::size_t begin, std::size_t end);
  /// Begins with the first line that starts at or behind `begin`, as far as line feeds tell.
  void begin_behind(std::size_t begin, std::size_t end);

  std::optional<std::string_view> next() override;
  std::optional<std::string_view> go_on() override;
  std::size_t line() const override { return line_; }
  const std::string& path() const override { return file_.path(); }

  /// Where in the file the next line starts.
  std::size_t offset() const;
  bool is_over() const { return offset() >= end_; }

  /// The text from the next line on, and a NUL behind it, wherever it may end.
  const char* rest() const { return text_.data() + at_; }
  /// Goes on behind a line that was read from rest(), at `end`.
  void skip_line(const char* end);

  /// The bytes of the file from `begin`, no earlier than this began, to the next line.
  std::string_view text_from(std::size_t begin) const;

 private:
  void load(std::size_t from, std::size_t end);
  bool load_more();
  void read(std::size_t count);
  std::optional<std::size_t> find_line_end();

  const RangeFile& file_;
  std::vector<char> text_;  // bytes of the file, and zeros behind them
  std::size_t base_ = 0;    // where they are in the file
  std::size_t size_ = 0;    // how many there are
  std::size_t at_ = 0;      // the next line among them
  std::size_t end_ = 0;     // in the file
  std::size_t line_ = 0;
};

}  // namespace nntrain
