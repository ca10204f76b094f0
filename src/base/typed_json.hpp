#pragma once

#include <string>
#include <string_view>

#include "base/json_reader.hpp"

namespace nntrain {

/// The strict JSON text of one that people typed. It may have numbers like .5, 5., +1 and 1/2, the minus sign
/// U+2212, comments after // or #, a comma before ] or }, texts in other quotes, and words without quotes.
/// Throws JsonError for anything else: "line 2, column 7: ';' stands where , or ] is expected". Columns count
/// characters from 1. Members of an object have different names, and the depth is at most 64.
std::string strict_json(std::string_view typed);

/// parse_json() of a text that may be typed. What is strict JSON is read as it is.
Json parse_typed_json(std::string_view text);

}  // namespace nntrain
