#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/words.hpp"

namespace nntrain {

/// An error in a JSON text. The message does not name the file; the caller adds it.
struct JsonError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct JsonTape;
class Json;
template <typename Item>
class JsonItems;
using JsonValues = JsonItems<Json>;                           ///< of a list
using JsonMembers = JsonItems<std::pair<std::string, Json>>;  ///< of an object: their names and values

/// A value of a parsed JSON text, which all its values share. A getter of another type throws a JsonError
/// that names the place: "layers[0].bias: it is a text, not a list of numbers".
class Json {
 public:
  bool is_null() const;
  bool is_boolean() const;
  bool is_list() const;
  bool is_object() const;
  bool is_number() const;
  bool is_text() const;
  /// Whether it is a list of numbers alone, and of at least one.
  bool is_number_list() const;

  bool boolean() const;
  double number() const;
  /// A whole number in 0 .. `most`, written without sign, point and exponent.
  std::uint64_t count(std::uint64_t most = UINT64_MAX) const;
  std::string text() const;
  JsonValues list() const;
  std::vector<double> numbers() const;
  /// The length of a list of numbers.
  std::size_t number_count() const;
  /// Copies a list of numbers to `to`. Returns the end of the copy.
  double* copy_numbers(double* to) const;
  std::vector<std::string> texts() const;
  /// Numbers as JsonWriter::any_numbers() writes them, including infinities and NaN.
  std::vector<double> any_numbers() const;
  double any_number() const;

  /// A member of an object. If there is none, operator[] throws and find() returns nullopt.
  Json operator[](std::string_view name) const;
  std::optional<Json> find(std::string_view name) const;
  /// All members in the order of the text. Throws JsonError for other values than objects.
  JsonMembers members() const;

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
  template <typename Item>
  friend class JsonItems;
  friend Json parse_json(std::string_view text);
  Json(std::shared_ptr<const JsonTape> tape, std::size_t at) : tape_(std::move(tape)), at_(at) {}

  std::string place() const;
  [[noreturn]] void refuse_kind(const char* wanted) const;

  std::shared_ptr<const JsonTape> tape_;
  std::size_t at_;
};

/// What is in a list or an object, for a loop.
template <typename Item>
class JsonItems {
 public:
  class Iterator {
   public:
    Item operator*() const;
    Iterator& operator++();
    bool operator==(const Iterator& other) const { return at_.at_ == other.at_.at_; }

   private:
    friend class JsonItems;
    explicit Iterator(Json at) : at_(std::move(at)) {}
    Json at_;
  };

  Iterator begin() const;
  Iterator end() const;
  std::size_t size() const;
  bool empty() const { return size() == 0; }

 private:
  friend class Json;
  explicit JsonItems(Json all) : all_(std::move(all)) {}
  Json all_;
};

/// Parses a JSON text strictly: at most 64 levels, no key twice in an object, no number beyond the largest
/// double, nothing after the end. Throws JsonError. The texts are the bytes that JsonWriter was given.
/// The memory needed is at most 10 times the size of `text`.
Json parse_json(std::string_view text);

}  // namespace nntrain
