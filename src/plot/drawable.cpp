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
  if (!is_of_sweep(kind)) return "a sweep has only lines, map, parallel and histogram: plot a model or a log";
  if (kind == PanelKind::kHistogram) return why_no_histogram(sweep);
  if (sweep.points.empty()) return "no candidate has results of all its runs";
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

}  // namespace

Drawable drawable_of(const Pictured& pictured) {
  return {pictured.model, !pictured.history.points.empty(), has_accuracy(pictured.history),
          pictured.table, pictured.is_of_several,           pictured.importance != nullptr,
          pictured.sweep};
}

std::string why_not(PanelKind kind, const std::vector<std::string>& features, const Drawable& drawable) {
  if (drawable.sweep != nullptr) return why_not_of_sweep(kind, *drawable.sweep);
  if (is_of_sweep(kind)) return "it shows a sweep: plot the file of its --results";
  if (drawable.table != nullptr) {
    if (kind != PanelKind::kData) return "a table has only data: plot a model or a log";
    return axes_of(*drawable.table, features).empty() ? "no feature is a number column" : "";
  }
  if (drawable.is_of_several && (is_curve(kind) || kind == PanelKind::kData))
    return "it shows one network, and several are trained: plot one with nntrain train";
  if (is_curve(kind) && !drawable.has_loss)
    return "a saved model does not record its iterations: plot a --log";
  if (!is_curve(kind) && drawable.model == nullptr) return "a log has no rows: plot the model";
  switch (kind) {
    case PanelKind::kLoss:
      return "";
    case PanelKind::kAccuracy:
      return drawable.has_accuracy ? "" : "the target is a number, which has no accuracy";
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
      break;  // looked at above
  }
  return "";
}

std::string why_nothing(const Drawable& drawable) {
  if (drawable.sweep == nullptr) return "";
  return fmt::format(": {}; as a histogram: {}", why_not_of_sweep(PanelKind::kLines, *drawable.sweep),
                     why_not_of_sweep(PanelKind::kHistogram, *drawable.sweep));
}

}  // namespace nntrain
