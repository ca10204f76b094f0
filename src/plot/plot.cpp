#include "plot/plot.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/fail_together.hpp"
#include "base/interruption.hpp"
#include "base/output.hpp"
#include "base/program.hpp"
#include "base/scratch_file.hpp"
#include "base/text.hpp"
#include "plot/characters.hpp"
#include "plot/drawable.hpp"
#include "plot/gnuplot_script.hpp"
#include "plot/histogram.hpp"
#include "plot/panels_of.hpp"
#include "plot/plane.hpp"
#include "plot/svg.hpp"

namespace nntrain {
namespace {

constexpr const char* kGnuplot = "gnuplot";

bool is_for_terminal(PanelKind kind) {
  return kind == PanelKind::kData || kind == PanelKind::kFit || kind == PanelKind::kLoss;
}

/// The requested panels, else all with something to show; of a model on the terminal only the most important.
std::vector<PanelKind> chosen(const Pictured& pictured, const PlotRequest& request) {
  if (!request.panels.empty()) return request.panels;
  std::vector<PanelKind> found = kinds_of(pictured);
  if (request.path != "-" || pictured.model == nullptr) return found;
  std::vector<PanelKind> few;
  std::copy_if(found.begin(), found.end(), std::back_inserter(few), is_for_terminal);
  if (few.empty()) found.resize(std::min<std::size_t>(found.size(), 1));
  return few.empty() ? found : few;
}

/// What gnuplot says of it, else how it ended.
std::string why_not_drawn(const ProgramOutput& answer) {
  const char* const blanks = " \t\r\n";
  const std::string_view errors = answer.errors;
  const std::size_t first = errors.find_first_not_of(blanks);
  if (first != std::string_view::npos)
    return printable(errors.substr(first, errors.find_last_not_of(blanks) - first + 1), 300);
  if (answer.is_done) return "it drew nothing, and did not say why";
  return fmt::format("it ended with {}, and did not say why", answer.end);
}

std::string drawn_by_gnuplot(const std::string& script) {
  // -d: without the user's settings
  const ProgramOutput answer = run_program({kGnuplot, "-d", "-"}, script);
  if (!answer.is_done || answer.output.empty()) {
    throw DataError("gnuplot, which draws pictures on the terminal, failed: " + why_not_drawn(answer));
  }
  return answer.output;
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
    const std::vector<Panel> panels = panels_of(kind, pictured);
    text += with_legends(drawn_by_gnuplot(gnuplot_script(panels, canvas)), panels, canvas);
  }
  return text;
}

}  // namespace

bool shows_training(const PlotRequest& request) {
  const std::vector<PanelKind>& panels = request.panels;
  return !request.path.empty() && (panels.empty() || std::any_of(panels.begin(), panels.end(), is_curve));
}

namespace {

void check_gnuplot() {
  if (!is_program(kGnuplot)) {
    throw DataError("gnuplot, which draws pictures on the terminal, is not on the PATH",
                    "install it, on Debian:  sudo apt-get install gnuplot-nox");
  }
  const ScratchFile room("");  // which running it takes
}

}  // namespace

void check_plot(const PlotRequest& request) {
  if (request.path != "-") return;
  fail_together([] {
    if (writes()) check_gnuplot();
  });
}

void check_panels(const PlotRequest& request, const std::vector<std::string>& features,
                  const Drawable& drawable) {
  if (drawable.model != nullptr) axes_of(*drawable.model, features);
  if (drawable.table != nullptr) axes_of(*drawable.table, features);
  for (const PanelKind kind : request.panels) {
    const std::string no_characters = request.path == "-" ? why_no_characters(kind) : "";
    if (!no_characters.empty())
      throw UsageError(fmt::format("'{}' cannot be drawn in the terminal: {}", name_of(kind), no_characters),
                       "write an SVG:  --plot FILE.svg, or  nntrain plot ... --output FILE.svg");
    const std::string reason = why_not(kind, features, drawable);
    if (!reason.empty()) throw UsageError(fmt::format("'{}' cannot be drawn: {}", name_of(kind), reason));
  }
}

void draw(const Pictured& pictured, const PlotRequest& request) {
  if (request.path.empty()) return;
  const std::vector<PanelKind> kinds = chosen(pictured, request);
  if (kinds.empty()) throw UsageError("there is nothing to draw" + why_nothing(drawable_of(pictured)));
  if (request.path != "-") {
    write_file(request.path, svg_document({pictured.title, panels_of(kinds, pictured)}, request.theme));
    return;
  }
  if (!writes()) return;
  const Canvas canvas = character_canvas(request.on_standard_error);
  const std::string text = characters_of(kinds, pictured, canvas);
  request.on_standard_error ? write_standard_error(text) : write_standard_output(text);
}

}  // namespace nntrain
