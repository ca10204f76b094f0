#pragma once

#include <string>
#include <vector>

#include "plot/drawable.hpp"
#include "plot/panel_kind.hpp"
#include "plot/pictured.hpp"
#include "plot/svg.hpp"

namespace nntrain {

/// What to draw, and where.
struct PlotRequest {
  std::string path;                ///< an SVG file, or "-" for characters; "": nothing
  std::vector<PanelKind> panels;   ///< empty: all that have something to show
  Theme theme = Theme::kAuto;      ///< of an SVG
  bool on_standard_error = false;  ///< for characters, if a program reads standard output
};

/// Whether the picture shows the history of training.
bool shows_training(const PlotRequest& request);

/// Throws DataError if characters are asked for, and there is no gnuplot, or no space for the temporary file
/// that it needs.
void check_plot(const PlotRequest& request);

/// Throws UsageError if the request names a panel or columns with nothing to show.
void check_panels(const PlotRequest& request, const std::vector<std::string>& features,
                  const Drawable& drawable);

/// Writes the picture, if it has a path; characters are drawn by gnuplot. Throws DataError, or UsageError if there is no panel.
void draw(const Pictured& pictured, const PlotRequest& request);

}  // namespace nntrain
