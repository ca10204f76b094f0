#pragma once

#include <vector>

#include "plot/panel.hpp"
#include "plot/panel_kind.hpp"
#include "plot/pictured.hpp"

namespace nntrain {

/// The kinds of panels that have something to show, in the order of their words; of a sweep the first.
std::vector<PanelKind> kinds_of(const Pictured& pictured);

/// The panels of a kind that has something to show: one, or several that stand one above the other.
std::vector<Panel> panels_of(PanelKind kind, const Pictured& pictured);

/// The panels of these kinds, in their order.
std::vector<Panel> panels_of(const std::vector<PanelKind>& kinds, const Pictured& pictured);

/// The panels of a page, which has more room than a picture: those of the `chosen` kinds; if it is empty,
/// those of kinds_of(), the network, and of a sweep how its runs spread.
std::vector<Panel> page_panels(std::vector<PanelKind> chosen, const Pictured& pictured);

}  // namespace nntrain
