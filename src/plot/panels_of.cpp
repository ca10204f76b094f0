#include "plot/panels_of.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/interruption.hpp"
#include "plot/bands.hpp"
#include "plot/data_panel.hpp"
#include "plot/drawable.hpp"
#include "plot/film_detail.hpp"
#include "plot/histogram.hpp"
#include "plot/network_panel.hpp"
#include "plot/plane.hpp"
#include "plot/score_panels.hpp"
#include "plot/spread_panel.hpp"
#include "plot/sweep_panels.hpp"
#include "plot/thinning.hpp"
#include "plot/units_panel.hpp"

namespace nntrain {

std::vector<PanelKind> kinds_of(const Pictured& pictured) {
  const Drawable drawable = drawable_of(pictured);
  std::vector<PanelKind> found;
  for (const auto& [word, kind] : words(PanelKind())) {
    const bool is_left_out = is_on_request(kind) || (pictured.sweep != nullptr && kind == PanelKind::kSpread);
    if (!is_left_out && why_not(kind, pictured.features, drawable).empty()) found.push_back(kind);
  }
  if (pictured.sweep != nullptr)
    found.resize(std::min<std::size_t>(found.size(), 1));  // others show the same
  return found;
}

std::vector<Panel> panels_of(PanelKind kind, const Pictured& pictured) {
  switch (kind) {
    case PanelKind::kLoss:
      return loss_panels(pictured.history);
    case PanelKind::kAccuracy:
      return {accuracy_panel(pictured.history)};
    case PanelKind::kData:
      if (pictured.table != nullptr) return {table_panel(*pictured.table, pictured.features)};
      return {
          data_panel(*pictured.model, pictured.results.front(), axes_of(*pictured.model, pictured.features))};
    case PanelKind::kUnits:
      return {units_panel(*pictured.model, pictured.results.front(),
                          axes_of(*pictured.model, pictured.features))};
    case PanelKind::kNetwork:
      return {network_panel(*pictured.model, pictured.film)};
    case PanelKind::kSpread:
      return spread_panels(*pictured.spread);
    case PanelKind::kRoc:
      return {roc_panel(*pictured.model, pictured.results.back(),
                        styles_of_classes(classes_of(pictured.results.front())))};
    case PanelKind::kCalibration:
      return {calibration_panel(pictured.results.back())};
    case PanelKind::kConfusion:
      return {confusion_panel(pictured.results.back())};
    case PanelKind::kImportance:
      return {importance_panel(*pictured.importance, pictured.results.back().split.name)};
    case PanelKind::kLines:
      return {lines_panel(*pictured.sweep)};
    case PanelKind::kMap:
      return {map_panel(*pictured.sweep)};
    case PanelKind::kParallel:
      return {parallel_panel(*pictured.sweep)};
    case PanelKind::kHistogram:
      return histogram_panels(histogram_of(*pictured.sweep));
    case PanelKind::kFit:
      break;
  }
  return {fit_panel(*pictured.model, pictured.results.back(),
                    pictured.film != nullptr ? kMostRowsFilmed : kMostRowsDrawn)};
}

std::vector<Panel> panels_of(const std::vector<PanelKind>& kinds, const Pictured& pictured) {
  std::vector<Panel> panels;
  for (const PanelKind kind : kinds) {
    check_time();
    std::vector<Panel> more = panels_of(kind, pictured);
    std::move(more.begin(), more.end(), std::back_inserter(panels));
  }
  return panels;
}

std::vector<Panel> page_panels(std::vector<PanelKind> chosen, const Pictured& pictured) {
  if (!chosen.empty()) return panels_of(chosen, pictured);
  chosen = kinds_of(pictured);
  const Drawable drawable = drawable_of(pictured);
  for (const PanelKind kind : {PanelKind::kNetwork, PanelKind::kSpread, PanelKind::kHistogram}) {
    const bool is_there = std::find(chosen.begin(), chosen.end(), kind) != chosen.end();
    if (!is_there && why_not(kind, pictured.features, drawable).empty()) chosen.push_back(kind);
  }
  return panels_of(chosen, pictured);
}

}  // namespace nntrain
