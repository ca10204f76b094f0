#include "dataset/table.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/cell.hpp"
#include "dataset/column_list.hpp"
#include "dataset/csv_reader.hpp"
#include "dataset/guess.hpp"
#include "dataset/line_reader.hpp"
#include "dataset/remedy.hpp"
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

/// Every text that may be a column's name in what the user asked for.
std::vector<std::string> names_asked_for(const ReadOptions& options) {
  std::vector<std::string> names = {options.target};
  for (const std::string* list : {&options.features, &options.target, &options.drop}) {
    const auto items = split_list(*list);
    if (!items) continue;
    for (const ListItem& item : *items) names.push_back(item.text);
  }
  names.erase(std::remove(names.begin(), names.end(), ""), names.end());
  return names;
}

bool has_header(const ReadOptions& options, const Opening& opening, const MissingTexts& missing,
                char delimiter) {
  if (options.header != HeaderMode::kAuto) return options.header == HeaderMode::kYes;
  if (!options.columns.empty()) return false;
  const std::optional<bool> guess = guess_header(opening, missing, names_asked_for(options));
  if (guess) return *guess;
  throw UsageError(fmt::format("it is not clear whether {} starts with a header line ({})",
                               shown_path(options.path), show_record(opening.first, delimiter)),
                   "say which:  --header yes   or   --header no");
}

void check_header_text(const ReadOptions& options, const KeptRecord& header) {
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    if (is_utf8(header.cells[i])) continue;
    throw DataError(fmt::format("{}:{}:{}: the column name '{}' is not UTF-8", shown_path(options.path),
                                header.line, i + 1, printable(header.cells[i])),
                    filter_remedy("iconv -f ISO-8859-1 -t UTF-8", options.path));
  }
}

ColumnNames column_names(const ReadOptions& options, const Opening& opening, const Table& table) {
  const KeptRecord& first = opening.first;
  if (table.has_header) {
    check_header_text(options, first);
    return {options.path, first.cells};
  }
  if (options.columns.empty()) {
    return {options.path, first.cells.size(), show_record(first, table.delimiter)};
  }
  std::vector<std::string> names = parse_names(options.columns);
  if (names.size() != first.cells.size()) {
    throw DataError(fmt::format("--columns has {}, but {} has {} ({})", counted(names.size(), "name"),
                                shown_path(options.path), counted(first.cells.size(), "field"),
                                show_record(first, table.delimiter)));
  }
  return {options.path, std::move(names)};
}

std::vector<std::size_t> select_features(const ReadOptions& options, const ColumnNames& names,
                                         std::size_t target) {
  std::vector<std::size_t> features;
  if (options.features.empty()) {
    for (std::size_t column = 0; column < names.count(); ++column) {
      if (column != target) features.push_back(column);
    }
  } else {
    features = select_columns(names, options.features, "--features", target);
  }
  std::vector<bool> dropped(names.count());
  if (!options.drop.empty()) {
    for (const std::size_t column : select_columns(names, options.drop, "--drop", target))
      dropped[column] = true;
  }
  features.erase(std::remove_if(features.begin(), features.end(), [&](std::size_t c) { return dropped[c]; }),
                 features.end());
  return features;
}

void check_features(const ReadOptions& options, const ColumnNames& names,
                    const std::vector<std::size_t>& features, char delimiter) {
  if (!features.empty()) return;
  if (names.count() == 1) {
    throw DataError(fmt::format("{} has one column only, '{}', so that there is no feature beside the target",
                                shown_path(options.path), printable(names.name(0))),
                    fmt::format("if its columns are not separated by '{}', say by what:  --delimiter C",
                                delimiter == '\t' ? "tab" : std::string(1, delimiter)));
  }
  throw DataError(fmt::format("--drop leaves no feature of {}", shown_path(options.path)));
}

/// Chooses the columns and tells the table.
RowPlan plan_rows(const ReadOptions& options, const Opening& opening, Table& table) {
  const ColumnNames names = column_names(options, opening, table);
  RowPlan plan;
  plan.path = options.path;
  plan.delimiter = table.delimiter;
  plan.fields = names.count();
  plan.fields_from = table.has_header ? "the header" : fmt::format("line {}", opening.first.line);
  for (std::size_t column = 0; column < names.count(); ++column) plan.names.push_back(names.name(column));
  plan.target = select_target(names, options.target);
  plan.features = select_features(options, names, plan.target);
  plan.missing = options.missing;
  if (options.na != ReadOptions().na) plan.given_na = options.na;
  plan.columns_named = !options.columns.empty();
  check_features(options, names, plan.features, table.delimiter);

  std::vector<std::string> items;
  for (const std::size_t feature : plan.features) {
    table.features.push_back(names.name(feature));
    items.push_back(names.item(feature));
  }
  table.features_list = join(items, ",", std::string::npos);
  table.target = names.name(plan.target);
  table.target_item = names.item(plan.target);
  return plan;
}

void set_classes(Table& table, const TargetValues& values) {
  table.classes = values.classes();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    table.targets.set(row, 0, values.class_of(table.targets.at(row, 0)));
  }
}

}  // namespace

Table read_table(const ReadOptions& options) {
  check_options(options);
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
  table.has_header = has_header(options, opening, missing, table.delimiter);

  RowPlan plan = plan_rows(options, opening, table);
  table.inputs = BlockMatrix(plan.features.size());
  table.targets = BlockMatrix(1);

  lines.stop_keeping();
  CsvReader records(lines, table.delimiter);
  Record header;
  if (table.has_header) records.next(header);
  RowReader rows(std::move(plan), missing, table);
  rows.read(records);

  if (table.rows_read == 0) {
    throw DataError(fmt::format("{} has a header line but no rows", shown_path(options.path)));
  }
  if (table.rows() == 0) {
    throw TrainingError(fmt::format("no row of {} is left: all {} have missing values",
                                    shown_path(options.path), table.rows_read));
  }
  table.task = rows.target_values().decide(options.task, options.path, table.target);
  if (table.task == Task::kClassify) set_classes(table, rows.target_values());
  table.sha256 = lines.sha256();
  return table;
}

}  // namespace nntrain
