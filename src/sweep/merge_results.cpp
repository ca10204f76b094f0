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
};

/// The rows of several files, by number and file.
class MergeIndex {
 public:
  explicit MergeIndex(ResultsFormat format) : format_(format) {}

  void add(const std::string& path);
  void sort();
  void write(const std::string& into);
  MergedResults result() const;

 private:
  void check_columns(const ResultsReader& reader, const std::string& path);
  void check_sweep(const ResultsReader& reader, const std::string& path);
  void check_equal(const MergedRow& one, const MergedRow& other);

  ResultsFormat format_;
  std::vector<RowBytes> files_;
  std::vector<MergedRow> rows_;
  std::vector<std::string> columns_;
  std::string first_;  // the file with the first row
  std::uint64_t runs_ = 0;
  std::string version_;
  std::string sha256_;
};

DataError of_different_sweeps(const std::string& a, const std::string& b, const std::string& what) {
  return DataError(fmt::format("{} and {} are of different sweeps: {}", shown_path(a), shown_path(b), what));
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
  while (reader.next()) {
    check_sweep(reader, path);
    if (reader.status() != SweepStatus::kSignal)
      rows_.push_back({reader.number(), files_.size() - 1, place_of(reader)});
  }
}

void MergeIndex::sort() {
  // ties: none, a file has a number once
  std::sort(rows_.begin(), rows_.end(), [](const MergedRow& a, const MergedRow& b) {
    return std::tie(a.number, a.file) < std::tie(b.number, b.file);
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

void MergeIndex::write(const std::string& into) {
  WholeLines file(into);
  file.append(header_line(format_, columns_));
  for (std::size_t first = 0, next = 0; first < rows_.size(); first = next) {
    for (next = first + 1; next < rows_.size() && rows_[next].number == rows_[first].number; ++next)
      check_equal(rows_[first], rows_[next]);
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
  MergeIndex index(results_format(into));
  check_writable(into, Writing::kWhole);
  std::unique_ptr<GrowingFile> lock;  // no sweep appends to what is replaced
  if (has_part(into) && std::filesystem::exists(into)) lock = open_at_its_path(into);
  for (const std::string& path : paths) index.add(path);
  index.sort();
  MergedResults result = index.result();
  if (result.rows == 0)
    throw DataError("these results files have no row", "name files with rows:  --merge FILES");
  index.write(into);
  return result;
}

}  // namespace nntrain
