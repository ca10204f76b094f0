#include "page/page_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "page/html.hpp"

namespace nntrain {

std::string html_table(const PageTable& table, std::size_t number) {
  if (table.rows.empty()) return "";
  const std::size_t shown = std::min(table.rows.size(), kMostPageRows);
  const std::string rest =
      shown == table.rows.size() ? "" : fmt::format(" (the first {} of {} rows)", shown, table.rows.size());
  std::string out = fmt::format(
      "<section class=\"box\" tabindex=\"0\" aria-labelledby=\"c{0}\">\n<table class=\"{1}\">\n"
      "<caption id=\"c{0}\"><span>{2}{3}</span></caption>\n<thead><tr>",
      number, table.is_sortable && table.rows.size() > 1 ? "sortable" : "facts", html_text(table.caption),
      rest);
  for (const std::string& head : table.heads)
    out += fmt::format("<th scope=\"col\">{}</th>", html_text(head));
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t row = 0; row < shown; ++row) {
    const std::vector<std::string>& cells = table.rows[row];
    out += "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i)
      out +=
          i == 0 ? fmt::format("<th scope=\"row\">{}</th>", cells[i]) : fmt::format("<td>{}</td>", cells[i]);
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</section>\n";
}

}  // namespace nntrain
