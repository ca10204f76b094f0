#include "sweep/results_format.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "base/json_text.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "model/receipt.hpp"

namespace nntrain {
namespace {

/// Before the name of an option that a metric has, too.
constexpr std::string_view kOptionPrefix = "options.";
constexpr std::string_view kValues = "values(";

std::string escaped(const std::string& text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return is_plain ? text : printable(text, std::string::npos);
}

std::string csv_line(const std::vector<std::string>& texts) {
  std::vector<std::string> cells;
  for (const std::string& text : texts) cells.push_back(csv_cell(text));
  return join(cells, ",", std::string::npos) + '\n';
}

std::string json_line(const std::vector<std::string>& columns, const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    line += i == 0 ? "{" : ", ";
    append_json_text(line, columns[i]);
    line += ": " + cells[i];
  }
  return line + "}\n";
}

/// The cell at the start of `text`, in quotes or not.
std::string_view first_cell(std::string_view text) {
  if (!text.starts_with('"')) return text.substr(0, text.find(','));
  const std::size_t length = quoted_length(text);
  if (length == 0) throw DataError("a quote is not closed");
  if (length < text.size() && text[length] != ',') throw DataError("text follows a closing quote");
  return text.substr(0, length);
}

RowTexts texts_of_csv(std::string_view line) {
  RowTexts row;
  while (true) {
    const std::string_view cell = first_cell(line);
    row.texts.push_back(escaped(unquoted(cell)));
    if (cell.size() == line.size()) return row;
    line.remove_prefix(cell.size() + 1);
  }
}

RowTexts texts_of_json(std::string_view line) {
  RowTexts row;
  try {
    for (const Setting& one : settings_of(parse_json(line))) {
      row.names.push_back(escaped(one.flag));
      row.texts.push_back(escaped(join(one.values, ",", std::string::npos)));
    }
  } catch (const JsonError& error) {
    throw DataError(error.what());
  }
  return row;
}

/// Whether `text` and `pattern` are equal as far as both go. A # stands for digits.
bool begins_as(std::string_view text, std::string_view pattern) {
  while (!text.empty() && !pattern.empty()) {
    const bool are_digits = pattern.front() == '#';
    if (!(are_digits ? is_digit(text.front()) : text.front() == pattern.front())) return false;
    while (are_digits && text.size() > 1 && is_digit(text[1])) text.remove_prefix(1);
    text.remove_prefix(1);
    pattern.remove_prefix(1);
  }
  return true;
}

/// The cells of a line of CSV, or the members of an object of JSON without its braces: as they stand there.
std::vector<std::string_view> raw_cells(std::string_view line, bool is_json) {
  std::vector<std::string_view> cells;
  bool is_quoted = false;
  int depth = 0;  // of brackets
  std::size_t begin = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (is_json && is_quoted && line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      is_quoted = !is_quoted;
    } else if (is_json && !is_quoted && (line[i] == '[' || line[i] == ']')) {
      depth += line[i] == '[' ? 1 : -1;
    } else if (line[i] == ',' && !is_quoted && depth == 0) {
      cells.push_back(trim(line.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  cells.push_back(trim(line.substr(begin)));
  return cells;
}

}  // namespace

ResultsFormat results_format(const std::string& path) {
  if (path.ends_with(".csv")) return ResultsFormat::kCsv;
  if (path.ends_with(".jsonl")) return ResultsFormat::kJsonl;
  throw UsageError("--results '" + printable(path, 1000) + "': its name does not tell the format",
                   "end it in .csv or .jsonl");
}

std::string values_column(const std::string& field) {
  return fmt::format("{}{})", kValues, field);
}

std::string field_that_selects(const std::vector<std::string>& columns) {
  for (const std::string& column : columns) {
    if (column.starts_with(kValues) && column.ends_with(')'))
      return column.substr(kValues.size(), column.size() - kValues.size() - 1);
  }
  return "";
}

std::string header_line(ResultsFormat format, const std::vector<std::string>& columns) {
  if (format == ResultsFormat::kJsonl) return "";
  std::vector<std::string> names;
  for (const std::string& column : columns) names.push_back(escaped(column));
  return csv_line(names);
}

std::string row_line(ResultsFormat format, const std::vector<std::string>& columns,
                     const std::vector<std::string>& cells) {
  const std::string json = json_line(columns, cells);
  return format == ResultsFormat::kJsonl ? json : csv_line(texts_of_json(json).texts);
}

std::vector<std::size_t> option_columns(const std::vector<std::string>& columns) {
  std::vector<std::size_t> options;
  const auto split = std::find(columns.begin(), columns.end(), kSplitColumn);
  for (auto at = split; at != columns.end(); ++at) {
    if (at == split) continue;
    if (!at->starts_with(kOptionPrefix) && at->find_first_of(".(") != std::string::npos) break;
    options.push_back(static_cast<std::size_t>(at - columns.begin()));
  }
  return options;
}

std::string option_in(const std::string& column) {
  return column.starts_with(kOptionPrefix) ? column.substr(kOptionPrefix.size()) : column;
}

std::string reordered(ResultsFormat format, std::string_view line, const std::vector<std::size_t>& order) {
  const bool is_csv = format == ResultsFormat::kCsv;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (!is_csv) line = line.substr(1, line.size() - 2);  // without the braces
  const std::vector<std::string_view> cells = raw_cells(line, !is_csv);
  std::string text;
  for (const std::size_t cell : order) {
    if (!text.empty()) text += is_csv ? "," : ", ";
    text += cells.at(cell);
  }
  return is_csv ? text : fmt::format("{{{}}}", text);
}

std::string renumbered(ResultsFormat format, std::string_view line, const RowHead& head) {
  const std::size_t second = line.find(',', line.find(',') + 1);
  const std::size_t rest = line.find(',', second + 1);
  return (format == ResultsFormat::kCsv
              ? fmt::format("{},{},{:016x}", head.number, head.runs, head.sweep)
              : fmt::format(R"({{"{}": {}, "{}": {}, "{}": "{:016x}")", kNumberColumn, head.number,
                            kRunsColumn, head.runs, kSweepColumn, head.sweep))
      .append(line.substr(rest));
}

RowTexts texts_of(ResultsFormat format, std::string_view line) {
  return format == ResultsFormat::kCsv ? texts_of_csv(line) : texts_of_json(line);
}

std::optional<std::uint64_t> parse_key(std::string_view text) {
  constexpr std::size_t kDigits = 16;
  if (text.size() != kDigits || text.find_first_not_of("0123456789abcdef") != std::string::npos) return {};
  std::uint64_t key = 0;
  std::from_chars(text.data(), text.data() + text.size(), key, 16);
  return key;
}

bool is_results(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  try {
    const bool is_json = line.starts_with('{');
    const RowTexts row = texts_of(is_json ? ResultsFormat::kJsonl : ResultsFormat::kCsv, line);
    const std::vector<std::string>& names = is_json ? row.names : row.texts;
    const auto has = [&](const char* name) {
      return std::find(names.begin(), names.end(), name) != names.end();
    };
    return has(kNumberColumn) && has(kRunsColumn) && has(kKeyColumn) && has(kStatusColumn);
  } catch (const DataError&) {
    return false;
  }
}

bool is_torn_start(std::string_view text) {
  return begins_as(text, "number,runs,sweep,key,status,") ||
         begins_as(text, R"({"number": #, "runs": #, "sweep": ")");
}

}  // namespace nntrain
