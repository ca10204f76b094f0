#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nntrain {

/// `text` as a C string literal: printable ASCII, an octal escape for every other byte, no trigraphs.
std::string c_string(std::string_view text);

/// `text` as the initializer of an array of char, with a NUL at its end: for texts longer than
/// kLongestLiteral.
std::string c_characters(std::string_view text);
/// The most bytes of a string literal that every C99 compiler takes.
inline constexpr std::size_t kLongestLiteral = 4095;

/// A finite number as a C constant of type double. Every compiler reads it as the same double.
std::string c_number(double value);

/// `text` as part of a C comment, on one line. Nothing in it ends the comment, starts another one, or changes
/// the direction of text.
std::string c_comment(std::string_view text);

}  // namespace nntrain
