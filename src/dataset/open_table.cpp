#include "dataset/open_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/csv_reader.hpp"
#include "dataset/guess.hpp"

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

/// Throws the DataError for lines before the table: the first records have other numbers of fields than all
/// later ones.
void check_first_lines(const ReadOptions& options, const Opening& opening, char delimiter,
                       const Table* other) {
  const std::vector<KeptRecord>& records = opening.records;
  const std::size_t fields = records.back().cells.size();
  std::size_t begin = records.size() - 1;
  while (begin > 0 && records[begin - 1].cells.size() == fields) --begin;
  const std::size_t first = records.front().cells.size();
  const bool is_shape = begin == 1 && (first == fields + 1 || first + 1 == fields);  // see shape_of()
  const bool is_cut = begin == 1 && delimiter == ',' && first > 1 && fields > first &&
                      fields <= 2 * first;  // by decimal commas
  if (begin == 0 || 2 * begin > records.size() || records.size() - begin < 2 || is_shape || is_cut) return;
  const std::string& cell = records.front().cells.front();
  std::vector<Way> ways;
  if (!cell.empty() && std::string_view("#%!;*/").find(cell.front()) != std::string_view::npos)
    ways.push_back({"to leave comments out", {"--comment", cell.substr(0, 1)}});
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
  throw DataError(
      fmt::format("{}:{}: {}, but the next {} have {} ({})", shown_path(options.path), records.front().line,
                  counted(first, "field"), counted(records.size() - begin, "record"), fields,
                  show_record(records.front(), delimiter)),
      Remedy(RemedyId::kFirstLines, ways));
}

/// Throws the DataError for a line of units below the names: numbers begin below it.
void check_units(const ReadOptions& options, const Opening& opening, const MissingTexts& missing,
                 char delimiter) {
  const auto is_number = [](const std::string& cell) { return is_meant_as_number(cell); };
  const KeptRecord& names = opening.first();
  const KeptRecord& units = opening.second();
  const KeptRecord& row = opening.at(2);
  if (units.cells.size() != names.cells.size() || row.cells.size() != names.cells.size()) return;
  for (const KeptRecord* const record : {&names, &units}) {
    if (std::any_of(record->cells.begin(), record->cells.end(), is_number)) return;
  }
  for (std::size_t i = 0; i < units.cells.size(); ++i) {
    if (missing.contains(units.cells[i]) || !is_number(row.cells[i])) continue;
    const bool are_numbers =
        std::all_of(opening.records.begin() + 2, opening.records.end(), [&](const KeptRecord& one) {
          return one.cells.size() <= i || missing.contains(one.cells[i]) || is_number(one.cells[i]);
        });
    if (!are_numbers) continue;
    throw DataError(fmt::format("{}: a line stands between the names and the numbers, perhaps of units ({})",
                                shown_path(options.path), show_record(units, delimiter)),
                    Remedy(RemedyId::kUnits,
                           {{"to leave it out", {}, fmt::format("sed {}d", units.line), options.path}}));
  }
}

/// A table of one column: what separates them must be asked first.
void check_columns(const ReadOptions& options, const Opening& opening, char delimiter) {
  for (const KeptRecord& record : opening.records) {
    if (record.cells.size() != 1) return;
  }
  throw DataError(fmt::format("{} has only one column ({}): there is no feature besides the target",
                              shown_path(options.path), show_record(opening.first(), delimiter)),
                  fmt::format("if '{}' does not separate its columns, name what does:  --delimiter C",
                              delimiter_text(delimiter)));
}

}  // namespace

TablePlan open_table(LineReader& lines, const ReadOptions& options, const MissingTexts& missing,
                     const Table* first) {
  const char in_line = skip_lines(lines, options);
  const char asked = parse_delimiter(options.delimiter);
  TablePlan open;
  Table& table = open.table;
  table.path = options.path;
  table.delimiter = asked != '\0'     ? asked
                    : in_line != '\0' ? in_line
                                      : guess_delimiter(lines, options.comment);
  const Opening opening = read_opening(lines, table.delimiter, options.comment, options.numbers);
  if (opening.records.empty()) {
    throw DataError(fmt::format("{} has blank lines only", shown_path(options.path)));
  }
  check_first_lines(options, opening, table.delimiter, first);
  if (first == nullptr) check_columns(options, opening, table.delimiter);
  if (first == nullptr && options.header == HeaderMode::kAuto && options.columns.empty())
    check_units(options, opening, missing, table.delimiter);
  table.has_header = decide_header(options, opening, missing, table.delimiter, first);
  open.plan = plan_rows(options, opening, first, table);
  lines.stop_keeping();
  open.lines = lines.line();
  if (table.has_header) {
    CsvReader records(lines, table.delimiter, options.comment);
    Record header;
    records.next(header);
    open.lines = lines.line();
  }
  return open;
}

}  // namespace nntrain
