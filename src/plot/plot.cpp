#include "plot/plot.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/output.hpp"
#include "base/program.hpp"
#include "base/scratch_file.hpp"
#include "base/text.hpp"
#include "plot/bands.hpp"
#include "plot/characters.hpp"
#include "plot/data_panel.hpp"
#include "plot/gnuplot_script.hpp"
#include "plot/histogram.hpp"
#include "plot/plane.hpp"
#include "plot/score_panels.hpp"
#include "plot/sweep_panels.hpp"

namespace nntrain {
namespace {

constexpr const char* kGnuplot = "gnuplot";

/// Whether a panel shows the iterations of training, and not rows.
bool is_curve(PanelKind kind) {
  switch (kind) {
    case PanelKind::kLoss:
    case PanelKind::kAccuracy:
      return true;
    case PanelKind::kData:
    case PanelKind::kConfusion:
    case PanelKind::kFit:
    case PanelKind::kRoc:
    case PanelKind::kCalibration:
    case PanelKind::kImportance:
    case PanelKind::kLines:
    case PanelKind::kMap:
    case PanelKind::kParallel:
    case PanelKind::kHistogram:
      break;
  }
  return false;
}

bool is_of_sweep(PanelKind kind) {
  return kind == PanelKind::kLines || kind == PanelKind::kMap || kind == PanelKind::kParallel ||
         kind == PanelKind::kHistogram;
}

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

/// Why a panel cannot be drawn; "" if it can.
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

bool is_for_terminal(PanelKind kind) {
  return kind == PanelKind::kData || kind == PanelKind::kFit || kind == PanelKind::kLoss;
}

/// The requested panels, else all with something to show; of a model on the terminal only the most important.
std::vector<PanelKind> chosen(const Pictured& pictured, const PlotRequest& request) {
  if (!request.panels.empty()) return request.panels;
  const Drawable drawable{pictured.model, !pictured.history.points.empty(), has_accuracy(pictured.history),
                          pictured.table, pictured.is_of_several,           pictured.importance != nullptr,
                          pictured.sweep};
  std::vector<PanelKind> found;
  for (const auto& [word, kind] : words(PanelKind())) {
    if (why_not(kind, pictured.features, drawable).empty()) found.push_back(kind);
  }
  if (pictured.sweep != nullptr)
    found.resize(std::min<std::size_t>(found.size(), 1));  // others show the same
  if (request.path != "-" || pictured.model == nullptr) return found;
  std::vector<PanelKind> few;
  std::copy_if(found.begin(), found.end(), std::back_inserter(few), is_for_terminal);
  if (few.empty()) found.resize(std::min<std::size_t>(found.size(), 1));
  return few.empty() ? found : few;
}

/// The panel of a kind that has one.
Panel panel_of(PanelKind kind, const Pictured& pictured) {
  switch (kind) {
    case PanelKind::kLoss:
      return loss_panel(pictured.history);
    case PanelKind::kAccuracy:
      return accuracy_panel(pictured.history);
    case PanelKind::kData:
      if (pictured.table != nullptr) return table_panel(*pictured.table, pictured.features);
      return data_panel(*pictured.model, pictured.results.front(),
                        axes_of(*pictured.model, pictured.features));
    case PanelKind::kRoc:
      return roc_panel(*pictured.model, pictured.results.back(),
                       styles_of_classes(classes_of(pictured.results.front())));
    case PanelKind::kCalibration:
      return calibration_panel(pictured.results.back());
    case PanelKind::kConfusion:
      return confusion_panel(pictured.results.back());
    case PanelKind::kImportance:
      return importance_panel(*pictured.importance, pictured.results.back().split.name);
    case PanelKind::kLines:
      return lines_panel(*pictured.sweep);
    case PanelKind::kMap:
      return map_panel(*pictured.sweep);
    case PanelKind::kParallel:
      return parallel_panel(*pictured.sweep);
    case PanelKind::kFit:
    case PanelKind::kHistogram:  // it has several
      break;
  }
  return fit_panel(*pictured.model, pictured.results.back());
}

std::string drawn_by_gnuplot(const std::string& script) {
  // -d: without the user's settings
  const ProgramOutput answer = run_program({kGnuplot, "-d", "-"}, script);
  if (!answer.is_done || answer.output.empty()) {
    throw DataError("gnuplot, which draws the pictures, failed: " + printable(answer.errors, 300));
  }
  return answer.output;
}

/// Adds fallback fonts to gnuplot's only font, and corrects its title.
std::string finished_svg(std::string svg) {
  const auto replace = [&svg](std::string_view old_text, std::string_view text) {
    for (std::size_t at = svg.find(old_text); at != std::string::npos;
         at = svg.find(old_text, at + text.size())) {
      svg.replace(at, old_text.size(), text);
    }
  };
  replace("font-family=\"Helvetica\"", "font-family=\"Helvetica,Arial,sans-serif\"");
  replace("]]>", "]]&gt;");  // gnuplot does not know that XML forbids it
  replace("<title>Gnuplot</title>", "<title>nntrain</title>");
  return svg;
}

/// The picture as characters. Histograms have rows of their own, which need no gnuplot.
std::string characters_of(const std::vector<PanelKind>& kinds, const Pictured& pictured,
                          const Canvas& canvas) {
  std::string text;
  for (const PanelKind kind : kinds) {
    check_time();
    if (kind == PanelKind::kHistogram) {
      text += histogram_text(histogram_of(*pictured.sweep), canvas.width);
      continue;
    }
    const std::vector<Panel> panels = {panel_of(kind, pictured)};
    text += with_legends(drawn_by_gnuplot(gnuplot_script(panels, canvas)), panels, canvas);
  }
  return text;
}

std::vector<Panel> panels_of(const std::vector<PanelKind>& kinds, const Pictured& pictured) {
  std::vector<Panel> panels;
  for (const PanelKind kind : kinds) {
    check_time();
    if (kind != PanelKind::kHistogram) {
      panels.push_back(panel_of(kind, pictured));
      continue;
    }
    for (Panel& panel : histogram_panels(histogram_of(*pictured.sweep))) panels.push_back(std::move(panel));
  }
  return panels;
}

/// Why there is no panel at all.
std::string why_nothing(const Pictured& pictured) {
  if (pictured.sweep == nullptr) return "";
  return fmt::format(": {}; as a histogram: {}", why_not_of_sweep(PanelKind::kLines, *pictured.sweep),
                     why_not_of_sweep(PanelKind::kHistogram, *pictured.sweep));
}

}  // namespace

bool shows_training(const PlotRequest& request) {
  const std::vector<PanelKind>& panels = request.panels;
  return !request.path.empty() && (panels.empty() || std::any_of(panels.begin(), panels.end(), is_curve));
}

void check_plot(const PlotRequest& request) {
  if (request.path.empty()) return;
  if (!is_program(kGnuplot)) {
    throw DataError("gnuplot, which draws the pictures, is not on the PATH",
                    "install it, on Debian:  sudo apt-get install gnuplot-nox");
  }
  const ScratchFile room("");  // which running it takes
}

void check_panels(const PlotRequest& request, const std::vector<std::string>& features,
                  const Drawable& drawable) {
  if (drawable.model != nullptr) axes_of(*drawable.model, features);
  if (drawable.table != nullptr) axes_of(*drawable.table, features);
  for (const PanelKind kind : request.panels) {
    const std::string reason = why_not(kind, features, drawable);
    if (!reason.empty()) throw UsageError(fmt::format("'{}' cannot be drawn: {}", name_of(kind), reason));
  }
}

void draw(const Pictured& pictured, const PlotRequest& request) {
  if (request.path.empty()) return;
  const std::vector<PanelKind> kinds = chosen(pictured, request);
  if (kinds.empty()) throw UsageError("there is nothing to draw" + why_nothing(pictured));
  if (request.path != "-") {
    write_file(request.path, finished_svg(drawn_by_gnuplot(gnuplot_script(panels_of(kinds, pictured), {}))));
    return;
  }
  const Canvas canvas = character_canvas(request.on_standard_error);
  const std::string text = characters_of(kinds, pictured, canvas);
  request.on_standard_error ? write_standard_error(text) : write_standard_output(text);
}

}  // namespace nntrain
