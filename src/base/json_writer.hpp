#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// Writes one JSON text, keys in the order of the calls. Objects down to the second level stand over several
/// lines, what is deeper on one line, so that a result is both readable and diffable. Numbers are shortest
/// round-trip decimals, null where not finite; invalid UTF-8 in strings is replaced by U+FFFD.
class JsonWriter {
 public:
  /// Every begin has its end; each returns the writer, so that calls can follow one another. What is deep can
  /// be made to stand over several lines all the same.
  enum class Lines { kUsual, kSeveral };
  JsonWriter& begin_object(Lines lines = Lines::kUsual);
  JsonWriter& end_object();
  JsonWriter& begin_array(Lines lines = Lines::kUsual);
  JsonWriter& end_array();

  /// A member's name; its value is the next call.
  JsonWriter& key(std::string_view name);

  JsonWriter& string(std::string_view value);
  JsonWriter& number(double value);
  JsonWriter& count(std::uint64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

  /// A value that another writer has written.
  JsonWriter& raw(std::string_view json);

  /// A list of them.
  JsonWriter& numbers(std::span<const double> values);
  /// Numbers of which none is lost: where one is not finite, one of the texts "inf", "-inf", "nan".
  JsonWriter& any_number(double value);
  JsonWriter& any_numbers(std::span<const double> values);
  JsonWriter& strings(std::span<const std::string> values);

  /// What has been written; the whole, with a line feed behind it, once every begin has had its end.
  const std::string& text() const { return text_; }

 private:
  struct Level {
    bool over_lines;
    bool empty = true;
  };
  void begin(bool object, char bracket, Lines lines);
  void end(char bracket);
  void separate();
  void line_break();

  std::string text_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

/// A flag and the value that it came to.
struct OptionValue {
  std::string flag;
  std::string json;       ///< the value as JSON text
  bool is_recipe = true;  ///< whether the result can depend on it
  bool is_given = false;  ///< whether the user gave it
};

}  // namespace nntrain
