#include "plot/drawable.hpp"

#include <fmt/format.h>

#include "plot/histogram.hpp"
#include "plot/plane.hpp"
#include "plot/score_panels.hpp"
#include "plot/sweep_panels.hpp"

namespace nntrain {
namespace {

/// Why a panel of a sweep cannot be drawn; "" if it can.
std::string why_not_of_sweep(PanelKind kind, const PicturedSweep& sweep) {
  if (!is_of_sweep(kind) && kind != PanelKind::kSpread)
    return "a sweep has only lines, map, parallel, histogram and spread: plot a model or a log";
  if (kind == PanelKind::kHistogram) return why_no_histogram(sweep);
  if (sweep.points.empty()) return "no candidate has results of all its runs";
  if (kind == PanelKind::kSpread) return "";
  if (sweep.axes.empty()) return "the runs differ in nothing but the seed";
  switch (kind) {
    case PanelKind::kLines:
      return why_no_lines(sweep);
    case PanelKind::kMap:
      return why_no_map(sweep);
    default:
      return why_no_parallel(sweep);
  }
}

/// Why a panel about classes cannot be drawn; "" if it can.
std::string why_no_classes(const Model& model) {
  return model.target.classes.empty() ? "the target is a number, not a class" : "";
}

std::string why_no_confusion(const Model& model) {
  const std::size_t classes = model.target.classes.size();
  if (classes <= kMostClassesDrawn) return why_no_classes(model);
  return fmt::format("there are {} classes, and at most {} can be drawn", classes, kMostClassesDrawn);
}

std::string why_no_calibration(const Model& model) {
  const std::string why = why_no_classes(model);
  return !why.empty() || are_probabilities(model.network) ? why : "the outputs are not probabilities";
}

/// Whether a panel shows one network and its rows.
bool is_of_one_network(PanelKind kind) {
  return is_curve(kind) || kind == PanelKind::kData || kind == PanelKind::kUnits ||
         kind == PanelKind::kNetwork;
}

}  // namespace

Drawable drawable_of(const Pictured& pictured) {
  return {pictured.model, !pictured.history.points.empty(), has_accuracy(pictured.history),
          pictured.table, pictured.is_of_several,           pictured.importance != nullptr,
          pictured.sweep, pictured.spread != nullptr,       !pictured.results.empty()};
}

std::string why_not(PanelKind kind, const std::vector<std::string>& features, const Drawable& drawable) {
  const bool has_no_spread = kind == PanelKind::kSpread && !drawable.has_spread;
  if (has_no_spread) return "it shows several runs: those of nntrain cv, of --seeds or of a sweep";
  if (drawable.sweep != nullptr) return why_not_of_sweep(kind, *drawable.sweep);
  if (is_of_sweep(kind)) return "it shows a sweep: plot the file of its --results";
  if (drawable.table != nullptr) {
    if (kind != PanelKind::kData) return "a table has only data: plot a model or a log";
    return axes_of(*drawable.table, features).empty() ? "no feature is a number column" : "";
  }
  if (kind == PanelKind::kSpread) return "";
  if (drawable.is_of_several && (is_of_one_network(kind) || !drawable.has_rows))
    return "it shows one network, and several are trained: plot one with nntrain train";
  if (is_curve(kind) && !drawable.has_loss)
    return "a saved model does not record its iterations: plot a --log";
  if (!is_curve(kind) && drawable.model == nullptr) return "a log has no rows: plot the model";
  switch (kind) {
    case PanelKind::kLoss:
      return "";
    case PanelKind::kAccuracy:
      return drawable.has_accuracy ? "" : "the target is a number, which has no accuracy";
    case PanelKind::kUnits:
      if (drawable.model->network.layers().size() < 2)
        return "there is no hidden layer: the boundary in 'data' is the line of the output";
      [[fallthrough]];
    case PanelKind::kData:
      return axes_of(*drawable.model, features).empty() ? "no feature is a number column" : "";
    case PanelKind::kFit:
      return drawable.model->target.classes.empty() ? "" : "the target is a class, not a number";
    case PanelKind::kRoc:
      return why_no_classes(*drawable.model);
    case PanelKind::kConfusion:
      return why_no_confusion(*drawable.model);
    case PanelKind::kCalibration:
      return why_no_calibration(*drawable.model);
    case PanelKind::kImportance:
      return drawable.has_importance ? "" : "it is measured by:  nntrain evaluate --importance";
    case PanelKind::kLines:
    case PanelKind::kMap:
    case PanelKind::kParallel:
    case PanelKind::kHistogram:
    case PanelKind::kNetwork:
    case PanelKind::kSpread:
      break;  // looked at above, or always there
  }
  return "";
}

std::string why_nothing(const Drawable& drawable) {
  if (drawable.sweep == nullptr) return "";
  return fmt::format(": {}; as a histogram: {}", why_not_of_sweep(PanelKind::kLines, *drawable.sweep),
                     why_not_of_sweep(PanelKind::kHistogram, *drawable.sweep));
}

}  // namespace nntrain
