#include "dataset/ordered_reader.hpp"

#include <string>
#include <utility>

#include "dataset/csv_reader.hpp"
#include "dataset/line_reader.hpp"
#include "dataset/number_line.hpp"
#include "dataset/open_table.hpp"
#include "dataset/row_reader.hpp"
#include "dataset/table_builder.hpp"

namespace nntrain {
namespace {

/// Reads all records from the first to the last.
void read_rows(LineReader& lines, const ReadOptions& options, const MissingTexts& missing, OpenTable& open) {
  constexpr std::size_t kRows = 1024;  // of a batch
  TableBuilder builder(open.plan, open.table);
  RowBatch rows(builder.found().columns.size());
  RowReader reader(open.plan, missing, builder.found(), rows);
  const NumberLine numbers(open.plan, missing);
  CsvReader records(lines, open.plan.delimiter);
  Record record;
  std::string_view target;
  std::string copy;  // with bytes behind it
  while (const std::optional<std::string_view> line = lines.next()) {
    bool is_added = false;
    if (reader.is_of_numbers()) {
      copy.assign(*line).append("\n").append(NumberLine::kSlack, '\0');
      is_added = numbers.read(copy.data(), rows.next(), target) != nullptr &&
                 reader.add_numbers(target, lines.line());
    }
    if (!is_added && records.read(*line, record)) reader.add(records, record);
    if (rows.rows() < kRows) continue;
    builder.append(rows);
    if (options.progress) options.progress({lines.bytes_read(), 0, open.table.rows_read});
  }
  builder.append(rows);
  builder.finish();
  open.table.sha256 = lines.sha256();
}

}  // namespace

Table read_in_order(const ReadOptions& options, const Table* first) {
  const MissingTexts missing(options.na);
  LineReader lines(options.path, options.sha256);
  OpenTable open = open_table(lines, options, missing, first);
  read_rows(lines, options, missing, open);
  return std::move(open.table);
}

}  // namespace nntrain
