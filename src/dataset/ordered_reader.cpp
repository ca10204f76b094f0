#include "dataset/ordered_reader.hpp"

#include <string>
#include <utility>

#include "dataset/row_reader.hpp"
#include "dataset/table_builder.hpp"

namespace nntrain {
namespace {

/// Reads all records in order.
void read_rows(LineReader& lines, const ReadOptions& options, const MissingTexts& missing, TablePlan& open) {
  TableBuilder builder(open.plan, open.table);
  OrderedRows source(lines, open.plan, missing);
  while (source.read_into(builder)) {
    if (options.progress) options.progress({lines.bytes_read(), 0, open.table.rows_read});
  }
  builder.finish();
  open.table.sha256 = lines.sha256();
}

}  // namespace

OrderedRows::OrderedRows(LineReader& lines, const RowPlan& plan, const MissingTexts& missing)
    : lines_(lines),
      plan_(plan),
      missing_(missing),
      numbers_(plan, missing),
      records_(lines, plan.delimiter, plan.comment, plan.numbers) {}

bool OrderedRows::read_into(TableBuilder& builder) {
  RowBatch rows(builder.found().columns.size(), plan_.copied.size());
  RowReader reader(plan_, missing_, builder.found(), rows);
  std::optional<std::string_view> line;
  do {
    line = lines_.next();
    if (!line) break;
    bool is_added = false;
    if (reader.is_of_numbers()) {
      copy_.assign(*line).append("\n").append(NumberLine::kSlack, '\0');
      is_added = numbers_.read(copy_.data(), rows.next(), reader.texts()) != nullptr &&
                 reader.add_numbers(lines_.line());
    }
    if (!is_added && records_.read(*line, record_)) reader.add(records_, record_);
  } while (rows.rows() < kBatch && !lines_.is_waiting());
  builder.append(rows);
  return line.has_value();
}

FeatureStream::FeatureStream(const ReadOptions& options, const Table& first)
    : missing_(options.na),
      lines_(options.path, false, Extent::kAsItComes),
      open_(open_table(lines_, options, missing_, &first)),
      source_(lines_, open_.plan, missing_) {}

Table FeatureStream::next(std::size_t most) {
  Table part;
  part.path = open_.table.path;
  part.features = open_.table.features;
  part.kept = open_.table.kept;
  TableBuilder builder(open_.plan, part);
  do {
    has_more_ = source_.read_into(builder);
  } while (has_more_ && part.rows() < most && !lines_.is_waiting());
  builder.finish_columns();
  return part;
}

Table read_in_order(const ReadOptions& options, const Table* first) {
  const MissingTexts missing(options.na);
  LineReader lines(options.path, options.sha256);
  TablePlan open = open_table(lines, options, missing, first);
  read_rows(lines, options, missing, open);
  return std::move(open.table);
}

}  // namespace nntrain
