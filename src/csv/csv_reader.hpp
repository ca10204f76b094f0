#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "csv/delimiter.hpp"
#include "csv/lines.hpp"
#include "csv/number_style.hpp"

namespace nntrain {

/// The largest number of fields of a record.
inline constexpr std::size_t kMostFields = std::size_t{1} << 20;

/// One field without its quotes. An unquoted field, and a number in quotes, is without blanks at both ends.
struct Cell {
  std::string_view text;
  bool quoted = false;
};

/// One record of a CSV. Its texts are valid until the next record is read.
struct Record {
  std::size_t line = 0;  ///< the number of its first line, 1-based
  std::vector<Cell> cells;
};

/// Reads CSV records from lines (RFC 4180). A quoted field may contain delimiters, line breaks (kept
/// unchanged) and "" for one quote. In addition, blanks around quotes are allowed, a quote inside an unquoted
/// field is text, and these lines are skipped: blank ones, and those that start with the text `comment`, if
/// it is not "". A number in the style `numbers` becomes a plain one.
class CsvReader {
 public:
  explicit CsvReader(Lines& lines, char delimiter, std::string comment = "", NumberStyle numbers = {})
      : lines_(lines), delimiter_(delimiter), comment_(std::move(comment)), numbers_(std::move(numbers)) {
    for (const std::string& unit : numbers_.of_fields) {
      fields_.push_back(numbers_);
      if (!unit.empty()) fields_.back().units = {unit};
    }
  }

  /// Reads the next record; false at the end. Throws DataError with the position for text after a closing
  /// quote, an unclosed quote, and records beyond kLongestLine or kMostFields.
  bool next(Record& record);

  /// Reads the record that starts with `line`, the last line from `lines`; false if the line is skipped.
  bool read(std::string_view line, Record& record);

 private:
  struct Span {
    std::size_t begin;
    std::size_t end;
    bool quoted;
  };
  bool is_blank(char c) const { return (c == ' ' || c == '\t' || c == '\r') && c != delimiter_; }
  bool is_skipped(std::string_view line) const;
  std::size_t end_of_blanks(std::string_view text, std::size_t at) const;
  std::size_t end_of_field(std::string_view text, std::size_t at) const;
  void split(std::string_view text, Record& record) const;
  void split_quoted(std::string_view text, Record& record);
  std::size_t read_quoted(std::size_t begin);
  void add_line(std::size_t opened_in);
  void make_plain(Record& record);

  Lines& lines_;
  char delimiter_;
  std::string comment_;
  NumberStyle numbers_;
  std::vector<NumberStyle> fields_;  // if each has its own
  std::deque<std::string> plain_;    // numbers of the current record that are written otherwise
  std::string text_;                 // the lines of a record with quotes; escapes are removed in place
  std::vector<Span> spans_;
};

}  // namespace nntrain
