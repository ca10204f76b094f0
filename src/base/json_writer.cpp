#include "base/json_writer.hpp"

#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "base/json_text.hpp"
#include "base/numbers.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kLevelsOverLines = 2;

}  // namespace

void JsonWriter::line_break() {
  text_ += '\n';
  text_.append(2 * levels_.size(), ' ');
}

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.empty) text_ += level.over_lines ? "," : ", ";
  if (level.over_lines) line_break();
  level.empty = false;
}

void JsonWriter::begin(bool object, char bracket, Lines lines) {
  separate();
  text_ += bracket;
  const bool parent_over_lines = levels_.empty() || levels_.back().over_lines;
  const bool usually = object ? levels_.size() < kLevelsOverLines : levels_.size() == 1;
  const bool over_lines = parent_over_lines && (usually || lines == Lines::kSeveral);
  levels_.push_back({over_lines});
}

void JsonWriter::end(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.over_lines && !level.empty) line_break();
  text_ += bracket;
  if (levels_.empty()) text_ += '\n';
}

JsonWriter& JsonWriter::begin_object(Lines lines) {
  begin(true, '{', lines);
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  end('}');
  return *this;
}

JsonWriter& JsonWriter::begin_array(Lines lines) {
  begin(false, '[', lines);
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  end(']');
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  string(name);
  text_ += ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
  separate();
  append_json_text(text_, value);
  return *this;
}

JsonWriter& JsonWriter::number(double value) {
  if (!std::isfinite(value)) return null();
  separate();
  text_ += value == 0 && std::signbit(value) ? "-0.0" : shortest(value);  // parsers read -0 as the integer 0
  return *this;
}

JsonWriter& JsonWriter::count(std::uint64_t value) {
  separate();
  fmt::format_to(std::back_inserter(text_), "{}", value);
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  text_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  text_ += "null";
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  text_ += json;
  return *this;
}

JsonWriter& JsonWriter::numbers(std::span<const double> values) {
  begin_array();
  for (const double value : values) number(value);
  return end_array();
}

JsonWriter& JsonWriter::any_number(double value) {
  return std::isfinite(value) ? number(value)
                              : string(std::isnan(value) ? "nan"
                                       : value < 0       ? "-inf"
                                                         : "inf");
}

JsonWriter& JsonWriter::any_numbers(std::span<const double> values) {
  begin_array();
  for (const double value : values) any_number(value);
  return end_array();
}

JsonWriter& JsonWriter::strings(std::span<const std::string> values) {
  begin_array();
  for (const std::string& value : values) string(value);
  return end_array();
}

std::string in_one_line(std::string_view json) {
  std::string line;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] != '\n') {  // in a text it is \n with a backslash
      line += json[i];
      continue;
    }
    if (!line.empty() && line.back() == ',') line += ' ';
    while (i + 1 < json.size() && json[i + 1] == ' ') ++i;
  }
  return line + '\n';
}

}  // namespace nntrain
