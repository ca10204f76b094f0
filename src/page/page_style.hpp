#pragma once

#include <string_view>

namespace nntrain {

/// The CSS rules of a page, for light and dark screens and for paper. Those of its pictures are svg_rules().
std::string_view page_style();

/// The script of a page: tables sort, values show under the pointer and by the arrow keys, the command can be
/// copied. A page works without it, too.
std::string_view page_script();

}  // namespace nntrain
