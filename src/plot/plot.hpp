#pragma once

#include <string>
#include <vector>

#include "plot/drawable.hpp"
#include "plot/panel_kind.hpp"
#include "plot/pictured.hpp"

namespace nntrain {

/// What to draw, and where.
struct PlotRequest {
  std::string path;                ///< an SVG file, or "-" for characters; "": nothing
  std::vector<PanelKind> panels;   ///< empty: all that have something to show
  bool on_standard_error = false;  ///< for characters, if a program reads standard output
};

/// Whether the picture shows the history of training.
bool shows_training(const PlotRequest& request);

/// Throws DataError if there is no gnuplot, or no space for the temporary file that it needs.
void check_plot(const PlotRequest& request);

/// Throws UsageError if the request names a panel or columns with nothing to show.
void check_panels(const PlotRequest& request, const std::vector<std::string>& features,
                  const Drawable& drawable);

/// Draws the picture with gnuplot, if it has a path. Throws DataError, or UsageError if there is no panel.
void draw(const Pictured& pictured, const PlotRequest& request);

}  // namespace nntrain
