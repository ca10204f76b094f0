#pragma once

#include <string>

#include "plot/panel.hpp"
#include "plot/pictured_sweep.hpp"

namespace nntrain {

/// The metric of a sweep by one axis, or by one with a line for each value of the other; why it cannot be
/// drawn, "" if it can. Each point has its interval.
Panel lines_panel(const PicturedSweep& sweep);
std::string why_no_lines(const PicturedSweep& sweep);

/// The metric by two axes: a cell for each pair of values.
Panel map_panel(const PicturedSweep& sweep);
std::string why_no_map(const PicturedSweep& sweep);

/// Parallel coordinates: each candidate is a line from axis to axis, and to the metric, which is the last.
Panel parallel_panel(const PicturedSweep& sweep);
std::string why_no_parallel(const PicturedSweep& sweep);

/// The rank of each point as a share: 0 for the worst, 1 for the best.
std::vector<double> rank_shares(const PicturedSweep& sweep);

/// "hidden 5, l2 0.1"
std::string settings_text(const PicturedSweep& sweep, const std::vector<std::string>& settings);

/// A line of a caption on those that are not shown: "\n2 candidates without a result are not shown", or "".
std::string swept_out(const PicturedSweep& sweep);

}  // namespace nntrain
