#include "dataset/table_builder.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/almost_numbers.hpp"

namespace nntrain {
namespace {

/// Replaces the level indices of a batch by those of the table.
void renumber(RowBatch& batch, std::size_t slot, const std::vector<double>& index_here) {
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    double& value = batch.row(row)[slot];
    if (!std::isnan(value)) value = index_here[static_cast<std::size_t>(value)];
  }
}

ColumnKind kind_of_target(Task task) {
  switch (task) {
    case Task::kClassify:
      return ColumnKind::kText;
    case Task::kRegress:
      return ColumnKind::kNumber;
    case Task::kAuto:
      break;
  }
  return ColumnKind::kOpen;
}

}  // namespace

TableBuilder::TableBuilder(const RowPlan& plan, Table& table) : plan_(plan), table_(table), found_(plan) {
  table_.cells = BlockMatrix(plan.features.size());
  table_.targets = BlockMatrix(1);
}

void TableBuilder::append(RowBatch& batch) {
  for (const std::size_t number : batch.dropped) table_.dropped.push_back(table_.rows_read + number);
  table_.rows_read += batch.read;
  for (std::size_t slot = 0; slot < table_.features.size(); ++slot) {
    table_.features[slot].missing += batch.missing[slot];
    table_.features[slot].lacking += batch.lacking[slot];
  }
  if (plan_.target) table_.lacking_target += batch.lacking[table_.features.size()];
  if (plan_.weights) table_.lacking_weight += batch.lacking[table_.features.size() + 1];
  std::vector<TextList*> lists;  // in the order of plan_.copied
  if (plan_.copies_target) lists.push_back(&table_.target_texts);
  for (KeptColumn& kept : table_.kept) lists.push_back(&kept.texts);
  for (const PlaceColumn* one : plan_.placing) lists.push_back(&(table_.*one->read).texts);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    for (std::size_t row = 0; row < batch.rows(); ++row) lists[i]->add(batch.texts[i][row]);
  }
  for (std::size_t from = 0; from < batch.rows();) {
    const std::size_t left = kBlockRows - table_.rows() % kBlockRows;
    const std::size_t count = std::min(left, batch.rows() - from);
    write(batch, from, count);
    from += count;
  }
  batch.clear();
}

/// Writes rows that go into the same block.
void TableBuilder::write(RowBatch& batch, std::size_t from, std::size_t count) {
  const std::size_t first = table_.rows();
  const std::size_t block = first / kBlockRows;
  table_.cells.grow_to(first + count);
  table_.targets.grow_to(first + count);
  const std::size_t target = plan_.features.size();
  const double* const values = batch.row(from);
  const std::size_t slots = batch.slots();
  const auto write_slot = [&](std::size_t slot, double* to) {
    for (std::size_t row = 0; row < count; ++row) to[row] = values[row * slots + slot];
  };
  for (std::size_t slot = 0; slot < target; ++slot) {
    write_slot(slot, table_.cells.block(block) + slot * kBlockRows + first % kBlockRows);
  }
  if (plan_.target) write_slot(target, table_.targets.block(block) + first % kBlockRows);
  if (!plan_.weights) return;
  for (std::size_t row = 0; row < count; ++row) {
    table_.weights.push_back(values[row * slots + target + 1] + 0.0);  // changes -0 to 0
  }
}

bool TableBuilder::join(const ColumnFindings& later, RowBatch& batch, std::size_t lines_before) {
  const auto indices_here = found_.add_later(later, lines_before);
  if (!indices_here) return false;
  for (std::size_t slot = 0; slot < indices_here->size(); ++slot) {
    if (!(*indices_here)[slot].empty()) renumber(batch, slot, (*indices_here)[slot]);
  }
  append(batch);
  return true;
}

void TableBuilder::check() const {
  if (table_.rows_read == 0) {
    throw DataError(fmt::format("{} has a header line but no rows", shown_path(table_.path)));
  }
  if (table_.all_rows() == 0) {
    throw TrainingError(fmt::format("{} has no complete row: of {}, {}", shown_path(table_.path),
                                    counted(table_.rows_read, "row"), what_lacks()),
                        remedy_for_dropped());
  }
  const bool is_weighted = !plan_.weights || std::any_of(table_.weights.begin(), table_.weights.end(),
                                                         [](double weight) { return weight > 0; });
  if (!table_.row_share().ranks->any(is_weighted)) {
    throw TrainingError(fmt::format("{}: all weights in column '{}' are 0", shown_path(table_.path),
                                    printable(plan_.names[*plan_.weights])));
  }
}

/// "7 lack 'a', 3 lack 'b'": the columns with missing cells, the emptiest first.
std::string TableBuilder::what_lacks() const {
  std::vector<std::pair<std::size_t, std::string>> columns;
  for (const Column& column : table_.features) columns.emplace_back(column.lacking, column.name);
  columns.emplace_back(table_.lacking_target, table_.target);
  if (plan_.weights) columns.emplace_back(table_.lacking_weight, plan_.names[*plan_.weights]);
  columns.erase(
      std::remove_if(columns.begin(), columns.end(), [](const auto& one) { return one.first == 0; }),
      columns.end());
  std::stable_sort(columns.begin(), columns.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> texts;
  for (const auto& [rows, name] : columns)
    texts.push_back(fmt::format("{} {} '{}'", rows, rows == 1 ? "lacks" : "lack", printable(name)));
  return nntrain::join(texts);
}

Remedy TableBuilder::remedy_for_dropped() const {
  std::vector<std::size_t> empty;
  std::size_t emptiest = 0;
  for (std::size_t slot = 0; slot < table_.features.size(); ++slot) {
    const std::size_t lacking = table_.features[slot].lacking;
    if (lacking == table_.rows_read) empty.push_back(slot);
    if (lacking > table_.features[emptiest].lacking) emptiest = slot;
  }
  if (plan_.first != nullptr || table_.features[emptiest].lacking == 0) return {};
  if (!empty.empty()) {
    const char* const which = empty.size() == 1 ? "the column" : "the columns";
    return {RemedyId::kEmptiestColumn,
            {table_.drop(fmt::format("to leave out {} without a value", which), empty)}};
  }
  const Column& column = table_.features[emptiest];
  const std::string lead = fmt::format("{} of {} rows lack '{}'; to leave the column out", column.lacking,
                                       table_.rows_read, printable(column.name));
  return {RemedyId::kEmptiestColumn,
          {{"to fill in the mean", {"--missing", "mean"}}, table_.drop(lead, {emptiest})}};
}

void TableBuilder::finish_columns() {
  for (std::size_t slot = 0; slot < table_.features.size(); ++slot) {
    Column& feature = table_.features[slot];
    feature.is_text = found_.columns[slot].kind() == ColumnKind::kText;
    feature.levels = found_.columns[slot].levels();
    feature.level_lines = found_.columns[slot].level_lines();
  }
}

/// Throws the DataError for a column of almost-numbers, which was read as text.
void TableBuilder::check_texts() const {
  if (plan_.first != nullptr) return;
  for (std::size_t slot = 0; slot < found_.columns.size(); ++slot) {
    const ColumnReader& column = found_.columns[slot];
    if (column.kind() != ColumnKind::kText || column.is_told()) continue;
    const auto [path, line] = table_.place(column.first_text_line());
    CellPlace place = place_in(plan_, slot, line);
    place.path = path;
    refuse_almost_numbers(place, column.levels());
  }
}

void TableBuilder::finish() {
  check();
  check_texts();
  finish_columns();
  if (!plan_.target) return;
  try {
    settle_target(found_.columns[plan_.features.size()], found_.target_values, plan_.task, plan_.first,
                  table_);
  } catch (const TrainingError& error) {  // the dropped rows may have had the other classes
    throw TrainingError(error.what(), table_.rows_dropped() > 0 ? remedy_for_dropped() : error.remedy());
  }
}

ColumnFindings::ColumnFindings(const RowPlan& plan) : target_(plan.features.size()) {
  for (const ColumnKind kind : plan.kinds) columns.emplace_back(kind);
  if (plan.target) columns.emplace_back(kind_of_target(plan.task));
  if (plan.weights) columns.emplace_back(ColumnKind::kNumber);
}

std::optional<std::vector<std::vector<double>>> ColumnFindings::add_later(const ColumnFindings& later,
                                                                          std::size_t lines_before) {
  std::vector<std::vector<double>> indices_here;
  for (std::size_t slot = 0; slot < columns.size(); ++slot) {
    auto here = columns[slot].add_later(later.columns[slot], lines_before);
    if (!here || columns[slot].levels().size() > (slot == target_ ? kMostClasses : kMostLevels)) return {};
    indices_here.push_back(*std::move(here));
  }
  target_values.add_later(later.target_values, lines_before);
  return indices_here;
}

void ColumnFindings::write(Packer& bytes) const {
  bytes(target_, columns.size());
  for (const ColumnReader& column : columns) column.write(bytes);
  target_values.write(bytes);
}

ColumnFindings ColumnFindings::read(Unpacker& bytes) {
  ColumnFindings found;
  found.target_ = bytes.next<std::size_t>();
  const auto count = bytes.next<std::size_t>();
  for (std::size_t slot = 0; slot < count; ++slot) found.columns.push_back(ColumnReader::read(bytes));
  found.target_values = TargetValues::read(bytes);
  return found;
}

}  // namespace nntrain
