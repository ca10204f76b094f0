#pragma once

#include <cstddef>
#include <map>
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

/// Rows that need not have the same cells: a column for each name, in the order of their first use.
class PageRows {
 public:
  void begin_row() { rows_.emplace_back(); }

  /// The cell of the last row in the column `head`: finished HTML.
  void set(const std::string& head, std::string cell);

  /// What a row lacks is kNothing.
  PageTable table(const std::string& caption) const;

 private:
  std::vector<std::string> heads_;
  std::vector<std::map<std::string, std::string>> rows_;
};

/// A cell without a value.
inline constexpr const char* kNothing = "<span class=\"none\">&ndash;</span>";

/// Whether a cell is one number, perhaps with an interval below it.
bool is_number_cell(std::string_view cell);

/// The most rows of a table that a page shows.
inline constexpr std::size_t kMostPageRows = 1000;

/// The table in a box of its own that scrolls, as HTML; the first cell of a row is its heading. Columns of
/// numbers are aligned on the right. What is left out of a large one is told. `number` makes its ids. "" if
/// it has no rows.
std::string html_table(const PageTable& table, std::size_t number);

}  // namespace nntrain
