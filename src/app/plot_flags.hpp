#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/flag_table.hpp"
#include "plot/film.hpp"
#include "plot/plot.hpp"

namespace nntrain {

/// The options for pictures, of every command that draws.
struct PlotOptions {
  PlotRequest request;
  FilmRequest film;
  std::vector<std::string> features;  ///< columns for the axes; empty: the first two of numbers
};

/// Adds `file` (--plot, or --output if the command only draws), --plot-panels, --plot-theme and
/// --plot-features.
void add_plot_flags(FlagTable& table, PlotOptions& options, const FlagText& file);
FlagText plot_text();

/// Adds --plot-film and --plot-every, of a training with at most so many iterations.
void add_film_flags(FlagTable& table, FilmRequest& film, std::uint64_t most_iterations);

/// Completes and checks the options. `flag` is the flag with the picture's file; `is_piped`: a program reads
/// standard output, and characters go to standard error; `has_page`: a page shows the pictures, too. Throws UsageError or DataError for what is wrong
/// whatever the data are.
void prepare_plot(PlotOptions& options, const std::string& flag, bool is_piped, bool has_page = false);

}  // namespace nntrain
