#include "dataset/row_reader.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/almost_numbers.hpp"
#include "dataset/guess.hpp"
#include "dataset/labels.hpp"
#include "dataset/odd_cells.hpp"
#include "dataset/refuse_cell.hpp"
#include "dataset/split_mode.hpp"

namespace nntrain {
namespace {

/// Whether a record of numbers has too many fields because decimal commas split its numbers: more than
/// `fields`, at most twice as many.
bool are_cut_decimals(const Record& record, std::size_t fields) {
  const std::size_t found = record.cells.size();
  return found > fields && found <= 2 * fields &&
         std::all_of(record.cells.begin(), record.cells.end(), [](const Cell& cell) {
           return !cell.quoted && parse_number(cell.text).status == NumberStatus::kOk;
         });
}

}  // namespace

RowReader::RowReader(const RowPlan& plan, const MissingTexts& missing, ColumnFindings& found, RowBatch& rows,
                     LaterRecords later)
    : plan_(plan),
      missing_(missing),
      columns_(found.columns),
      target_values_(found.target_values),
      rows_(rows),
      later_(std::move(later)),
      texts_(1 + plan.copied.size()) {
  for (std::size_t slot = 0; slot < plan_.features.size(); ++slot) {
    fields_.push_back({plan_.features[slot], slot});
  }
  if (plan_.target) fields_.push_back({*plan_.target, target_slot()});
  if (plan_.weights) fields_.push_back({*plan_.weights, target_slot() + 1});
  // ties: none, each field is read once
  std::sort(fields_.begin(), fields_.end(), [](const Field& a, const Field& b) { return a.index < b.index; });
}

void RowReader::add(CsvReader& records, const Record& record) {
  check_length(record);
  row_ = rows_.next();
  take_cells(record);
  if (problem_) {
    if (is_header_again(record)) refuse_header_again(record.line);
    try {
      refuse(records, record, *problem_);
    } catch (const DataError& error) {
      throw BadCell(error, problem_->field.slot);
    }
  }
  ++rows_.read;
  if (is_complete_) {
    add_row(record);
  } else {
    rows_.dropped.push_back(rows_.read);
  }
}

void RowReader::take_cells(const Record& record) {
  is_complete_ = true;
  new_texts_.clear();
  holes_.clear();
  for (const Field& field : fields_) {
    const std::string_view text = record.cells[field.index].text;
    if (missing_.contains(text)) {
      if (plan_.missing == MissingMode::kError) {
        problem_ = {field, CellResult::kMissing};
        return;
      }
      is_complete_ = add_missing(field) && is_complete_;
      continue;
    }
    const CellResult answer =
        columns_[field.slot].take(text, plan_.lines_before + record.line, row_[field.slot]);
    if (answer == CellResult::kTaken) continue;
    if (answer != CellResult::kNewText) {
      problem_ = {field, answer};
      return;
    }
    new_texts_.push_back(field);
  }
}

void RowReader::add_row(const Record& record) {
  for (const Field& field : new_texts_) add_text(record, field);
  for (const std::size_t slot : holes_) ++rows_.missing[slot];
  const std::size_t target = target_slot();
  if (plan_.weights) check_weight(record);
  check_placing(record);
  if (plan_.target && plan_.task == Task::kAuto && columns_[target].kind() == ColumnKind::kNumber) {
    target_values_.add(row_[target], record.cells[*plan_.target].text, plan_.lines_before + record.line);
  }
  for (std::size_t i = 0; i < plan_.copied.size(); ++i) copy_text(i, record.cells[plan_.copied[i]].text);
  rows_.keep();
}

bool RowReader::is_of_numbers() {
  if (is_of_numbers_) return true;
  is_of_numbers_ = std::all_of(columns_.begin(), columns_.end(), [](const ColumnReader& column) {
    return column.kind() == ColumnKind::kNumber;
  });
  return is_of_numbers_;
}

bool RowReader::add_numbers(std::size_t line) {
  const double* const row = rows_.next();
  if (plan_.weights && !(row[target_slot() + 1] >= 0)) return false;
  const std::size_t others = plan_.copied.size() - plan_.placing.size();
  for (std::size_t i = 0; i < plan_.placing.size(); ++i) {
    if (!places(*plan_.placing[i], trim(texts_[others + i + 1]))) return false;
  }
  if (plan_.target && plan_.task == Task::kAuto)
    target_values_.add(row[target_slot()], texts_[0], plan_.lines_before + line);
  for (std::size_t i = 0; i < plan_.copied.size(); ++i) copy_text(i, trim(texts_[i + 1]));
  ++rows_.read;
  rows_.keep();
  return true;
}

/// Copies a text of the current row. A missing target becomes an empty text.
void RowReader::copy_text(std::size_t index, std::string_view text) {
  const bool is_target = plan_.copies_target && index == 0;
  rows_.texts[index].add(is_target && missing_.contains(text) ? std::string_view() : text);
}

/// Whether a text of a column that says where rows go can say so.
bool RowReader::places(const PlaceColumn& column, std::string_view text) const {
  if (column.read == &Table::split) return value_called<SplitPart>(text).has_value();
  return !missing_.contains(text);
}

void RowReader::check_placing(const Record& record) const {
  const std::size_t others = plan_.copied.size() - plan_.placing.size();
  for (std::size_t i = 0; i < plan_.placing.size(); ++i) {
    const PlaceColumn& column = *plan_.placing[i];
    const std::size_t field = plan_.copied[others + i];
    const std::string_view text = record.cells[field].text;
    if (places(column, text)) continue;
    CellPlace where;
    where.path = plan_.path;
    where.line = record.line;
    where.field = field + 1;
    where.column = plan_.names[field];
    if (column.read == &Table::split) {
      throw DataError(
          fmt::format("{}: '{}' is none of train, validation and test", describe(where), printable(text)),
          "write one of them into each row, as the file of --predictions has them");
    }
    throw DataError(fmt::format("{}: the {} of the row is missing{}", describe(where), column.what,
                                text.empty() ? "" : fmt::format(" ('{}')", printable(text))),
                    text.empty()
                        ? "fill it in, or leave the row out"
                        : "fill it in, or leave the row out; if it is a text like any other, name those that "
                          "mean missing:  --na LIST");
  }
}

/// Returns whether the row is kept.
bool RowReader::add_missing(Field field) {
  if (plan_.missing == MissingMode::kDrop || field.slot >= target_slot()) {
    ++rows_.lacking[field.slot];
    return false;
  }
  row_[field.slot] = std::numeric_limits<double>::quiet_NaN();
  holes_.push_back(field.slot);
  return true;
}

void RowReader::add_text(const Record& record, Field field) {
  const std::string_view text = record.cells[field.index].text;
  ColumnReader& column = columns_[field.slot];
  const bool is_target = field.slot == target_slot();
  if (is_header_again(record)) refuse_header_again(record.line);
  if (is_target && plan_.first != nullptr) {
    const std::vector<std::string> known = labels_of(plan_.first->classes);
    if (std::find(known.begin(), known.end(), text) == known.end()) refuse_label(record, field, known);
  }
  if (column.levels().size() == (is_target ? kMostClasses : kMostLevels)) {
    const std::string& item = plan_.items[field.index];
    if (!column.is_told() && plan_.first == nullptr)
      refuse_almost_numbers(place_of_first_text(field), column.levels());
    const std::string what =
        fmt::format("{} '{}'", is_target ? "the target" : "column", printable(plan_.names[field.index]));
    Remedy remedy;
    if (is_target)
      remedy = "choose another target:  --target NAME      or, if it has numbers:  --task regress";
    else if (plan_.features.size() == 1)
      remedy = "name other features:  --features LIST";
    else
      remedy = {RemedyId::kTooManyTexts, {{"leave it out", {"--drop", list_with(plan_.drop_list, item)}}}};
    throw DataError(fmt::format("{}: {} has more than {} different texts", shown_path(plan_.path), what,
                                column.levels().size()),
                    remedy);
  }
  row_[field.slot] = column.add_level(text, plan_.lines_before + record.line);
}

/// Throws the DataError for a label that no class has. Where only an end is too much, such as the dot in
/// `yes.`, and no field follows, a filter takes it off.
void RowReader::refuse_label(const Record& record, Field field, const std::vector<std::string>& known) const {
  const std::string_view text = record.cells[field.index].text;
  const std::optional<std::string> nearest = nearest_label(text, known);
  std::vector<Way> ways;
  for (const std::string_view end : {".0", "."}) {
    const bool is_last = field.index + 1 == plan_.fields && !record.cells[field.index].quoted;
    if (!is_last || !nearest || text != *nearest + std::string(end)) continue;
    ways.push_back({"", {}, fmt::format(R"(sed 's/\{}\r*$//')", end), plan_.path});
  }
  throw DataError(
      fmt::format("{}: '{}' is not one of the classes of {} ({}){}", describe(place(record.line, field)),
                  printable(text), shown_path(plan_.first->path), printable(join(known), 300),
                  nearest ? fmt::format("; the nearest is '{}'", printable(*nearest)) : ""),
      ways.empty() ? Remedy() : Remedy(RemedyId::kLabelEnds, ways));
}

void RowReader::check_length(const Record& record) const {
  const std::size_t found = record.cells.size();
  if (found == plan_.fields) return;
  const bool decimals = plan_.delimiter == ',' && are_cut_decimals(record, plan_.fields);
  const std::string sign = comment_sign(record.cells.front().text);
  Remedy remedy;
  if (decimals)
    remedy = "if the numbers have decimal commas, separate the columns by another character (;)";
  else if (!sign.empty())
    remedy = {RemedyId::kFirstLines, {{"to leave comments out", {"--comment", sign}}}, found > 1};
  else if (found == 1 && plan_.fields > 2)
    remedy = {RemedyId::kFirstLines,
              {{"if it is no row, to leave it out", {}, fmt::format("sed {}d", record.line), plan_.path}},
              true};
  throw DataError(fmt::format("{}:{}: {}, but {} has {}", shown_path(plan_.path), record.line,
                              counted(found, "field"), plan_.fields_from, plan_.fields),
                  remedy);
}

void RowReader::check_weight(const Record& record) const {
  const Field field{*plan_.weights, target_slot() + 1};
  if (row_[field.slot] >= 0) return;
  throw DataError(fmt::format("{}: the weight {} is negative", describe(place(record.line, field)),
                              printable(record.cells[field.index].text)));
}

CellPlace RowReader::place(std::size_t line, Field field) const {
  return place_in(plan_, field.slot, line);
}

/// The place of the first text of a column: in this file or an earlier one.
CellPlace RowReader::place_of_first_text(Field field) const {
  const std::size_t line = columns_[field.slot].first_text_line();
  const RowPlan* plan = &plan_;
  while (plan->earlier != nullptr && line <= plan->lines_before) plan = plan->earlier;
  CellPlace where = place(line - plan->lines_before, field);
  where.path = plan->path;
  where.delimiter = plan->delimiter;
  where.field = plan->field_of(field.slot) + 1;
  return where;
}

/// Whether the record has the names of the columns again.
bool RowReader::is_header_again(const Record& record) const {
  if (!plan_.has_header) return false;
  for (std::size_t i = 0; i < record.cells.size(); ++i) {
    if (i >= plan_.header.size() || record.cells[i].text != plan_.header[i]) return false;
  }
  return true;
}

void RowReader::refuse_header_again(std::size_t line) const {
  const char* const without_mark = plan_.first_line == 1 ? R"(NR == 1 { sub(/^\357\273\277/, "") } )" : "";
  throw DataError(fmt::format("{}:{}: the header line is there again", shown_path(plan_.path), line),
                  Remedy(RemedyId::kHeaderAgain,
                         {{"to leave such lines out",
                           {},
                           fmt::format("awk '{1}NR == {0} {{ names = $0 }} NR <= {0} || $0 != names'",
                                       plan_.first_line, without_mark),
                           plan_.path}}));
}

void RowReader::refuse_header(const CellPlace& where, const std::string& text, const OddCells& cells) const {
  std::vector<Way> ways = {{"if it is one", {"--header", "yes"}}};
  if (cells.may_be_missing()) {
    const std::vector<Way> missing =
        missing_ways(where, cells, "if '" + printable(text) + "' means missing, ");
    ways.push_back(missing.front());
  }
  throw DataError(
      fmt::format("{}: '{}' is not a number, and numbers follow: line {} looks like a header line",
                  describe(where), printable(text), where.line),
      plan_.columns_named                                  ? Remedy("if it is one, leave out:  --columns")
      : plan_.first != nullptr || plan_.earlier != nullptr ? Remedy("if it is one, remove it")
                                                           : Remedy(RemedyId::kHeader, ways, true));
}

void RowReader::refuse(CsvReader& records, const Record& record, const Problem& problem) {
  const Field field = problem.field;
  const ColumnReader& column = columns_[field.slot];
  const std::string text(record.cells[field.index].text);  // reading more records invalidates `record`
  const std::size_t line = record.line;
  const bool begins =
      !plan_.has_header &&
      (line == plan_.first_line || column.first_text_line() == plan_.lines_before + plan_.first_line);
  const std::size_t before = plan_.lines_before + line - plan_.first_line - (plan_.has_header ? 1 : 0);
  const bool is_behind = line > plan_.first_line || plan_.earlier != nullptr;
  OddCells cells(missing_, column.kind() == ColumnKind::kNumber && is_behind ? before : 0,
                 column.is_told() && column.kind() == ColumnKind::kText);
  for (const std::string& level : column.levels()) cells.add(level);
  const std::vector<std::size_t> empty = count_cells(records, record, field, cells);
  if (problem.answer == CellResult::kMissing) {
    CellPlace where = place(line, field);
    if (empty.size() > 1 && empty.size() < plan_.features.size()) {
      std::string list = plan_.drop_list;
      for (const std::size_t slot : empty) list = list_with(list, plan_.items[plan_.features[slot]]);
      where.without = {{"to leave out the columns without a value", {"--drop", list}}};
    }
    refuse_missing(where, text, cells);
  }
  if (problem.answer == CellResult::kNumberInText) {
    const CellPlace where = place_of_first_text(field);
    if (begins && where.line == plan_.first_line) refuse_header(where, column.first_text(), cells);
    refuse_cell(where, column.first_text(), cells,
                fmt::format(", but '{}' in line {}{} is one", printable(text), line,
                            where.path == plan_.path ? "" : " of " + shown_path(plan_.path)));
  }
  const CellPlace where = place(line, field);
  const bool is_word = column.kind() == ColumnKind::kNumber && is_plain_text(text);
  if (is_word && begins && cells.numbers() > 0) refuse_header(where, text, cells);
  const bool like = is_word && plan_.first != nullptr;
  refuse_cell(where, text, cells,
              like ? fmt::format(", and the column has numbers in {}", shown_path(plan_.first->path)) : "");
}

/// Counts the cells of a column from `record` on, for the remedy of an error. Returns the features without a
/// value.
std::vector<std::size_t> RowReader::count_cells(CsvReader& records, const Record& record, Field field,
                                                OddCells& cells) const {
  constexpr std::size_t kMost = 1'000'000;  // records
  std::vector<std::size_t> empty;
  for (std::size_t slot = 0; slot < plan_.features.size(); ++slot) {
    const ColumnReader& column = columns_[slot];
    if (column.kind() != ColumnKind::kNumber && column.levels().empty()) empty.push_back(slot);
  }
  const auto count = [&](const Record& one, const RowPlan& plan) {
    if (one.cells.size() != plan.fields || is_header_again(one)) return cells.records() < kMost;
    cells.add(one.cells[plan.field_of(field.slot)].text);
    std::erase_if(empty,
                  [&](std::size_t slot) { return !missing_.contains(one.cells[plan.field_of(slot)].text); });
    cells.end_record(std::any_of(fields_.begin(), fields_.end(), [&](const Field& other) {
      return other.slot != field.slot && missing_.contains(one.cells[plan.field_of(other.slot)].text);
    }));
    return cells.records() < kMost;
  };
  count(record, plan_);
  Record later;
  try {
    while (records.next(later)) {
      if (!count(later, plan_)) return empty;
    }
    if (later_) later_(count);
  } catch (const DataError&) {  // a later error must not hide the first one
  }
  return empty;
}

}  // namespace nntrain
