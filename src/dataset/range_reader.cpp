#include "dataset/range_reader.hpp"

#include <algorithm>
#include <exception>

#include "csv/csv_reader.hpp"
#include "dataset/row_reader.hpp"

namespace nntrain {

RangeReader::RangeReader(const RowPlan& plan, const MissingTexts& missing)
    : plan_(plan), missing_(missing), found_(plan), rows_(found_.columns.size(), plan.copied.size()) {}

/// Keeps the file open, and its buffer, until a range of another one is read.
void RangeReader::open(const PartToRead& part) {
  if (part_ == &part) return;
  lines_.reset();
  part_ = &part;
  file_ = part.file;
  lines_.emplace(*file_);
}

void RangeReader::read(RangeParts& parts, std::size_t number) {
  const PartToRead& part = parts.part_of(number);
  const Range range = parts.bytes_of(part, number);
  if (number == part.first_range) {
    read_at(part, range, part.plan.lines);
  } else {
    read_behind(part, range);
  }
}

void RangeReader::read_at(const PartToRead& part, Range range, std::size_t skipped) {
  begin_ = range.begin;
  has_failed_ = false;
  try {
    open(part);
    lines_->begin_at(range.begin, range.end);
    read_records(skipped);
  } catch (const std::exception&) {
    has_failed_ = true;
  }
}

void RangeReader::read_behind(const PartToRead& part, Range range) {
  has_failed_ = false;
  try {
    open(part);
    lines_->begin_behind(range.begin, range.end);
    begin_ = lines_->offset();
    read_records(0);
  } catch (const std::exception&) {
    has_failed_ = true;
  }
}

void RangeReader::seek(RangeParts& parts, std::size_t number) {
  constexpr int kMostLines = 64;  // a text of more lines is rare
  const PartToRead& part = parts.part_of(number);
  const Range range = parts.bytes_of(part, number);
  for (int line = 0; line < kMostLines && has_failed_ && begin_ < range.end; ++line) {
    read_behind(part, {begin_ + 1, range.end});
  }
}

void RangeReader::read_records(std::size_t skipped) {
  found_ = ColumnFindings(plan_);
  rows_.clear();
  for (std::size_t line = 0; line < skipped; ++line) lines_->go_on();
  const RowPlan& plan = part_->plan;
  CsvReader records(*lines_, plan.delimiter, plan.comment, plan.numbers);
  RowReader reader(plan, missing_, found_, rows_);
  Record record;
  while (true) {
    while (reader.is_of_numbers() && !lines_->is_over()) {
      const char* const end = part_->numbers.read(lines_->rest(), rows_.next(), reader.texts());
      if (end == nullptr || !reader.add_numbers(lines_->line() + 1)) break;
      lines_->skip_line(end);
    }
    if (!records.next(record)) return;
    reader.add(records, record);
  }
}

std::size_t RangeReader::end() const {
  return std::min(lines_->offset(), part_->size);
}

bool RangeChain::take(RangeReader& reader, std::size_t number) {
  PartToRead& part = parts_.part_of(number);
  const Range range = parts_.bytes_of(part, number);
  begin_ = number == part.first_range ? 0 : end_;
  if (begin_ >= range.end) {
    end_ = begin_;
    reader.rows().clear();
  } else {
    // A line break inside of quotes looks like the end of a record.
    if (reader.begin() != begin_) reader.read_at(part, {begin_, range.end});
    if (reader.has_failed()) return false;
    end_ = reader.end();
  }
  if (number + 1 < part.end_range) return true;
  if (end_ < part.size || !part.file->has_kept_its_size()) return false;
  part.file.reset();  // its readers close it
  return true;
}

}  // namespace nntrain
