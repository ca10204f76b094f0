#include "page/page_table.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "page/html.hpp"

namespace nntrain {
namespace {

constexpr const char* kOfNumber = " class=\"n\"";

bool is_empty_cell(std::string_view cell) {
  return cell.empty() || cell == kNothing;
}

/// Whether column `i` has numbers and no texts. The first one has the headings of the rows.
bool is_number_column(const PageTable& table, std::size_t i) {
  bool has_number = false;
  for (const std::vector<std::string>& row : table.rows) {
    if (i >= row.size() || is_empty_cell(row[i])) continue;
    if (!is_number_cell(row[i])) return false;
    has_number = true;
  }
  return has_number;
}

std::vector<bool> number_columns(const PageTable& table) {
  std::vector<bool> columns(table.heads.size());
  for (std::size_t i = 1; i < columns.size(); ++i) columns[i] = is_number_column(table, i);
  return columns;
}

constexpr std::size_t kWide = 9;  // columns that paper has room for in letters of the usual size

/// Tables of numbers alone need no class at each cell.
std::string classes_of_table(const PageTable& table, const std::vector<bool>& numbers) {
  std::string classes = table.is_sortable && table.rows.size() > 1 ? "sortable" : "plain";
  if (!table.is_sortable && table.heads.size() == 2) classes += " facts";
  if (numbers.size() > kWide) classes += " wide";
  if (std::all_of(numbers.begin() + 1, numbers.end(), [](bool one) { return one; })) classes += " numbers";
  return classes;
}

}  // namespace

void PageRows::set(const std::string& head, std::string cell) {
  if (std::find(heads_.begin(), heads_.end(), head) == heads_.end()) heads_.push_back(head);
  rows_.back()[head] = std::move(cell);
}

PageTable PageRows::table(const std::string& caption) const {
  PageTable table{caption, heads_, {}};
  for (const auto& cells : rows_) {
    table.rows.emplace_back();
    for (const std::string& head : heads_) {
      const auto found = cells.find(head);
      table.rows.back().push_back(found == cells.end() ? kNothing : found->second);
    }
  }
  return table;
}

bool is_number_cell(std::string_view cell) {
  if (const std::size_t interval = cell.find(" <small>"); interval != std::string_view::npos)
    cell = cell.substr(0, interval);
  constexpr std::string_view kStart = "<data value=\"";
  constexpr std::string_view kEnd = "</data>";
  if (cell.starts_with(kStart)) return cell.find(kEnd) == cell.size() - kEnd.size();
  return !cell.empty() && cell.find_first_of("0123456789") != std::string_view::npos &&
         cell.find_first_not_of("0123456789+-.e") == std::string_view::npos;
}

std::string html_table(const PageTable& table, std::size_t number) {
  if (table.rows.empty() || table.heads.empty()) return "";
  const std::size_t shown = std::min(table.rows.size(), kMostPageRows);
  const std::string rest =
      shown == table.rows.size() ? "" : fmt::format(" (the first {} of {} rows)", shown, table.rows.size());
  const std::vector<bool> numbers = number_columns(table);
  const std::string classes = classes_of_table(table, numbers);
  const bool has_class_of_all = classes.ends_with(" numbers");
  std::string out = fmt::format(
      "<section class=\"box\" tabindex=\"0\" aria-labelledby=\"c{0}\">\n<table class=\"{1}\">\n"
      "<caption id=\"c{0}\"><span>{2}{3}</span></caption>\n<thead><tr>",
      number, classes, html_text(table.caption), rest);
  for (std::size_t i = 0; i < table.heads.size(); ++i)
    out += fmt::format("<th{} scope=\"col\">{}</th>", numbers[i] ? kOfNumber : "", html_text(table.heads[i]));
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t row = 0; row < shown; ++row) {
    const std::vector<std::string>& cells = table.rows[row];
    out += fmt::format("<tr><th scope=\"row\">{}</th>", cells.at(0));
    for (std::size_t i = 1; i < cells.size(); ++i) {
      const bool has_class = i < numbers.size() && numbers[i] && !has_class_of_all;
      out += fmt::format("<td{}>{}</td>", has_class ? kOfNumber : "", cells[i]);
    }
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</section>\n";
}

}  // namespace nntrain
