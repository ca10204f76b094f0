#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// `text` as a string literal of C: printable ASCII, everything else as an octal escape; without trigraphs.
std::string c_string(std::string_view text);

/// A finite number as a constant of type double that every compiler reads as the same double.
std::string c_number(double value);

/// `text` as part of a comment: on one line, and nothing in it that ends the comment, starts another one or
/// turns the direction in which the rest is shown.
std::string c_comment(std::string_view text);

}  // namespace nntrain
