#pragma once

#include <string>
#include <vector>

#include "cli/flag_table.hpp"
#include "plot/plot.hpp"

namespace nntrain {

/// What every command that draws can be told about the picture.
struct PlotOptions {
  PlotRequest request;
  std::vector<std::string> features;  ///< columns along the axes; none: the first two of numbers
};

/// --plot, --plot-panels and --plot-features, bound to `options`. The first is
/// called --output where a picture is all that the command makes.
void add_plot_flags(FlagTable& table, PlotOptions& options, const FlagText& file);
FlagText plot_text();

/// Completes what was asked for. `flag`: what the picture's file is called; `is_piped`: whether standard
/// output is for a program to read, so that characters go to standard error. Throws UsageError or DataError
/// for what cannot be drawn wherever it comes from.
void prepare_plot(PlotOptions& options, const std::string& flag, bool is_piped);

}  // namespace nntrain
