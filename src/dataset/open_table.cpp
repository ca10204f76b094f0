#include "dataset/open_table.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "dataset/csv_reader.hpp"
#include "dataset/guess.hpp"

namespace nntrain {

TablePlan open_table(LineReader& lines, const ReadOptions& options, const MissingTexts& missing,
                     const Table* first) {
  const char delimiter = parse_delimiter(options.delimiter);
  TablePlan open;
  Table& table = open.table;
  table.path = options.path;
  table.delimiter = delimiter == '\0' ? guess_delimiter(lines) : delimiter;
  const FirstRecords opening = read_first_records(lines, table.delimiter);
  if (opening.first.cells.empty()) {
    throw DataError(fmt::format("{} has blank lines only", shown_path(options.path)));
  }
  table.has_header = decide_header(options, opening, missing, table.delimiter, first);
  open.plan = plan_rows(options, opening, first, table);
  lines.stop_keeping();
  if (table.has_header) {
    CsvReader records(lines, table.delimiter);
    Record header;
    records.next(header);
    open.lines = lines.line();
  }
  return open;
}

}  // namespace nntrain
