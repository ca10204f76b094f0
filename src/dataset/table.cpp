#include "dataset/table.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "dataset/csv_reader.hpp"
#include "dataset/guess.hpp"
#include "dataset/line_reader.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/row_reader.hpp"

namespace nntrain {
namespace {

void check_options(const ReadOptions& options) {
  if (!options.columns.empty() && options.header == HeaderMode::kYes) {
    throw UsageError(
        "--columns names the columns of a file without a header line, and --header yes says there is one",
        "leave one of them out");
  }
}

/// `first`: the table that this is to be like, or null.
Table read(const ReadOptions& options, const Table* first) {
  const MissingTexts missing(options.na);
  const char delimiter = parse_delimiter(options.delimiter);
  LineReader lines(options.path, options.sha256);

  Table table;
  table.path = options.path;
  table.delimiter = delimiter == '\0' ? guess_delimiter(lines) : delimiter;
  const Opening opening = read_opening(lines, table.delimiter);
  if (opening.first.cells.empty()) {
    throw DataError(fmt::format("{} holds blank lines only", shown_path(options.path)));
  }
  table.has_header = decide_header(options, opening, missing, table.delimiter, first);
  RowPlan plan = plan_rows(options, opening, first, table);

  lines.stop_keeping();
  CsvReader records(lines, table.delimiter);
  Record header;
  if (table.has_header) records.next(header);
  RowReader rows(std::move(plan), missing, table);
  rows.read(records);
  table.sha256 = lines.sha256();
  return table;
}

}  // namespace

std::vector<std::string> Table::feature_names() const {
  std::vector<std::string> names;
  for (const Column& column : features) names.push_back(column.name);
  return names;
}

Table read_table(const ReadOptions& options) {
  check_options(options);
  return read(options, nullptr);
}

Table read_table_like(const ReadOptions& options, const Table& first, const std::string& path) {
  ReadOptions like = options;
  like.path = path;
  like.features = first.features_list;
  like.drop.clear();
  like.target = first.target_item;
  like.categorical.clear();
  like.weights_column = first.weights_item;
  like.task = first.task;
  return read(like, &first);
}

}  // namespace nntrain
