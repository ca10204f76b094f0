#include "app/plot_flags.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "app/reading_flags.hpp"
#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

void set_panels(std::vector<PanelKind>& panels, const std::string& given) {
  std::vector<PanelKind> list;
  for (const ListItem& item : list_of("plot-panels", given)) {
    const PanelKind kind = choice<PanelKind>("plot-panels", item.text);
    if (std::find(list.begin(), list.end(), kind) != list.end())
      refuse_value("plot-panels", given, "usable: " + item.text + " is there twice");
    list.push_back(kind);
  }
  panels = list;
}

void set_features(std::vector<std::string>& features, const std::string& given) {
  std::vector<std::string> list;
  for (const ListItem& item : list_of("plot-features", given)) list.push_back(item.text);
  if (list.size() > 2) refuse_value("plot-features", given, "one or two columns: a picture has two axes");
  features = list;
}

std::string with_svg(const std::string& path) {
  return std::filesystem::path(path).replace_extension(".svg").string();
}

/// A flag that says what a picture is like; "" if none is given.
std::string flag_without_picture(const PlotOptions& options) {
  if (!options.request.panels.empty()) return "plot-panels";
  if (!options.features.empty()) return "plot-features";
  return options.request.theme == Theme::kAuto ? "" : "plot-theme";
}

/// Throws UsageError if the file of a flag is no SVG.
void check_name(const std::string& flag, const std::string& path) {
  if (path.ends_with(".svg")) return;
  throw UsageError(fmt::format("--{} {} does not end in .svg, and pictures are SVG", flag, shown_path(path)),
                   fmt::format("for example:  --{} {}", flag, shell_word(with_svg(path))));
}

/// Whether a name has what other programs take for a number or a percent sign: "%03d", "%%".
bool has_other_number(const std::string& path) {
  for (std::size_t at = path.find('%'); at != std::string::npos; at = path.find('%', at + 1)) {
    const std::size_t end = std::min(path.find_first_not_of("0123456789", at + 1), path.size() - 1);
    if (path[end] == '%' || (path[end] == 'd' && end > at + 1)) return true;
  }
  return false;
}

/// The same for the film, and if it stands for several files in more than one place.
void check_film_name(const std::string& path) {
  check_name("plot-film", path);
  if (has_other_number(path)) {
    throw UsageError(
        fmt::format("--plot-film {}: the number of a frame is written %d alone, and has zeros in "
                    "front where others have more digits",
                    shown_path(path)),
        "for example:  --plot-film 'frame-%d.svg'");
  }
  const std::size_t place = path.find(kFrameNumber);
  if (place == std::string::npos) return;
  if (path.find(kFrameNumber, place + 1) != std::string::npos) {
    throw UsageError(fmt::format("--plot-film {} has %d twice, and a frame has one number", shown_path(path)),
                     "for example:  --plot-film 'frame-%d.svg'");
  }
  if (path.find('/', place) != std::string::npos) {
    throw UsageError(fmt::format("--plot-film {} has %d in the name of a folder, and all frames go to one",
                                 shown_path(path)),
                     "for example:  --plot-film 'frames/frame-%d.svg'");
  }
}

}  // namespace

FlagText plot_text() {
  return {"plot", "FILE.svg|-", "draw the result: an SVG, or - for the terminal, with gnuplot"};
}

void add_plot_flags(FlagTable& table, PlotOptions& options, const FlagText& file) {
  table.add_output(file, options.request.path, Writing::kWhole, true);
  table.add(
      {"plot-panels", "LIST",
       "what to draw, of " + join(words_for<PanelKind>(), ", ") +
           "; default: all that can be drawn; on the terminal (-) only data, fit and loss; of a log all, and "
           "of a sweep the first that fits"},
      "", [&options](const std::string& given) { set_panels(options.request.panels, given); },
      [&options](JsonWriter& json) {
        options.request.panels.empty() ? json.null()
                                       : json.string(join(words_for(options.request.panels), ","));
      });
  table.offer_list(words_for<PanelKind>());
  table.add_choice({"plot-theme", "",
                    "the background of an SVG; auto: dark where the reader's system is dark, else light"},
                   options.request.theme);
  table.add(
      {"plot-features", "A,B",
       "names of one or two columns for the axes of data; default: the first two number columns"},
      "", [&options](const std::string& given) { set_features(options.features, given); },
      [&options](JsonWriter& json) {
        options.features.empty() ? json.null() : json.strings(options.features);
      });
}

void add_film_flags(FlagTable& table, FilmRequest& film, std::uint64_t most_iterations) {
  table.add_output(
      {"plot-film", "FILE.svg",
       "draw a film of training, an SVG that browsers play; with %d in the name a file for each frame, with "
       "the iteration in its place"},
      film.path, Writing::kWhole);
  table.add_count({"plot-every", "N", "a frame of the film after each N iterations, and at the end"},
                  film.every, fmt::format("up to {} frames", kUsualSnapshots), 1, most_iterations);
}

void prepare_plot(PlotOptions& options, const std::string& flag, bool is_piped, bool has_page) {
  const std::string& path = options.request.path;
  if (!options.film.path.empty()) check_film_name(options.film.path);
  options.film.panels = options.request.panels;
  options.film.features = options.features;
  options.film.theme = options.request.theme;
  if (path.empty()) {
    if (!options.film.path.empty()) return;
    const std::string named = flag_without_picture(options);
    if (named.empty()) return;
    if (has_page && named != "plot-theme") return;
    throw UsageError(fmt::format("--{} has no effect without a picture", named),
                     fmt::format("name the picture:  --{} FILE.svg", flag));
  }
  if (path != "-") check_name(flag, path);
  if (path == "-" && options.film.path.empty() && options.request.theme != Theme::kAuto) {
    throw UsageError(
        fmt::format("--plot-theme has no effect on --{} -: a terminal has a background of its own", flag),
        fmt::format("name a file:  --{} FILE.svg", flag));
  }
  options.request.on_standard_error = is_piped;
  check_plot(options.request);
}

}  // namespace nntrain
