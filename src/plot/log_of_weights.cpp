#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/quote.hpp"
#include "plot/read_log.hpp"

namespace nntrain {
namespace {

/// Removes all up to the end of `mark`; all of the text if it is not there.
void cut_to(std::string_view& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + mark.size());
}

/// The names in the header of a CSV, still quoted. The last one may be cut.
std::vector<std::string_view> csv_names(std::string_view header) {
  std::vector<std::string_view> names;
  while (!header.empty()) {
    const std::size_t quoted = quoted_length(header);
    const bool is_cut = quoted == 0 && header.front() == '"';
    names.push_back(is_cut ? header : header.substr(0, header.find(',', quoted)));
    header.remove_prefix(std::min(names.back().size() + 1, header.size()));
  }
  return names;
}

/// The names in a line of JSON as IterationLog writes it, with their escapes. The last one may be cut.
std::vector<std::string_view> json_names(std::string_view line) {
  std::vector<std::string_view> names;
  for (cut_to(line, "{\""); !line.empty(); cut_to(line, ", \"")) {
    std::size_t end = 0;
    while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2U : 1U;
    names.push_back(line.substr(0, end));
    line.remove_prefix(names.back().size());
  }
  return names;
}

/// Whether these are the iteration and weights: each of these has a colon in its name, while a table may have
/// one in some. `is_whole`: whether the last name is not cut.
bool are_names_of_weights(const std::vector<std::string_view>& names, bool is_whole) {
  const std::size_t first = !names.empty() && names.front() == "start" ? 2 : 1;  // weight
  if (names.size() <= first || names[first - 1] != "iteration") return false;
  const bool is_last_known = is_whole || names.size() == first + 1;
  const auto known = static_cast<std::ptrdiff_t>(is_last_known ? names.size() : names.size() - 1);
  return std::all_of(names.begin() + static_cast<std::ptrdiff_t>(first), names.begin() + known,
                     [](std::string_view name) { return name.find(':') != std::string_view::npos; });
}

}  // namespace

bool is_log_of_weights(std::string_view text) {
  const std::size_t end = text.find('\n');
  const std::string_view first = text.substr(0, end);  // perhaps only the beginning of a long line
  return are_names_of_weights(first.starts_with('{') ? json_names(first) : csv_names(first),
                              end != std::string_view::npos);
}

}  // namespace nntrain
