#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// `text` as the content of an HTML element or of an attribute in double quotes: characters of markup as
/// references, and what a reader must not get as it is as \xNN: control characters, invalid UTF-8, controls
/// of the direction of text, and noncharacters (Unicode 23.7), which HTML forbids.
std::string html_text(std::string_view text);

/// A JSON text with the same value, without < and without what HTML forbids.
std::string page_json(std::string_view json);

}  // namespace nntrain
