#include "sweep/merge_results.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "sweep/results_reader.hpp"
#include "sweep/row_places.hpp"

namespace nntrain {
namespace {

/// Where the row of a run is.
struct MergedRow {
  std::uint64_t number;
  std::size_t file;
  RowPlace place;
  bool is_failed;
};

/// The options that have one value in all rows of a file.
class OneValues {
 public:
  void add(const ResultsReader& reader);
  /// "iterations is '50' and '100'": where two files have one value each, and not the same; "" if nowhere.
  std::string difference(const OneValues& other) const;

 private:
  struct OneValue {
    std::string option;
    std::string text;
    bool is_one = true;
  };
  std::vector<OneValue> values_;
  bool has_rows_ = false;
};

void OneValues::add(const ResultsReader& reader) {
  const std::vector<std::size_t> columns = option_columns(reader.columns());
  if (!has_rows_) {
    for (const std::size_t column : columns)
      values_.push_back({option_in(reader.columns()[column]), reader.text(column)});
  }
  has_rows_ = true;
  for (std::size_t i = 0; i < columns.size(); ++i)
    values_[i].is_one &= values_[i].text == reader.text(columns[i]);
}

std::string OneValues::difference(const OneValues& other) const {
  constexpr std::size_t kMostTold = 3;
  std::vector<std::string> told;
  for (std::size_t i = 0; i < std::min(values_.size(), other.values_.size()); ++i) {
    const OneValue& a = values_[i];
    const OneValue& b = other.values_[i];
    const bool is_told = a.option != "data" && a.is_one && b.is_one && a.text != b.text;
    if (is_told && told.size() < kMostTold)
      told.push_back(
          fmt::format("{} is '{}' and '{}'", printable(a.option), printable(a.text), printable(b.text)));
  }
  return join(told, ", ", std::string::npos);
}

constexpr const char* kOtherResults = "name another file:  --results FILE";

/// The rows of several files, by number and file: the failed ones of a number last.
class MergeIndex {
 public:
  explicit MergeIndex(const std::string& into) : into_(into), format_(results_format(into)) {}

  void add(const std::string& path);
  /// Adds the rows that are in the file to write, before those of the others.
  void add_present();
  void sort();
  void write();
  MergedResults result() const;

 private:
  void check_columns(const ResultsReader& reader, const std::string& path);
  void check_sweep(const ResultsReader& reader, const std::string& path);
  void check_equal(const MergedRow& one, const MergedRow& other);
  DataError of_different_sweeps(const std::string& a, const std::string& b, const std::string& what) const;

  std::string into_;
  ResultsFormat format_;
  std::vector<RowBytes> files_;
  std::vector<MergedRow> rows_;
  std::vector<std::string> columns_;
  std::string first_;  // the file with the first row
  std::uint64_t runs_ = 0;
  std::uint64_t sweep_ = 0;
  OneValues values_;  // of the first file with rows
  std::string version_;
  std::string sha256_;
};

DataError MergeIndex::of_different_sweeps(const std::string& a, const std::string& b,
                                          const std::string& what) const {
  return DataError(fmt::format("{} and {} are of different sweeps: {}", shown_path(a), shown_path(b), what),
                   a == into_ ? kOtherResults : "name the files of one sweep alone:  --merge FILES");
}

void MergeIndex::check_columns(const ResultsReader& reader, const std::string& path) {
  if (reader.format() != format_)
    throw DataError(shown_path(path) + " has another format than the file to write",
                    format_ == ResultsFormat::kCsv ? "name one that ends in .jsonl:  --results FILE.jsonl"
                                                   : "name one that ends in .csv:  --results FILE.csv");
  if (files_.empty()) columns_ = reader.columns();
  if (columns_ == reader.columns()) return;
  throw of_different_sweeps(files_.front().path(), path, "their columns differ");
}

void MergeIndex::check_sweep(const ResultsReader& reader, const std::string& path) {
  const std::string& version = reader.text_in(kVersionColumn);
  const std::string& sha256 = reader.text_in(kDataColumn);
  if (first_.empty()) {
    first_ = path;
    runs_ = reader.runs();
    sweep_ = reader.sweep();
  }
  if (version_.empty()) version_ = version;
  if (sha256_.empty()) sha256_ = sha256;
  if (runs_ != reader.runs())
    throw of_different_sweeps(first_, path, fmt::format("{} and {} runs", runs_, reader.runs()));
  if (!version.empty() && version != version_)
    throw of_different_sweeps(first_, path,
                              fmt::format("nntrain {} and {}", printable(version_), printable(version)));
  if (!sha256.empty() && sha256 != sha256_)
    throw of_different_sweeps(
        first_, path,
        fmt::format("tables with SHA-256 {} and {}", printable(sha256_, 64), printable(sha256, 64)));
}

void MergeIndex::add(const std::string& path) {
  if (!is_begun(path)) return;  // its sweep has only just begun
  ResultsReader reader(path);
  check_columns(reader, path);
  files_.emplace_back(reader);
  OneValues values;
  bool is_of_another = false;
  while (reader.next()) {
    check_sweep(reader, path);
    values.add(reader);
    is_of_another |= reader.sweep() != sweep_;
    if (reader.status() != SweepStatus::kSignal)
      rows_.push_back(
          {reader.number(), files_.size() - 1, place_of(reader), reader.status() == SweepStatus::kFailed});
  }
  if (first_ == path) values_ = values;
  if (!is_of_another) return;
  const std::string difference = values_.difference(values);
  throw of_different_sweeps(first_, path,
                            difference.empty() ? "some of their runs have other flags" : difference);
}

void MergeIndex::add_present() {
  if (!is_begun(into_)) return;
  bool is_in_format = false;
  try {
    is_in_format = ResultsReader(into_).format() == format_;
  } catch (const DataError& error) {
    throw DataError(error.what(), kOtherResults);
  }
  if (!is_in_format)
    throw DataError(shown_path(into_) + " has results in the other format, CSV or JSON lines", kOtherResults);
  add(into_);
}

void MergeIndex::sort() {
  // ties: none, a file has a number once
  std::sort(rows_.begin(), rows_.end(), [](const MergedRow& a, const MergedRow& b) {
    return std::tie(a.number, a.is_failed, a.file) < std::tie(b.number, b.is_failed, b.file);
  });
}

void MergeIndex::check_equal(const MergedRow& one, const MergedRow& other) {
  const RowTexts a = texts_of(format_, files_[one.file].read(one.place));
  const RowTexts b = texts_of(format_, files_[other.file].read(other.place));
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == kSecondsColumn || a.texts[i] == b.texts[i]) continue;
    throw DataError(fmt::format("run {} differs in {} and {}: its {} is '{}' and '{}'", one.number,
                                shown_path(files_[one.file].path()), shown_path(files_[other.file].path()),
                                printable(columns_[i]), printable(a.texts[i]), printable(b.texts[i])),
                    "delete the wrong row");
  }
}

void MergeIndex::write() {
  WholeLines file(into_);
  file.append(header_line(format_, columns_));
  for (std::size_t first = 0, next = 0; first < rows_.size(); first = next) {
    for (next = first + 1; next < rows_.size() && rows_[next].number == rows_[first].number; ++next) {
      if (!rows_[next].is_failed) check_equal(rows_[first], rows_[next]);
    }
    file.append_row(files_[rows_[first].file].read(rows_[first].place));
  }
  file.finish();
}

MergedResults MergeIndex::result() const {
  MergedResults result{runs_, 0, {}};
  auto row = rows_.begin();
  for (std::uint64_t number = 1; number <= runs_; ++number) {
    if (row == rows_.end() || row->number != number) {
      result.missing.push_back(number);
      continue;
    }
    ++result.rows;
    while (row != rows_.end() && row->number == number) ++row;
  }
  return result;
}

}  // namespace

MergedResults merge_results(const std::vector<std::string>& paths, const std::string& into) {
  MergeIndex index(into);
  check_writable(into, Writing::kWhole);
  std::unique_ptr<GrowingFile> lock;  // no sweep appends to what is replaced
  const bool is_there = has_part(into) && std::filesystem::exists(into);
  if (is_there) {
    lock = open_at_its_path(into);
    index.add_present();
  }
  for (const std::string& path : paths) {
    if (!is_there || !same_file(path, into)) index.add(path);
  }
  index.sort();
  MergedResults result = index.result();
  if (result.rows == 0)
    throw DataError("these results files have no row", "name files with rows:  --merge FILES");
  index.write();
  return result;
}

}  // namespace nntrain
