#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/lines.hpp"

namespace nntrain {

/// The most fields of a record.
inline constexpr std::size_t kMostFields = std::size_t{1} << 20;

/// One field: without its quotes, or with blanks cut from both ends if it had none.
struct Cell {
  std::string_view text;
  bool quoted = false;
};

/// One record of a CSV. Its texts are valid until the next record is read.
struct Record {
  std::size_t line = 0;  ///< the number of its first line
  std::vector<Cell> cells;
};

/// Records of RFC 4180 from lines: a quoted field may hold delimiters, line breaks (kept as they stand) and
/// "" for one quote. Besides, blanks may stand around quotes, a quote inside an unquoted field is text, and
/// lines that hold nothing but blanks are skipped.
class CsvReader {
 public:
  CsvReader(Lines& lines, char delimiter) : lines_(lines), delimiter_(delimiter) {}

  /// Reads the next record; false at the end. Throws DataError, with the place, for text behind a closing
  /// quote, a quote that is never closed, and records over kLongestLine or kMostFields.
  bool next(Record& record);

  /// Reads the record that starts with `line`, which was taken from the lines; false if it is a blank line.
  bool read(std::string_view line, Record& record);

 private:
  struct Span {
    std::size_t begin;
    std::size_t end;
    bool quoted;
  };
  bool is_blank(char c) const { return (c == ' ' || c == '\t' || c == '\r') && c != delimiter_; }
  bool is_blank_line(std::string_view text) const;
  void split(std::string_view text, Record& record) const;
  void split_quoted(std::string_view text, Record& record);
  std::size_t read_quoted(std::size_t begin);
  void add_line(std::size_t opened_in);

  Lines& lines_;
  char delimiter_;
  std::string text_;  // a record with quotes: its lines, from which escapes are taken out in place
  std::vector<Span> spans_;
};

}  // namespace nntrain
