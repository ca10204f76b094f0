#pragma once

#include <optional>

#include "base/json_reader.hpp"
#include "plot/panel.hpp"

namespace nntrain {

/// The differences B - A of a comparison (its JSON, nntrain.compare/1), a bar for each metric, with their 95
/// % intervals and a line at 0: of the shares (accuracy, AUC, ...), which have one scale, if the metric that
/// decides is one; else of all metrics, in percent of A. What is not drawn is told. nullopt if none is
/// finite.
std::optional<Panel> difference_panel(const Json& comparison);

}  // namespace nntrain
