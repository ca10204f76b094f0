#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// These panels as figures of a page; "" if there are none. What the pointer shows at a row stands once in
/// the page: where the row is drawn again in the same panel, nothing is there, and in another one only its
/// name, "row 17".
std::string figures_html(std::vector<Panel> panels);

}  // namespace nntrain
