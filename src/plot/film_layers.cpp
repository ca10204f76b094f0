#include "plot/film_layers.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace nntrain {
namespace {

/// A layer, and in which frames it is shown.
struct ShownLayer {
  const std::string* text;
  std::vector<bool> is_shown;  // of each frame
};

/// The layers with number `number` that differ, in the order of their first frames.
std::vector<ShownLayer> distinct(const std::vector<FrameLayers>& frames, std::size_t number) {
  std::vector<ShownLayer> found;
  for (std::size_t frame = 0; frame < frames.size(); ++frame) {
    if (number >= frames[frame].size() || frames[frame][number].empty()) continue;
    const std::string& text = frames[frame][number];
    auto place =
        std::find_if(found.begin(), found.end(), [&](const ShownLayer& one) { return *one.text == text; });
    if (place == found.end())
      place = found.insert(found.end(), {&text, std::vector<bool>(frames.size(), false)});
    place->is_shown[frame] = true;
  }
  return found;
}

/// The share of the film's duration at which frame `frame` begins, as every group writes it.
std::string share_text_of(std::size_t frame, std::size_t frames, FilmPace pace) {
  const double total = static_cast<double>(frames - 1) * pace.frame + pace.pause;
  const double share = static_cast<double>(frame) * pace.frame / total;
  return frame == 0 ? "0" : fmt::format("{:.5f}", share);
}

std::string animation(const std::vector<bool>& is_shown, FilmPace pace) {
  const std::size_t frames = is_shown.size();
  std::vector<std::string> values;
  std::vector<std::string> times;
  for (std::size_t frame = 0; frame < frames; ++frame) {
    if (frame > 0 && is_shown[frame] == is_shown[frame - 1]) continue;
    values.emplace_back(is_shown[frame] ? "inline" : "none");
    times.push_back(share_text_of(frame, frames, pace));
  }
  return fmt::format(
      R"(<animate attributeName="display" dur="{:.3f}s" repeatCount="indefinite" calcMode="discrete" )"
      R"(values="{}" keyTimes="{}"/>)",
      static_cast<double>(frames - 1) * pace.frame + pace.pause, fmt::join(values, ";"),
      fmt::join(times, ";"));
}

}  // namespace

FilmPace pace_of(std::size_t frames) {
  return {std::clamp(8 / static_cast<double>(frames), 0.04, 0.6), 2.5};
}

std::string film_rules() {
  return "@media (prefers-reduced-motion: reduce), print { .nn-passing { display: none !important; } "
         ".nn-last { display: inline !important; } }\n";
}

std::string animated(const std::vector<FrameLayers>& frames, FilmPace pace) {
  std::size_t layers = 0;
  for (const FrameLayers& frame : frames) layers = std::max(layers, frame.size());
  std::string svg;
  for (std::size_t number = 0; number < layers; ++number) {
    for (const ShownLayer& layer : distinct(frames, number)) {
      const bool is_always =
          std::all_of(layer.is_shown.begin(), layer.is_shown.end(), [](bool shown) { return shown; });
      const bool is_last = layer.is_shown.back();
      if (is_always) {
        svg += fmt::format("<g>{}</g>\n", *layer.text);
      } else {
        svg += fmt::format("<g class=\"{}\" display=\"{}\">{}{}</g>\n", is_last ? "nn-last" : "nn-passing",
                           is_last ? "inline" : "none", animation(layer.is_shown, pace), *layer.text);
      }
    }
  }
  return svg;
}

}  // namespace nntrain
