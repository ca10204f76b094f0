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
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& string(std::string_view value);
  JsonWriter& number(double value);
  JsonWriter& count(std::uint64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& numbers(std::span<const double> values);
  JsonWriter& strings(std::span<const std::string> values);

  const std::string& text() const { return text_; }

 private:
  struct Level {
    bool object;
    bool over_lines;
    bool empty = true;
  };
  void begin(bool object, char bracket);
  void end(char bracket);
  void separate();
  void line_break();

  std::string text_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace nntrain
