#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// Writes one JSON text with the keys in the order of the calls. The top object and its members take several
/// lines, deeper values one line: readable, and easy to diff. Numbers are the shortest round-trip decimals,
/// or null if not finite. Texts may hold any bytes (base/json_text.hpp).
class JsonWriter {
 public:
  /// Each begin needs an end. All calls return the writer for chaining. kSeveral also spreads a deeper value
  /// over several lines if its parent is spread.
  enum class Lines { kUsual, kSeveral };
  JsonWriter& begin_object(Lines lines = Lines::kUsual);
  JsonWriter& end_object();
  JsonWriter& begin_array(Lines lines = Lines::kUsual);
  JsonWriter& end_array();

  /// The name of a member. The next call writes its value.
  JsonWriter& key(std::string_view name);

  JsonWriter& string(std::string_view value);
  JsonWriter& number(double value);
  JsonWriter& count(std::uint64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

  /// Inserts a finished JSON value.
  JsonWriter& raw(std::string_view json);

  JsonWriter& numbers(std::span<const double> values);
  /// Numbers without loss: "inf", "-inf" or "nan" (as strings) if not finite.
  JsonWriter& any_number(double value);
  JsonWriter& any_numbers(std::span<const double> values);
  JsonWriter& strings(std::span<const std::string> values);

  /// The text so far. After the last end it is complete and ends with a line feed.
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

/// The text of a JsonWriter in one line, with its line feed at the end.
std::string in_one_line(std::string_view json);

/// A flag and its value in this run.
struct OptionValue {
  std::string flag;
  std::string json;        ///< the value as JSON text
  bool is_recipe = true;   ///< whether the value can change the result
  bool is_given = false;   ///< whether the user gave it
  bool is_output = false;  ///< whether it names files to write or what is in them, or asserts
};

}  // namespace nntrain
