#include "dataset/ordered_reader.hpp"

#include <algorithm>
#include <new>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file_pattern.hpp"
#include "base/input.hpp"
#include "base/limits.hpp"
#include "base/quote.hpp"
#include "base/resources.hpp"
#include "dataset/open_table.hpp"
#include "dataset/row_reader.hpp"
#include "dataset/table_builder.hpp"

namespace nntrain {
namespace {

/// Throws bad_alloc before the system would end the program, which looks at the memory then.
void check_memory_left() {
  if (is_memory_short()) throw std::bad_alloc();
}

}  // namespace

OrderedRows::OrderedRows(const ReadOptions& options, const Table* first, Extent extent)
    : options_(options),
      missing_(options.na),
      first_(first),
      extent_(extent),
      files_(files_named_by(options.path)) {
  try {
    open_file();
  } catch (const LacksColumns&) {
    throw;
  } catch (const DataError& error) {
    if (files_.size() == 1) throw;
    throw DataError(error.what(), error.remedy().of_each_file());
  }
}

ReadOptions OrderedRows::options_of(std::size_t file) const {
  ReadOptions options = options_;
  options.path = files_[file];
  return options;
}

/// Opens the file behind those of plans_.
void OrderedRows::open_file() {
  const std::size_t lines_before = plans_.empty() ? 0 : plans_.back().lines_before + lines_->line();
  const ReadOptions options = options_of(plans_.size());
  lines_.emplace(options.path, options.sha256, extent_);
  of_sound_text([&] { open_plan(options, lines_before); });
}

void OrderedRows::open_plan(const ReadOptions& options, std::size_t lines_before) {
  if (plans_.empty()) {
    TablePlan open = open_table(*lines_, options, missing_, first_);
    table_ = std::move(open.table);
    table_.path = options_.path;
    plans_.push_back(std::move(open.plan));
  } else {
    const RowPlan& before = plans_.back();
    plans_.push_back(open_part(*lines_, options, missing_, plans_.front(), table_));
    plans_.back().lines_before = lines_before;
    plans_.back().earlier = &before;
  }
  table_.parts.push_back({options.path, lines_before});
  numbers_.emplace(plans_.back(), missing_);
  records_.emplace(*lines_, plans_.back().delimiter, plans_.back().comment, plans_.back().numbers);
}

bool OrderedRows::read_into(TableBuilder& builder) {
  try {
    bool has_more = false;
    of_sound_text([&] { has_more = read_batch(builder); });
    return has_more || open_next();
  } catch (const LacksColumns&) {
    throw;
  } catch (const BadCell& error) {
    if (files_.size() == 1) throw;
    throw BadCell(DataError(error.what(), error.remedy().of_each_file()), error.slot);
  } catch (const DataError& error) {
    if (files_.size() == 1) throw;
    throw DataError(error.what(), error.remedy().of_each_file());
  }
}

/// An error in the text of a damaged compressed file becomes that the file is damaged.
void OrderedRows::of_sound_text(const std::function<void()>& read) {
  try {
    read();
  } catch (const DataError&) {
    lines_->refuse_damage();
    throw;
  }
}

bool OrderedRows::read_batch(TableBuilder& builder) {
  RowBatch rows(builder.found().columns.size(), plans_.back().copied.size());
  RowReader reader(plans_.back(), missing_, builder.found(), rows,
                   [this](const auto& visit) { visit_later(visit); });
  std::optional<std::string_view> line;
  do {
    line = lines_->next();
    if (!line) break;
    bool is_added = false;
    if (reader.is_of_numbers()) {
      copy_.assign(*line).append("\n").append(NumberLine::kSlack, '\0');
      is_added = numbers_->read(copy_.data(), rows.next(), reader.texts()) != nullptr &&
                 reader.add_numbers(lines_->line());
    }
    if (!is_added && records_->read(*line, record_)) reader.add(*records_, record_);
  } while (rows.rows() < kBatch && !lines_->is_waiting());
  builder.append(rows);
  return line.has_value();
}

/// Ends the file, and opens the next one; false if it was the last one.
bool OrderedRows::open_next() {
  table_.parts.back().sha256 = lines_->sha256();
  if (plans_.size() == files_.size()) return false;
  const std::size_t bytes = bytes_read();
  open_file();
  bytes_before_ = bytes;
  return true;
}

/// Reads the records of the files behind this one, for LaterRecords. Their errors are not told now.
void OrderedRows::visit_later(const std::function<bool(const Record&, const RowPlan&)>& visit) const {
  Table unused;
  for (std::size_t file = plans_.size(); file < files_.size(); ++file) {
    const ReadOptions options = options_of(file);
    LineReader lines(options.path);
    const RowPlan plan = open_part(lines, options, missing_, plans_.front(), unused);
    CsvReader records(lines, plan.delimiter, plan.comment, plan.numbers);
    Record record;
    while (records.next(record)) {
      if (!visit(record, plan)) return;
    }
  }
}

FeatureStream::FeatureStream(const ReadOptions& options, const Table& first)
    : rows_(options, &first, Extent::kAsItComes) {}

Table FeatureStream::next(std::size_t most) {
  Table piece = rows_.table().without_rows();
  TableBuilder builder(rows_.plan(), piece);
  do {
    has_more_ = rows_.read_into(builder);
  } while (has_more_ && piece.rows() < most && !rows_.is_waiting());
  builder.finish_columns();
  piece.parts = rows_.table().parts;
  return piece;
}

Table read_in_order(const ReadOptions& options, const Table* first) {
  constexpr std::size_t kChecked = 256;  // batches
  OrderedRows rows(options, first, Extent::kWhole);
  Table& table = rows.table();
  try {
    TableBuilder builder(rows.plan(), table);
    for (std::size_t batch = 1; rows.read_into(builder); ++batch) {
      if (batch % kChecked == 0) check_memory_left();
      if (options.progress) options.progress({rows.bytes_read(), 0, table.rows_read});
    }
    builder.finish();
    if (options.sha256) table.join_hashes();
    return std::move(table);
  } catch (const std::bad_alloc&) {
    if (table.rows_read == 0) throw;  // the rows are not what needs the memory
  }
  const MemoryLimit limit = memory_limit();
  // The columns that a model reads are given.
  const std::string less =
      first == nullptr ? "read fewer columns (--features), or fewer rows" : "give it fewer rows";
  Way head{more_or(limit, less)};
  head.filter = fmt::format("head -n {}", std::max<std::size_t>(table.rows_read / 2, 1));
  head.path = options.path;
  throw FileError(
      fmt::format("{} has too many rows for the memory: {} rows, {:.3g} GiB of text, were read until "
                  "it was full; {}",
                  shown_path(options.path), table.rows_read, static_cast<double>(rows.bytes_read()) / 0x1p30,
                  allowance(limit)),
      Remedy({head}, true));
}

}  // namespace nntrain
