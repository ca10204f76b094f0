#include "dataset/row_reader.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// Whether a record of `record` fields could be one of `fields` fields whose decimal commas cut numbers in
/// two.
bool are_cut_decimals(const Record& record, std::size_t fields) {
  const std::size_t found = record.cells.size();
  return found > fields && found <= 2 * fields &&
         std::all_of(record.cells.begin(), record.cells.end(), [](const Cell& cell) {
           return !cell.quoted && parse_number(cell.text).status == NumberStatus::kOk;
         });
}

}  // namespace

RowReader::RowReader(RowPlan plan, const MissingTexts& missing, Table& table)
    : plan_(std::move(plan)), missing_(missing), table_(table), row_(plan_.features.size() + 1) {
  for (std::size_t slot = 0; slot < plan_.features.size(); ++slot)
    fields_.push_back({plan_.features[slot], slot});
  fields_.push_back({plan_.target, plan_.features.size()});
  // ties: none, a field is read once
  std::sort(fields_.begin(), fields_.end(), [](const Field& a, const Field& b) { return a.index < b.index; });
}

void RowReader::read(CsvReader& records) {
  Record record;
  while (records.next(record)) {
    check_length(record);
    add(record);
    if (bad_field_) refuse(records, record);
  }
}

void RowReader::add(const Record& record) {
  bool complete = true;
  for (const Field& field : fields_) {
    const std::string_view text = record.cells[field.index].text;
    if (missing_.contains(text)) {
      if (plan_.missing == MissingMode::kError) refuse_missing(place(record, field.index), text);
      complete = false;
      continue;
    }
    const ParsedNumber number = parse_number(text);
    if (number.status != NumberStatus::kOk) {
      bad_field_ = field.index;
      return;
    }
    row_[field.slot] = number.value;
  }
  ++table_.rows_read;
  if (!complete) {
    ++table_.rows_dropped;
    return;
  }
  const std::span<const double> row(row_);
  table_.inputs.append(row.first(row.size() - 1));
  table_.targets.append(row.last(1));
  target_values_.add(row_.back(), record.cells[plan_.target].text, record.line);
}

void RowReader::check_length(const Record& record) const {
  const std::size_t found = record.cells.size();
  if (found == plan_.fields) return;
  const bool decimals = plan_.delimiter == ',' && are_cut_decimals(record, plan_.fields);
  throw DataError(
      fmt::format("{}:{}: {}, but {} has {}", shown_path(plan_.path), record.line, counted(found, "field"),
                  plan_.fields_from, plan_.fields),
      decimals ? "if the numbers have decimal commas, they need another delimiter (;) between the columns"
               : "");
}

CellPlace RowReader::place(const Record& record, std::size_t field) const {
  return {plan_.path,         plan_.delimiter,       record.line,   field + 1,
          plan_.names[field], field == plan_.target, plan_.given_na};
}

void RowReader::refuse(CsvReader& records, const Record& record) {
  const std::size_t field = *bad_field_;
  const CellPlace where = place(record, field);
  const std::string text(record.cells[field].text);  // reading on ends the record's life
  const bool has_numbers = table_.rows() > 0 || number_follows(records, field);
  const bool first = !table_.has_header && table_.rows_read == 0;
  if (first && has_numbers && !is_meant_as_number(text)) {
    throw DataError(
        fmt::format("{}: '{}' is not a number, and numbers follow: line {} looks like a header line",
                    describe(where), printable(text), where.line),
        plan_.columns_named ? "if it is one, leave out:  --columns" : "if it is one:  --header yes");
  }
  refuse_cell(where, text, !has_numbers);
}

/// Looks ahead a while for a number in a column that began with something else: it decides only on the words.
bool RowReader::number_follows(CsvReader& records, std::size_t field) const {
  constexpr int kAhead = 1000;
  Record record;
  try {
    for (int i = 0; i < kAhead && records.next(record); ++i) {
      if (field < record.cells.size() && parse_number(record.cells[field].text).status == NumberStatus::kOk) {
        return true;
      }
    }
  } catch (const DataError&) {
    return false;  // what comes later must not hide the error that comes first
  }
  return false;
}

}  // namespace nntrain
