#include "page/page_figures.hpp"

#include <map>

#include <fmt/format.h>

#include "page/html.hpp"
#include "plot/svg.hpp"

namespace nntrain {
namespace {

/// Shortens the tips that `told` has, which is the panel of each, and adds the others.
void shorten_tips(Panel& panel, std::size_t number, std::map<std::string, std::size_t>& told) {
  for (Series& series : panel.series) {
    for (std::string& tip : series.tips) {
      const auto [known, is_new] = told.emplace(tip, number);
      const std::size_t colon = tip.find(": ");
      if (is_new || !tip.starts_with("row ") || colon == std::string::npos) continue;
      tip = known->second == number ? "" : tip.substr(0, colon);
    }
  }
}

}  // namespace

std::string figures_html(std::vector<Panel> panels) {
  std::string out;
  std::map<std::string, std::size_t> told;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    shorten_tips(panels[i], i, told);
    out += fmt::format("<figure aria-label=\"{}\">{}</figure>\n", html_text(panels[i].title),
                       svg_figure(panels[i]));
  }
  return out.empty() ? "" : fmt::format("<div class=\"figures\">\n{}</div>\n", out);
}

}  // namespace nntrain
