#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "sweep/sweep_table.hpp"

namespace nntrain {
namespace {

/// The numbers between blanks. What is no number, like nan, is NaN.
std::vector<double> numbers_between_blanks(std::string_view text) {
  std::vector<double> numbers;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    const ParsedNumber number = parse_number(word);
    numbers.push_back(number.status == NumberStatus::kOk ? number.value
                                                         : std::numeric_limits<double>::quiet_NaN());
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return numbers;
}

/// The column of a name. Throws DataError if there is none.
std::size_t column_called(const ResultsReader& reader, const std::string& name, const std::string& path) {
  if (const std::optional<std::size_t> column = reader.find(name)) return *column;
  throw DataError(fmt::format("{} has no column {}, and is not whole", shown_path(path), name),
                  "take the file as nntrain sweep --results wrote it");
}

}  // namespace

SweepTable read_sweep_table(const std::string& path) {
  ResultsReader reader(path);
  SweepTable table;
  table.path = path;
  table.field = field_that_selects(reader.columns());
  if (table.field.find('.') == std::string::npos)
    throw DataError(shown_path(path) + " has no values(FIELD) column, and does not tell what selects",
                    "take the file as nntrain sweep --results wrote it");
  const std::vector<std::size_t> columns = option_columns(reader.columns());
  for (const std::size_t column : columns) table.options.push_back(option_in(reader.columns()[column]));
  const std::size_t runs = column_called(reader, kRunsColumn, path);
  const std::size_t split = column_called(reader, kSplitColumn, path);
  const std::size_t values = column_called(reader, values_column(table.field), path);
  const std::size_t held_out = column_called(reader, kHeldOutColumn, path);
  const std::size_t train_rows = column_called(reader, "train.rows", path);
  while (reader.next()) {
    table.runs = parse_count(reader.text(runs)).value_or(table.runs);
    if (reader.status() == SweepStatus::kSignal) continue;  // it is run again
    SweepRow row;
    row.number = reader.number();
    row.status = reader.status();
    row.split = reader.text(split);
    row.train_rows = reader.value(train_rows);
    row.values = numbers_between_blanks(reader.text(values));
    row.held_out = numbers_between_blanks(reader.text(held_out));
    for (const std::size_t column : columns) row.options.push_back(reader.text(column));
    table.reasons.add(reader.text_in(kReasonColumn));
    table.add(std::move(row));
  }
  return table;
}

}  // namespace nntrain
