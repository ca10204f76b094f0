#pragma once

#include "base/words.hpp"

namespace nntrain {

/// The kinds of panels in a picture.
enum class PanelKind {
  kData,
  kUnits,
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
  kHistogram,
  kNetwork,
  kSpread
};
constexpr auto words(PanelKind) {
  return std::to_array<Word<PanelKind>>({{"data", PanelKind::kData},
                                         {"units", PanelKind::kUnits},
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
                                         {"histogram", PanelKind::kHistogram},
                                         {"network", PanelKind::kNetwork},
                                         {"spread", PanelKind::kSpread}});
}

/// Whether a panel shows the iterations of training, and not rows.
constexpr bool is_curve(PanelKind kind) {
  return kind == PanelKind::kLoss || kind == PanelKind::kAccuracy;
}

/// Whether a panel shows the results of a sweep.
constexpr bool is_of_sweep(PanelKind kind) {
  return kind == PanelKind::kLines || kind == PanelKind::kMap || kind == PanelKind::kParallel ||
         kind == PanelKind::kHistogram;
}

/// Whether a panel is only drawn where it is asked for.
constexpr bool is_on_request(PanelKind kind) {
  return kind == PanelKind::kUnits || kind == PanelKind::kNetwork;
}

/// Why characters cannot show a panel; "" if they can.
constexpr const char* why_no_characters(PanelKind kind) {
  return kind == PanelKind::kNetwork ? "its lines are as wide as the weights, which characters cannot show"
                                     : "";
}

}  // namespace nntrain
