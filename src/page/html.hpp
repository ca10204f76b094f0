#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// `text` as the content of an HTML element or of an attribute in double quotes: markup_text() without an
/// end.
std::string html_text(std::string_view text);

/// A JSON text with the same value, without < and without what HTML forbids.
std::string page_json(std::string_view json);

}  // namespace nntrain
