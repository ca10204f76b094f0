#pragma once

#include <string>
#include <vector>

#include "base/words.hpp"
#include "plot/pictured.hpp"

namespace nntrain {

/// The kinds of panels in a picture.
enum class PanelKind {
  kData,
  kLoss,
  kAccuracy,
  kRoc,
  kCalibration,
  kConfusion,
  kFit,
  kImportance,
  kLines,
  kMap,
  kParallel,
  kHistogram
};
constexpr auto words(PanelKind) {
  return std::to_array<Word<PanelKind>>({{"data", PanelKind::kData},
                                         {"confusion", PanelKind::kConfusion},
                                         {"fit", PanelKind::kFit},
                                         {"loss", PanelKind::kLoss},
                                         {"accuracy", PanelKind::kAccuracy},
                                         {"roc", PanelKind::kRoc},
                                         {"calibration", PanelKind::kCalibration},
                                         {"importance", PanelKind::kImportance},
                                         {"lines", PanelKind::kLines},
                                         {"map", PanelKind::kMap},
                                         {"parallel", PanelKind::kParallel},
                                         {"histogram", PanelKind::kHistogram}});
}

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

/// What can be drawn.
struct Drawable {
  const Model* model = nullptr;  ///< null: none
  bool has_loss = false;         ///< of each iteration
  bool has_accuracy = false;
  const Table* table = nullptr;  ///< rows without a model; null: none
  bool is_of_several = false;    ///< whether several models predicted the rows, and `model` is one of them
  bool has_importance = false;   ///< of the columns of the model
  const PicturedSweep* sweep = nullptr;  ///< null: no results of a sweep
};

/// Throws UsageError if the request names a panel or columns with nothing to show.
void check_panels(const PlotRequest& request, const std::vector<std::string>& features,
                  const Drawable& drawable);

/// Draws the picture with gnuplot, if it has a path. Throws DataError, or UsageError if there is no panel.
void draw(const Pictured& pictured, const PlotRequest& request);

}  // namespace nntrain
