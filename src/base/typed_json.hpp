#pragma once

#include <string>
#include <string_view>

#include "base/json_reader.hpp"

namespace nntrain {

/// The strict JSON text of one that people typed, which parse_json() reads. It may have numbers like .5, 5.,
/// +1 and 1/2; the minus signs U+2212, U+2013 and U+2012 (kMinusSigns); comments after // or #, and between
/// /* and */; a comma before ] or }; texts in other quotes; words of letters, digits and _ without quotes;
/// blanks that do not break (U+00A0); and a byte order mark. Throws JsonError for anything else: "line 2,
/// column 7: ';' stands where , or ] is expected". Columns count characters from 1. Members of an object have
/// different names, and the depth is at most 64.
std::string strict_json(std::string_view typed);

/// parse_json() of a text that may be typed. What is strict JSON is read as it is.
Json parse_typed_json(std::string_view text);

}  // namespace nntrain
