#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "plot/pictured.hpp"

namespace nntrain {

/// What a picture is made of.
enum class PanelKind { kData, kLoss, kAccuracy, kRoc, kCalibration, kConfusion, kFit };
constexpr auto words(PanelKind) {
  return std::to_array<Word<PanelKind>>({{"data", PanelKind::kData},
                                         {"confusion", PanelKind::kConfusion},
                                         {"fit", PanelKind::kFit},
                                         {"loss", PanelKind::kLoss},
                                         {"accuracy", PanelKind::kAccuracy},
                                         {"roc", PanelKind::kRoc},
                                         {"calibration", PanelKind::kCalibration}});
}

/// What is to be drawn, and where.
struct PlotRequest {
  std::string path;                ///< an SVG, or "-" for characters; "": nothing
  std::vector<PanelKind> panels;   ///< none: those that there is something to show of
  bool on_standard_error = false;  ///< characters, because something else is read from standard output
};

/// Whether it shows how training went.
bool shows_training(const PlotRequest& request);

/// Throws DataError where there is no gnuplot, or no room for the temporary file that running it takes.
void check_plot(const PlotRequest& request);

/// What there is to draw of.
struct Drawable {
  const Model* model = nullptr;  ///< null: none
  bool has_loss = false;         ///< over the iterations
  bool has_accuracy = false;
};

/// Throws UsageError where the request names a panel or columns that there is nothing to show of.
void check_panels(const PlotRequest& request, const std::vector<std::string>& features,
                  const Drawable& drawable);

/// Draws it by gnuplot, if anything is asked for. Throws DataError.
void draw(const Pictured& pictured, const PlotRequest& request);

}  // namespace nntrain
