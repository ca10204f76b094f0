#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// `text` in Markdown as GitHub reads it, for a line, an item of a list, or a cell of a table: what has a
/// meaning there is escaped by a backslash, and what printable() replaces is replaced. Addresses of pages do
/// not become links; an address of mail does, and GitHub has no mark against that.
std::string markdown_text(std::string_view text);

/// A table. The first columns, as many as `texts`, are aligned to the left, the others to the right. `heads`
/// and the cells of each row are Markdown, as many in each row.
std::string markdown_table(const std::vector<std::string>& heads,
                           const std::vector<std::vector<std::string>>& rows, std::size_t texts = 1);

/// Its first lines, and the line of a row, for a table too large to be in memory as text.
std::string markdown_table_head(const std::vector<std::string>& heads, std::size_t texts = 1);
std::string markdown_table_row(const std::vector<std::string>& cells);

/// The items of a list from lines "key: value", which are plain text. A key is bold.
std::string markdown_list(std::string_view lines);

}  // namespace nntrain
