#include "dataset/range_reader.hpp"

#include <algorithm>
#include <exception>

#include "dataset/csv_reader.hpp"
#include "dataset/row_reader.hpp"

namespace nntrain {

RangeReader::RangeReader(const RangeFile& file, const RowPlan& plan, const MissingTexts& missing,
                         const NumberLine& numbers)
    : plan_(plan),
      missing_(missing),
      numbers_(numbers),
      size_(file.size()),
      lines_(file),
      found_(plan),
      rows_(found_.columns.size()) {}

void RangeReader::read_at(Range range, std::size_t skipped) {
  begin_ = range.begin;
  has_failed_ = false;
  try {
    lines_.begin_at(range.begin, range.end);
    read_records(skipped);
  } catch (const std::exception&) {
    has_failed_ = true;
  }
}

void RangeReader::read_behind(Range range) {
  has_failed_ = false;
  try {
    lines_.begin_behind(range.begin, range.end);
    begin_ = lines_.offset();
    read_records(0);
  } catch (const std::exception&) {
    has_failed_ = true;
  }
}

void RangeReader::read_records(std::size_t skipped) {
  found_ = Found(plan_);
  rows_.clear();
  for (std::size_t line = 0; line < skipped; ++line) lines_.go_on();
  CsvReader records(lines_, plan_.delimiter);
  RowReader reader(plan_, missing_, found_, rows_);
  Record record;
  std::string_view target;
  while (true) {
    while (reader.is_of_numbers() && !lines_.is_over()) {
      const char* const end = numbers_.read(lines_.rest(), rows_.next(), target);
      if (end == nullptr || !reader.add_numbers(target, lines_.line() + 1)) break;
      lines_.skip_line(end);
    }
    if (!records.next(record)) return;
    reader.add(records, record);
  }
}

std::size_t RangeReader::end() const {
  return std::min(lines_.offset(), size_);
}

}  // namespace nntrain
