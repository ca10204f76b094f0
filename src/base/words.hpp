#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace nntrain {

/// A value of an enum, and the word for it in flags, files and reports.
///
/// Beside such an enum E stands `constexpr auto words(E)`. It returns an array with one Word for each value,
/// in the order in which help lists them. All code that reads or writes a value takes the word from there.
template <typename E>
struct Word {
  std::string_view word;
  E value;
};

namespace words_detail {

/// Whether `value` is an enumerator: compilers print its name, and any other number as a cast, "(E)7".
template <auto value>
constexpr bool is_enumerator() {
  constexpr std::string_view signature = __PRETTY_FUNCTION__;
  const char first = signature[signature.find("value = ") + 8];
  return first != '(' && first != '-' && !(first >= '0' && first <= '9');
}

/// The number of enumerators of E, whose values are 0, 1, 2 ...
template <typename E, std::size_t count = 0>
constexpr std::size_t enumerators() {
  if constexpr (is_enumerator<static_cast<E>(count)>()) {
    return enumerators<E, count + 1>();
  } else {
    return count;
  }
}

template <typename E>
constexpr bool has_word(E value) {
  for (const Word<E>& one : words(E())) {
    if (one.value == value) return true;
  }
  return false;
}

template <typename E, std::size_t... values>
constexpr bool have_words(std::index_sequence<values...>) {
  return (has_word(static_cast<E>(values)) && ...);
}

}  // namespace words_detail

/// The word for `value`. Does not compile if a value of E, counted from 0 without gaps, has no word.
template <typename E>
requires std::is_enum_v<E>
constexpr std::string_view name_of(E value) {
  static_assert(words_detail::have_words<E>(std::make_index_sequence<words_detail::enumerators<E>()>()),
                "words() lacks a value");
  for (const Word<E>& one : words(E())) {
    if (one.value == value) return one.word;
  }
  return "";
}

/// The value that `word` stands for, or none.
template <typename E>
constexpr std::optional<E> value_called(std::string_view word) {
  for (const Word<E>& one : words(E())) {
    if (one.word == word) return one.value;
  }
  return std::nullopt;
}

}  // namespace nntrain
