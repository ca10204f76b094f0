#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A table of a page, with finished HTML in its cells.
struct PageTable {
  std::string caption;             ///< a text; it differs from those of the page's other tables
  std::vector<std::string> heads;  ///< texts
  std::vector<std::vector<std::string>> rows;
  bool is_sortable = true;  ///< by a click on a heading
};

/// The most rows of a table that a page shows.
inline constexpr std::size_t kMostPageRows = 1000;

/// The table in a box of its own that scrolls, as HTML; the first cell of a row is its heading. What is left
/// out of a large one is told. `number` makes its ids. "" if it has no rows.
std::string html_table(const PageTable& table, std::size_t number);

}  // namespace nntrain
