#include "csv/csv_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"

namespace nntrain {
namespace {

bool is_trimmed(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

std::string_view trimmed(const char* begin, const char* end) {
  while (begin != end && is_trimmed(*begin)) ++begin;
  while (begin != end && is_trimmed(end[-1])) --end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

[[noreturn]] void refuse_fields(const Lines& lines) {
  throw DataError(
      fmt::format("{}:{}: more than {} fields", shown_path(lines.path()), lines.line(), kMostFields));
}

}  // namespace

bool CsvReader::next(Record& record) {
  while (const std::optional<std::string_view> line = lines_.next()) {
    if (read(*line, record)) return true;
  }
  return false;
}

bool CsvReader::read(std::string_view line, Record& record) {
  if (is_skipped(line)) return false;
  record.line = lines_.line();
  record.cells.clear();
  if (line.find('"') == std::string_view::npos) {
    split(line, record);
  } else {
    split_quoted(line, record);
  }
  if (!numbers_.is_plain()) make_plain(record);
  return true;
}

bool CsvReader::is_skipped(std::string_view line) const {
  if (!comment_.empty() && trimmed(line.data(), line.data() + line.size()).starts_with(comment_)) return true;
  return end_of_blanks(line, 0) == line.size();
}

std::size_t CsvReader::end_of_blanks(std::string_view text, std::size_t at) const {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

std::size_t CsvReader::end_of_field(std::string_view text, std::size_t at) const {
  if (delimiter_ == kBlanks) {
    while (at < text.size() && !is_blank(text[at])) ++at;
    return at;
  }
  return std::min(text.find(delimiter_, at), text.size());
}

void CsvReader::split(std::string_view text, Record& record) const {
  const char* const begin = text.data();
  std::size_t at = 0;
  while (true) {
    if (delimiter_ == kBlanks) at = end_of_blanks(text, at);
    const std::size_t end = end_of_field(text, at);
    record.cells.push_back({trimmed(begin + at, begin + end), false});
    const std::size_t behind = delimiter_ == kBlanks ? end_of_blanks(text, end) : end;
    if (behind == text.size()) break;
    at = end + 1;
  }
  if (record.cells.size() > kMostFields) refuse_fields(lines_);
}

void CsvReader::split_quoted(std::string_view text, Record& record) {
  text_ = text;
  spans_.clear();
  std::size_t at = 0;
  while (true) {
    const std::size_t begin = end_of_blanks(text_, at);
    if (begin < text_.size() && text_[begin] == '"') {
      at = read_quoted(begin);
    } else {
      at = end_of_field(text_, delimiter_ == kBlanks ? begin : at);
      const std::string_view cell = trimmed(text_.data() + begin, text_.data() + at);
      spans_.push_back({begin, begin + cell.size(), false});
    }
    if (spans_.size() > kMostFields) refuse_fields(lines_);
    if (delimiter_ == kBlanks) at = end_of_blanks(text_, at);
    if (at == text_.size()) break;
    if (delimiter_ != kBlanks) ++at;
  }
  for (const Span& span : spans_) {
    const char* const bytes = text_.data();
    const std::string_view cell = trimmed(bytes + span.begin, bytes + span.end);
    const bool is_padded = span.quoted && cell.size() < span.end - span.begin;
    const bool is_kept = is_padded && parse_number(cell).status != NumberStatus::kOk;
    record.cells.push_back(
        {is_kept ? std::string_view(text_).substr(span.begin, span.end - span.begin) : cell, span.quoted});
  }
}

void CsvReader::make_plain(Record& record) {
  plain_.clear();
  for (std::size_t i = 0; i < record.cells.size(); ++i) {
    Cell& cell = record.cells[i];
    if (const std::optional<std::string> number =
            plain_number(cell.text, i < fields_.size() ? fields_[i] : numbers_))
      cell.text = plain_.emplace_back(*number);
  }
}

/// Reads the field with the opening quote at `begin`. Returns the position of the next delimiter or the end.
std::size_t CsvReader::read_quoted(std::size_t begin) {
  const std::size_t opened_in = lines_.line();
  std::size_t from = begin + 1;
  std::size_t to = from;  // escapes make the text shorter
  std::size_t quote = 0;
  while (true) {
    std::size_t search = from;
    while ((quote = text_.find('"', search)) == std::string::npos) {
      search = text_.size();
      add_line(opened_in);
    }
    if (to != from) std::copy(text_.data() + from, text_.data() + quote, text_.data() + to);
    to += quote - from;
    if (quote + 1 == text_.size() || text_[quote + 1] != '"') break;
    text_[to++] = '"';
    from = quote + 2;
  }
  spans_.push_back({begin + 1, to, true});
  const std::size_t at = end_of_blanks(text_, quote + 1);
  const bool is_separated =
      delimiter_ == kBlanks ? at > quote + 1 : at < text_.size() && text_[at] == delimiter_;
  if (at < text_.size() && !is_separated) {
    const std::string where = opened_in == lines_.line()
                                  ? ""
                                  : fmt::format(" that opens here and closes in line {}", lines_.line());
    const std::string next(1, text_[at]);
    throw DataError(
        fmt::format("{}:{}:{}: text after the closing quote of the field{} (a quote inside it is \"\")",
                    shown_path(lines_.path()), opened_in, spans_.size(), where),
        std::string_view("!#$%&*/:;<=>@^_|~,").find(next) != std::string_view::npos
            ? fmt::format("if '{}' separates the fields:  --delimiter {}", next, shell_word(next))
            : "");
  }
  return at;
}

void CsvReader::add_line(std::size_t opened_in) {
  const std::size_t field = spans_.size() + 1;
  const std::optional<std::string_view> more = lines_.go_on();
  if (!more) {
    throw DataError(fmt::format("{}:{}:{}: the quote that opens here is never closed",
                                shown_path(lines_.path()), opened_in, field));
  }
  if (text_.size() + 1 + more->size() > kLongestLine) {
    throw DataError(fmt::format("{}:{}:{}: the quote that opens here is not closed within {} bytes",
                                shown_path(lines_.path()), opened_in, field, kLongestLine));
  }
  text_ += '\n';
  text_ += *more;
}

}  // namespace nntrain
