#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A coordinate or a length: at most two decimals, no exponent, no trailing zeros. What is not finite, or
/// beyond +-100000, becomes the nearest end of that range, NaN becomes 0: no picture is that large.
std::string svg_number(double value);

/// The text for an element or an attribute in quotes: printable(), without markup, and without the two
/// characters that no XML may hold.
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
