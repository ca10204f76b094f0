#include "csv/other_layouts.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostLines = 50;

/// The next lines that are not blank, without blanks at both ends; not beyond where the input waits.
std::vector<std::string> first_lines(LineReader& lines) {
  std::vector<std::string> first;
  while (first.size() < kMostLines && (first.empty() || !lines.is_waiting())) {
    const std::optional<std::string_view> line = lines.next();
    if (!line) break;
    const std::string_view text = trim(*line);
    if (!text.empty()) first.emplace_back(text);
  }
  lines.rewind();
  return first;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = trim(text)).empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

/// Whether a line is the word of ARFF, in any case, alone or with a blank behind it.
bool is_keyword(std::string_view line, std::string_view word) {
  const std::string start = lower(line.substr(0, word.size()));
  return start == word &&
         (line.size() == word.size() || line[word.size()] == ' ' || line[word.size()] == '\t');
}

/// The name in a line "@attribute NAME TYPE" of ARFF; quotes may be around it.
std::string attribute_name(std::string_view line) {
  const std::string_view text = trim(line.substr(std::string_view("@attribute").size()));
  const bool is_quoted = text.starts_with('\'') || text.starts_with('"');
  const std::size_t end = is_quoted ? text.find(text.front(), 1) : text.find_first_of(" \t{");
  const std::string_view name = text.substr(0, end);
  return std::string(is_quoted ? name.substr(1) : name);
}

/// Throws the DataError for a file of Weka. The way out is a table of the lines below @data.
void refuse_arff(LineReader& lines, const std::vector<std::string>& first, const std::string& path) {
  const auto begin =
      std::find_if(first.begin(), first.end(), [](const auto& line) { return line[0] != '%'; });
  if (begin == first.end() || !is_keyword(*begin, "@relation")) return;
  std::string list;
  std::set<std::string> names;
  std::size_t count = 0;
  bool is_data = false;
  while (const std::optional<std::string_view> next = lines.next()) {
    const std::string_view line = trim(*next);
    is_data = is_keyword(line, "@data");
    if (is_data) break;
    if (!is_keyword(line, "@attribute")) continue;
    names.insert(attribute_name(line));
    list = list_with(list, list_item(attribute_name(line)));
    ++count;
  }
  const std::size_t data_line = lines.line();
  lines.rewind();
  if (count == 0 || !is_data) return;
  const bool are_names = names.size() == count && names.count("") == 0;
  throw DataError(
      fmt::format("{} is an ARFF file of Weka: its rows begin below line {}", shown_path(path), data_line),
      Remedy(RemedyId::kFirstLines, {{"",
                                      {"--skip-lines", std::to_string(data_line), "--comment", "%",
                                       are_names ? "--columns" : "--header", are_names ? list : "no"}}}));
}

/// Whether index:value may be a time, such as 12:30.
bool may_be_time(std::uint64_t index, std::string_view value) {
  return index < 24 && value.size() == 2 && value.front() < '6';
}

/// Whether a line is a label and then pairs index:value with rising indices. Counts those that are no times.
bool is_sparse_row(std::string_view line, std::size_t& pairs) {
  const std::vector<std::string_view> words = words_of(line.substr(0, line.find('#')));
  if (words.empty()) return true;
  const auto is_number = [](std::string_view text) { return parse_number(text).status == NumberStatus::kOk; };
  std::optional<std::uint64_t> last;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::size_t colon = std::min(words[i].find(':'), words[i].size());
    const std::string_view key = words[i].substr(0, colon);
    const std::string_view value = words[i].substr(std::min(colon + 1, words[i].size()));
    const std::optional<std::uint64_t> index = parse_count(key);
    if (key == "qid" && i == 1 && parse_count(value)) continue;
    if (!index || !is_number(value) || (last && *index <= *last)) return false;
    last = index;
    if (!may_be_time(*index, value)) ++pairs;
  }
  return is_number(words.front());
}

void refuse_sparse(const std::vector<std::string>& first, const std::string& path) {
  std::size_t pairs = 0;
  const bool are_sparse =
      std::all_of(first.begin(), first.end(), [&](const auto& line) { return is_sparse_row(line, pairs); });
  if (!are_sparse || pairs == 0 || pairs < first.size()) return;
  throw DataError(fmt::format("{} has sparse rows of LIBSVM: a label, and index:value where a value is not 0",
                              shown_path(path)),
                  "write a table with a column for each index, for instance with load_svmlight_file of "
                  "scikit-learn");
}

/// Whether a line separates rows of a table that is drawn with bars: |---|:--:| or +----+----+.
bool is_rule(std::string_view line) {
  return line.find_first_not_of("-+|: \t") == std::string_view::npos &&
         line.find("---") != std::string_view::npos;
}

void refuse_bars(const std::vector<std::string>& first, const std::string& path) {
  const std::size_t names = !first.empty() && is_rule(first[0]) ? 1 : 0;
  if (first.size() < names + 2 || !is_rule(first[names + 1]) || is_rule(first[names]) ||
      first[names].find('|') == std::string::npos)
    return;
  throw DataError(
      fmt::format("{} is a table that is drawn with bars, as in Markdown", shown_path(path)),
      Remedy(RemedyId::kConvert, {{"",
                                   {"--delimiter", "|"},
                                   "sed -e '/^[-+|: ]*---[-+|: ]*$/d' -e 's/^ *| *//' -e 's/ *| *$//'",
                                   path}}));
}

}  // namespace

void refuse_other_layouts(LineReader& lines, const std::string& path) {
  const std::vector<std::string> first = first_lines(lines);
  refuse_arff(lines, first, path);
  refuse_sparse(first, path);
  refuse_bars(first, path);
}

}  // namespace nntrain
