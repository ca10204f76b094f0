#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/words.hpp"

namespace nntrain {

/// An error in a JSON text. The message does not name the file; the caller adds it.
struct JsonError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A value of a parsed JSON text. A getter of another type throws a JsonError that names the place:
/// "layers[0].bias: it is a text, not a list of numbers".
class Json {
 public:
  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_list() const {
    return std::holds_alternative<List>(value_) || std::holds_alternative<Numbers>(value_);
  }

  bool is_boolean() const { return std::holds_alternative<bool>(value_); }

  bool boolean() const;
  double number() const;
  /// A whole number in 0 .. `most`, written without sign, point and exponent.
  std::uint64_t count(std::uint64_t most = UINT64_MAX) const;
  const std::string& text() const;
  const std::vector<Json>& list() const;
  std::vector<double> numbers() const;
  std::vector<std::string> texts() const;
  /// Numbers as JsonWriter::any_numbers() writes them, including infinities and NaN.
  std::vector<double> any_numbers() const;
  double any_number() const;

  /// A member of an object. If there is none, operator[] throws and find() returns nullptr.
  const Json& operator[](std::string_view name) const;
  const Json* find(std::string_view name) const;
  /// All members in the order of the text. Throws JsonError for other values than objects.
  const std::vector<std::pair<std::string, Json>>& members() const;

  /// The value of the enum E for the word that the text is (base/words.hpp).
  template <typename E>
  E choice() const {
    if (const std::optional<E> value = value_called<E>(text())) return *value;
    refuse("'" + text() + "' is unknown here");
  }

  /// The value as it would be typed after a flag: a text, a number, "true" or "false".
  std::string word() const;

  /// Throws a JsonError with the place of this value.
  [[noreturn]] void refuse(const std::string& why) const;

 private:
  friend class JsonBuilder;
  struct Number {
    double value;
    std::optional<std::uint64_t> count;  // set for a count outside a list of numbers
  };
  using Numbers = std::vector<double>;  // a list of only numbers; compact, because models are full of them
  using List = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  const char* kind() const;
  [[noreturn]] void refuse_kind(const char* wanted) const;
  void note_places();

  std::variant<std::monostate, bool, Number, std::string, Numbers, List, Object> value_;
  std::string place_;  // "layers[0].bias"; set for lists, objects and members of objects
};

/// Parses a JSON text strictly: at most 64 levels, no key twice in an object, no number beyond the largest
/// double, nothing after the end. Throws JsonError.
Json parse_json(std::string_view text);

}  // namespace nntrain
