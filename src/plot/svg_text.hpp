#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A coordinate or a length: at most two decimals, no exponent, no trailing zeros. What is not finite, or
/// beyond +-100000, becomes the nearest end of that range, NaN becomes 0: no picture is that large.
std::string svg_number(double value);

/// Whether this code point is a noncharacter (Unicode 23.7): HTML forbids them, and XML two of them.
bool is_noncharacter(unsigned code);

/// At most so many characters of `text` as the content of an element or of an attribute in double quotes:
/// characters of markup as references, and what a reader must not get as it is as \xNN: control characters,
/// invalid UTF-8, controls of the direction of text, and noncharacters.
std::string markup_text(std::string_view text, std::size_t most);

/// The same for a picture, which shows no longer ones.
std::string svg_text(std::string_view text);

/// The same for what the pointer shows, which may have several lines. "": no text, else a <title> element.
std::string svg_tip(std::string_view text);

/// The width of a text in Helvetica or Arial of `size` units (their metrics are equal); a guess for
/// characters beyond ASCII. As other fonts may stand in, it is a little wider.
double text_width(std::string_view text, double size);

/// The text, cut to this width with "…" at its end.
std::string fitted_text(const std::string& text, double width, double size);

/// The words of a text in lines of at most this width; what is wider than a line is cut. Line ends stay.
std::vector<std::string> wrapped_text(const std::string& text, double width, double size);

}  // namespace nntrain
