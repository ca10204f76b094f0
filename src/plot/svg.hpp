#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "plot/panel.hpp"
#include "plot/svg_panel.hpp"

namespace nntrain {

/// In front of which background a picture stands. kAuto: a dark one where the reader's system is dark;
/// programs that convert pictures take the light one, and so does paper.
enum class Theme { kAuto, kLight, kDark };
constexpr auto words(Theme) {
  return std::to_array<Word<Theme>>(
      {{"auto", Theme::kAuto}, {"light", Theme::kLight}, {"dark", Theme::kDark}});
}

/// Where the panels of a picture stand, in the units of an SVG.
struct SvgLayout {
  double width;
  double height;
  std::vector<PanelBox> boxes;
};

/// In two columns; panels that are all stacked in one. The title, if there is one, is above. A row is higher
/// where a legend or a caption is long.
SvgLayout layout_of(const Picture& picture);

/// The rules in CSS of the classes that layers use: once in a document. They begin with "nn", and colours are
/// theirs alone, without variables, which not all converters know.
std::string svg_rules(Theme theme);

/// <defs> with the marks that layers use: once in a document, in an <svg>. Its ids begin with "nn-".
std::string svg_marks();

/// The picture as a file.
std::string svg_document(const Picture& picture, Theme theme);

/// One panel as an <svg> for an HTML page, which has the rules and the marks once.
std::string svg_figure(const Panel& panel);

/// The title above the panels, as an element; "" if there is none.
std::string svg_title(const Picture& picture);

}  // namespace nntrain
