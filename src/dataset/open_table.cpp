#include "dataset/open_table.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "csv/csv_reader.hpp"
#include "csv/other_layouts.hpp"
#include "dataset/guess.hpp"
#include "dataset/part_plan.hpp"

namespace nntrain {
namespace {

/// Goes behind the lines before the table: those of --skip-lines, and a line `sep=;`. Returns the delimiter
/// of the latter, or '\0'.
char skip_lines(LineReader& lines, const ReadOptions& options) {
  for (std::size_t i = 0; i < options.skip_lines; ++i) {
    if (!lines.next()) {
      throw DataError(fmt::format("{} has no line after the {} of --skip-lines", shown_path(options.path),
                                  counted(options.skip_lines, "line")),
                      "skip fewer lines");
    }
  }
  lines.begin_here();
  const std::optional<std::string_view> line = lines.next();
  const std::string_view text = line ? trim(*line) : "";
  const std::string begin = "sep=";
  if (text.size() == begin.size() + 1 && lower(text.substr(0, begin.size())) == begin) {
    const char delimiter = text.back();
    lines.begin_here();
    return delimiter;
  }
  lines.rewind();
  return '\0';
}

/// The ways to leave out the lines before this record. `other`: the table that the file is read like, or
/// null.
std::vector<Way> ways_behind(const ReadOptions& options, const std::vector<KeptRecord>& records,
                             std::size_t begin, const Table* other) {
  std::vector<Way> ways;
  const std::string sign = comment_sign(records.front().cells.front());
  if (!sign.empty()) ways.push_back({"to leave comments out", {"--comment", sign}});
  const std::size_t lines = records[begin].line - 1;
  Way& skip = ways.emplace_back();
  skip.lead = lines == 1 ? "if line 1 is no part of the table"
                         : fmt::format("if lines 1 to {} are no part of the table", lines);
  if (other != nullptr && !other->is_model) {  // --skip-lines is for the training file, too
    skip.filter = lines == 1 ? "sed 1d" : fmt::format("sed 1,{}d", lines);
    skip.path = options.path;
  } else {
    skip.arguments = {"--skip-lines", std::to_string(lines)};
  }
  return ways;
}

/// Throws the DataError for lines before the table that have as many fields: a title with empty cells behind
/// it, as Excel writes it, or a comment above the names.
void check_title(const ReadOptions& options, const Opening& opening, const MissingTexts& missing,
                 char delimiter) {
  const std::vector<KeptRecord>& records = opening.records;
  if (records.front().cells.size() < 2) return;
  const std::string& text = records.front().cells.front();
  const auto is_alone = [](const KeptRecord& record) {
    return std::all_of(record.cells.begin() + 1, record.cells.end(),
                       [](const std::string& cell) { return cell.empty(); });
  };
  const bool is_comment = !comment_sign(text).empty();
  if (!is_comment && (!is_alone(records.front()) || is_meant_as_number(text))) return;
  const auto begin = std::find_if_not(records.begin(), records.end(), [&](const KeptRecord& record) {
    return is_alone(record) || !comment_sign(record.cells.front()).empty();
  });
  if (begin == records.end()) return;
  if (is_comment && guess_header({{begin, records.end()}}, missing, {}) != true) return;
  throw DataError(
      fmt::format("{}:{}: the line stands above the table ({})", shown_path(options.path),
                  records.front().line, show_record(records.front(), delimiter)),
      Remedy(RemedyId::kFirstLines,
             ways_behind(options, records, static_cast<std::size_t>(begin - records.begin()), nullptr)));
}

/// The most frequent number of fields.
std::size_t most_fields(const std::vector<KeptRecord>& records) {
  std::map<std::size_t, std::size_t> counts;
  for (const KeptRecord& record : records) ++counts[record.cells.size()];
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

/// Throws the DataError for lines before the table: the first records have other numbers of fields than
/// nearly all later ones.
void check_first_lines(const ReadOptions& options, const Opening& opening, const MissingTexts& missing,
                       char delimiter, const Table* other) {
  const std::vector<KeptRecord>& records = opening.records;
  const std::size_t fields = most_fields(records);
  const auto is_as_long = [&](const KeptRecord& record) { return record.cells.size() == fields; };
  auto begin = std::find_if(records.begin(), records.end(), is_as_long);
  const auto rows = static_cast<std::size_t>(std::count_if(begin, records.end(), is_as_long));
  if (begin == records.begin() || rows < 2 || 5 * rows < 4 * static_cast<std::size_t>(records.end() - begin))
    return;
  const KeptRecord& before = begin[-1];
  const std::size_t names = before.cells.size();
  const bool is_spare = names == fields + 1 && before.cells.back().empty();
  const bool is_cut =
      delimiter == ',' && names > 1 && fields > names && fields <= 2 * names;   // by decimal commas
  const bool are_names = names == fields + 1 || names + 1 == fields || is_cut;  // see shape_of()
  const bool are_names_below = guess_header({{begin, records.end()}}, missing, {}) == true;
  const bool is_comment = !comment_sign(before.cells.front()).empty();
  if (is_spare || (are_names && !are_names_below && !is_comment)) --begin;
  const auto lines = static_cast<std::size_t>(begin - records.begin());
  if (lines == 0 || 2 * lines > records.size()) return;
  const std::size_t first = records.front().cells.size();
  const std::vector<Way> ways = ways_behind(options, records, lines, other);
  throw DataError(fmt::format("{}:{}: {}, but the next {} have {} ({})", shown_path(options.path),
                              records.front().line, counted(first, "field"), counted(rows, "record"), fields,
                              show_record(records.front(), delimiter)),
                  Remedy(RemedyId::kFirstLines, ways));
}

/// Throws the DataError for a line of units below the names: numbers begin below it.
void check_units(const ReadOptions& options, const Opening& opening, const MissingTexts& missing,
                 char delimiter) {
  const auto is_number = [](const std::string& cell) { return is_meant_as_number(cell) || is_amount(cell); };
  const KeptRecord& names = opening.first();
  const KeptRecord& units = opening.second();
  if (units.cells.size() != opening.at(2).cells.size() || units.cells == names.cells) return;
  const auto has_number = [&](const KeptRecord& record) {
    return std::any_of(record.cells.begin(), record.cells.end(), is_number);
  };
  if (has_number(units) || (options.header == HeaderMode::kAuto && has_number(names))) return;
  bool is_above_numbers = false;
  for (std::size_t i = 0; i < units.cells.size(); ++i) {
    if (missing.contains(units.cells[i])) continue;
    std::size_t numbers = 0;
    std::size_t others = 0;
    for (std::size_t row = 2; row < opening.records.size(); ++row) {
      const std::vector<std::string>& cells = opening.records[row].cells;
      if (i >= cells.size() || missing.contains(cells[i])) continue;
      if (cells[i] == units.cells[i]) return;  // it is a row like others
      ++(is_number(cells[i]) ? numbers : others);
    }
    if (numbers > 0 && numbers >= 4 * others) is_above_numbers = true;
  }
  if (!is_above_numbers) return;
  // Names are there and differ. Units often do not: then they cannot be the names below a title.
  const std::set<std::string> texts(units.cells.begin(), units.cells.end());
  const bool may_be_names = texts.size() == units.cells.size() && texts.count("") == 0;
  throw DataError(fmt::format("{}: a line stands between the names and the numbers, perhaps of units ({})",
                              shown_path(options.path), show_record(units, delimiter)),
                  Remedy(RemedyId::kUnits,
                         {{"to leave it out", {}, fmt::format("sed {}d", units.line), options.path},
                          {"if it has the names", {"--skip-lines", std::to_string(units.line - 1)}}},
                         may_be_names));
}

/// A table of one column: what separates them must be asked first.
void check_columns(LineReader& lines, const ReadOptions& options, const Opening& opening, char delimiter) {
  if (opening.first().cells.size() > 1) return;
  const std::string message =
      fmt::format("{} has only one column ({}): there is no feature besides the target",
                  shown_path(options.path), show_record(opening.first(), delimiter));
  if (const std::optional<char> other = rare_delimiter(lines, options.comment)) {
    throw DataError(message, Remedy(RemedyId::kDelimiter, {{"if it separates the columns",
                                                            {"--delimiter", delimiter_text(*other)}}}));
  }
  const bool has_row_names =  // one column and R's names of rows
      opening.records.size() > 1 && (opening.second().is_first_quoted || delimiter == kBlanks) &&
      std::all_of(opening.records.begin() + 1, opening.records.end(),
                  [](const KeptRecord& record) { return record.cells.size() == 2; });
  if (has_row_names) return;
  throw DataError(message,
                  fmt::format("if '{}' does not separate its columns, name what does:  --delimiter C",
                              delimiter_text(delimiter)));
}

/// Goes to the first line of the table and reads the first records. Sets the table's path and delimiter.
Opening open_records(LineReader& lines, const ReadOptions& options, const MissingTexts& missing,
                     const Table* first, Table& table) {
  const char in_line = skip_lines(lines, options);
  refuse_other_layouts(lines, options.path);
  const char asked = parse_delimiter(options.delimiter);
  table.path = options.path;
  table.delimiter = asked != '\0'     ? asked
                    : in_line != '\0' ? in_line
                                      : guess_delimiter(lines, options.comment);
  Opening opening = read_opening(lines, table.delimiter, options.comment);
  if (opening.records.empty()) {
    throw DataError(fmt::format("{} has blank lines only", shown_path(options.path)));
  }
  check_first_lines(options, opening, missing, table.delimiter, first);
  return opening;
}

/// Goes to the first row.
void go_to_rows(LineReader& lines, RowPlan& plan) {
  lines.stop_keeping();
  if (plan.has_header) {
    CsvReader records(lines, plan.delimiter, plan.comment);
    Record header;
    records.next(header);
  }
  plan.lines = lines.line();
}

}  // namespace

TablePlan open_table(LineReader& lines, const ReadOptions& options, const MissingTexts& missing,
                     const Table* first) {
  TablePlan open;
  Table& table = open.table;
  const Opening opening = open_records(lines, options, missing, first, table);
  if (first == nullptr) check_columns(lines, options, opening, table.delimiter);
  if (first == nullptr && options.header != HeaderMode::kNo && options.columns.empty()) {
    if (options.header == HeaderMode::kAuto) check_title(options, opening, missing, table.delimiter);
    check_units(options, opening, missing, table.delimiter);
  }
  table.has_header = decide_header(options, opening, missing, table.delimiter, first);
  if (table.has_header) table.header_line = opening.first().line;
  open.plan = plan_rows(options, opening, first, table);
  go_to_rows(lines, open.plan);
  return open;
}

RowPlan open_part(LineReader& lines, const ReadOptions& options, const MissingTexts& missing,
                  const RowPlan& first, Table& table) {
  Table part;
  const Opening opening = open_records(lines, options, missing, first.first, part);
  if (first.first == nullptr && first.has_header && options.header == HeaderMode::kAuto)
    check_units(options, opening, missing, part.delimiter);
  part.has_header = decide_header_of_part(options, opening, missing, part.delimiter, first);
  RowPlan plan = plan_part(options, opening, first, part);
  if (table.notes.empty()) table.notes = part.notes;
  go_to_rows(lines, plan);
  return plan;
}

}  // namespace nntrain
