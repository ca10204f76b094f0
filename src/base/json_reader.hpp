#pragma once

#include <cstddef>
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

/// What is wrong with a JSON text, for whoever knows which file it is and what that means.
struct JsonError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A value of a JSON text that was read. Asked for what it is not it throws a JsonError that names the place:
/// "layers[0].bias: a text stands where a list of numbers belongs".
class Json {
 public:
  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_list() const {
    return std::holds_alternative<List>(value_) || std::holds_alternative<Numbers>(value_);
  }

  bool is_boolean() const { return std::holds_alternative<bool>(value_); }

  bool boolean() const;
  double number() const;
  /// A whole number from 0 to `most`, written without sign, point and exponent.
  std::uint64_t count(std::uint64_t most = UINT64_MAX) const;
  const std::string& text() const;
  const std::vector<Json>& list() const;
  std::vector<double> numbers() const;
  std::vector<std::string> texts() const;
  /// Numbers as JsonWriter::any_numbers() writes them, infinite ones and NaN among them.
  std::vector<double> any_numbers() const;
  double any_number() const;

  /// A member of an object: operator[] throws where there is none, find() returns null.
  const Json& operator[](std::string_view name) const;
  const Json* find(std::string_view name) const;
  /// All members in the order of the text.
  const std::vector<std::pair<std::string, Json>>& members() const;

  /// The value of the enum E that the text is the word of (base/words.hpp).
  template <typename E>
  E choice() const {
    if (const std::optional<E> value = value_called<E>(text())) return *value;
    refuse("'" + text() + "' is unknown here");
  }

  /// As a flag would be given it: a text, a number, "true" or "false".
  std::string word() const;

  /// Throws the JsonError for this place.
  [[noreturn]] void refuse(const std::string& why) const;

 private:
  friend class JsonBuilder;
  struct Number {
    double value;
    std::optional<std::uint64_t> count;  // where it is written as one, though not in a list
  };
  using Numbers = std::vector<double>;  // a list of nothing else, of which models are full
  using List = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  const char* kind() const;
  [[noreturn]] void refuse_kind(const char* wanted) const;
  void note_places();

  std::variant<std::monostate, bool, Number, std::string, Numbers, List, Object> value_;
  std::string place_;  // "layers[0].bias"; known of lists, objects and what objects hold
};

/// Reads a JSON text as a careful reader does: depth up to 64, no key twice in an object, no number beyond
/// the largest double, nothing behind the end. Throws JsonError.
Json parse_json(std::string_view text);

}  // namespace nntrain
