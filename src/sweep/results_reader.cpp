#include "sweep/results_reader.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "sweep/grid.hpp"

namespace nntrain {
namespace {

DataError no_results(const std::string& path, const std::string& why) {
  return DataError(shown_path(path) + " is no results file of a sweep: " + why, "name another file");
}

}  // namespace

bool is_begun(const std::string& path) {
  ResultsLines lines(path);
  return lines.next() || !is_torn_start(lines.rest());
}

ResultsReader::ResultsReader(const std::string& path) : lines_(path) {
  const std::optional<std::string_view> first = lines_.next();
  if (!first) throw no_results(path, lines_.rest().empty() ? "it is empty" : "its first line has no end");
  if (!is_results(*first))
    throw no_results(path, fmt::format("its first line lacks one of {}, {}, {}, {}", kNumberColumn,
                                       kRunsColumn, kKeyColumn, kStatusColumn));
  begin(*first);
}

void ResultsReader::begin(std::string_view line) {
  is_at_first_ = line.starts_with('{');
  format_ = is_at_first_ ? ResultsFormat::kJsonl : ResultsFormat::kCsv;
  RowTexts row = texts_of(format_, line);
  columns_ = is_at_first_ ? std::move(row.names) : std::move(row.texts);
  if (is_at_first_) bytes_ = line;
  number_column_ = *find(kNumberColumn);
  runs_column_ = *find(kRunsColumn);
  sweep_column_ = find(kSweepColumn);
  key_column_ = *find(kKeyColumn);
  status_column_ = *find(kStatusColumn);
}

std::optional<std::size_t> ResultsReader::find(std::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  if (found == columns_.end()) return {};
  return static_cast<std::size_t>(found - columns_.begin());
}

bool ResultsReader::next() {
  if (is_at_first_) {
    is_at_first_ = false;
    take(bytes_);
    return true;
  }
  while (const std::optional<std::string_view> line = lines_.next()) {
    if (trim(*line).empty()) continue;
    take(*line);
    return true;
  }
  return false;
}

void ResultsReader::take(std::string_view line) {
  bytes_ = line;
  RowTexts row;
  try {
    row = texts_of(format_, line);
  } catch (const DataError& error) {
    refuse(error.what());
  }
  if (row.texts.size() != columns_.size())
    refuse(fmt::format("it has {}, not {}", counted(row.texts.size(), "cell"), columns_.size()));
  if (format_ == ResultsFormat::kJsonl && row.names != columns_) {
    const auto [column, name] = std::mismatch(columns_.begin(), columns_.end(), row.names.begin());
    refuse(fmt::format("it has '{}' where the first row has '{}'", printable(*name), printable(*column)));
  }
  texts_ = std::move(row.texts);
  take_head();
}

/// Reads the columns that each row has.
void ResultsReader::take_head() {
  runs_ = count_in(runs_column_);
  number_ = count_in(number_column_);
  if (runs_ > kMostCombinations) refuse(fmt::format("a sweep has at most {} runs", kMostCombinations));
  if (number_ < 1 || number_ > runs_) refuse(fmt::format("its sweep has the runs 1 to {}", runs_));
  if (sweep_column_) sweep_ = hash_in(*sweep_column_);
  key_ = hash_in(key_column_);
  const std::optional<SweepStatus> status = value_called<SweepStatus>(texts_[status_column_]);
  if (!status) refuse(fmt::format("its {} is '{}'", kStatusColumn, printable(texts_[status_column_])));
  status_ = *status;
  if (number_ >= is_met_.size()) is_met_.resize(number_ + 1);
  if (is_met_[number_]) refuse(fmt::format("an earlier row has run {}, too", number_));
  is_met_[number_] = true;
}

std::uint64_t ResultsReader::count_in(std::size_t column) const {
  const std::optional<std::uint64_t> count = parse_count(texts_[column]);
  if (!count) refuse(fmt::format("its {} is '{}'", printable(columns_[column]), printable(texts_[column])));
  return *count;
}

std::uint64_t ResultsReader::hash_in(std::size_t column) const {
  const std::optional<std::uint64_t> hash = parse_key(texts_[column]);
  if (!hash) refuse(fmt::format("its {} is '{}'", printable(columns_[column]), printable(texts_[column])));
  return *hash;
}

void ResultsReader::refuse(const std::string& why) const {
  throw DataError(
      fmt::format("{}:{}: this is not a row of a sweep: {}", shown_path(lines_.path()), lines_.line(), why),
      "delete the line: nntrain sweep then repeats its run");
}

const std::string& ResultsReader::text_in(std::string_view column) const {
  static const std::string none;
  const std::optional<std::size_t> at = find(column);
  return at ? texts_[*at] : none;
}

double ResultsReader::value(std::size_t column) const {
  const ParsedNumber number = parse_number(texts_[column]);
  return number.status == NumberStatus::kOk ? number.value : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace nntrain
