#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/output.hpp"
#include "base/words.hpp"

namespace nntrain {

/// The form of the results of a sweep. Its file's name tells it.
enum class ResultsFormat { kCsv, kJsonl };

/// Of a path that ends in .csv or .jsonl. Throws UsageError for another one.
ResultsFormat results_format(const std::string& path);

/// The columns of every results file, before and behind those of the options and the metrics.
inline constexpr const char* kNumberColumn = "number";      ///< of the run, from 1
inline constexpr const char* kRunsColumn = "runs";          ///< of the whole sweep
inline constexpr const char* kKeyColumn = "key";            ///< 16 hex digits: what shapes the result
inline constexpr const char* kStatusColumn = "status";      ///< one of words(SweepStatus)
inline constexpr const char* kReasonColumn = "reason";      ///< why it is refused or failed
inline constexpr const char* kVersionColumn = "version";    ///< of nntrain
inline constexpr const char* kDataColumn = "data.sha256";   ///< the hash of the table's bytes
inline constexpr const char* kSplitColumn = "split";        ///< a hash of the rows that are held out
inline constexpr const char* kHeldOutColumn = "held_out";   ///< the rows of the part of the field that selects: of
                                                            ///< each fold, with blanks between
inline constexpr const char* kFingerprintColumn = "fingerprint";
inline constexpr const char* kSecondsColumn = "seconds";

/// The column with the values of the field that selects: "values(cv.loss)". One for each fold, with blanks between.
/// And the field in its name; "" if no column has it.
std::string values_column(const std::string& field);
std::string field_that_selects(const std::vector<std::string>& columns);

/// How a run of a sweep ended.
enum class SweepStatus {
  kDone,
  kTime,      ///< --max-seconds stopped it
  kDiverged,  ///< it, or one of its folds
  kRefused,   ///< its flags contradict each other
  kFailed,    ///< an error ended it
  kSignal     ///< never written; read from a file, it is run again
};
constexpr auto words(SweepStatus) {
  return std::to_array<Word<SweepStatus>>({{"done", SweepStatus::kDone},
                                           {"time", SweepStatus::kTime},
                                           {"diverged", SweepStatus::kDiverged},
                                           {"refused", SweepStatus::kRefused},
                                           {"failed", SweepStatus::kFailed},
                                           {"signal", SweepStatus::kSignal}});
}

/// A run that a sweep has in its file, before it is made.
struct PlannedRow {
  std::uint64_t number;  ///< from 1
  std::uint64_t key;
};

/// What all rows of a sweep share.
struct ResultsPlan {
  std::vector<std::string> columns;  ///< in order, from kNumberColumn to kSecondsColumn
  std::uint64_t runs = 0;            ///< of the whole sweep
  std::string version;               ///< of nntrain
  std::string sha256;                ///< of the table
  std::vector<PlannedRow> rows;      ///< of this file, by number: all, or those of a shard
};

/// The results file of a sweep, while it runs. No other sweep writes it meanwhile.
class ResultsFile {
 public:
  /// Opens or creates the file. Cuts a torn last line. Keeps the rows of `plan`, each with its number and key, but
  /// not those with kSignal or kFailed: these are run again. With `extends` it keeps by key alone, and drops other
  /// rows. Throws DataError if the file cannot be written or another sweep writes it, if it has no such rows, and
  /// without `extends` if it has rows of another table, version, grid or other columns: the message tells which.
  ResultsFile(const std::string& path, ResultsPlan plan, bool extends);

  std::size_t kept() const;                ///< the number of rows that were there
  std::size_t dropped() const;             ///< of rows that `extends` dropped
  bool has(std::size_t row) const;         ///< whether it has plan.rows[row]
  std::size_t count() const;               ///< of the rows that it has
  bool is_complete() const;                ///< whether it has all
  /// Appends a row and flushes it: a JSON text for each column (null: none). One call at a time. Throws DataError.
  void append(std::size_t row, const std::vector<std::string>& cells);
  /// If it is complete, replaces the file by one with the same rows sorted by number. Then closes it. Throws
  /// DataError. Takes little memory for any number of rows.
  void finish();

 private:
  // (for the one who writes it)
};

/// Reads the rows of a results file, one after the other, with the memory for one row.
class ResultsReader {
 public:
  /// Throws DataError if the file cannot be read, or is none of a sweep.
  explicit ResultsReader(const std::string& path);

  /// Of CSV: those of the header. Of JSONL: the keys of the first row.
  const std::vector<std::string>& columns() const;
  std::optional<std::size_t> find(std::string_view column) const;

  /// Goes to the next whole row. Returns false at the end. Throws DataError, with the line, for a row that is none.
  bool next();
  std::uint64_t number() const;
  std::uint64_t key() const;
  SweepStatus status() const;
  /// The value of a column as --print writes it; "" if there is none.
  const std::string& text(std::size_t column) const;
  /// The same as a number; NaN if it is none.
  double value(std::size_t column) const;

 private:
  // (for the one who writes it; a stub until then)
  std::vector<std::string> columns_;
  std::vector<std::string> cells_;
  std::string rest_;
};

/// Whether a text is the beginning of a results file: its first line has the columns number, runs, key and status.
bool is_results(std::string_view text);

/// What a merge has made.
struct MergedResults {
  std::uint64_t runs = 0;              ///< of the whole sweep
  std::uint64_t rows = 0;              ///< that are there
  std::vector<std::uint64_t> missing;  ///< the numbers of the others, ascending
};

/// Joins results files of shards of one sweep into one, sorted by number. Rows that several files have must be
/// equal, but for kSecondsColumn. Throws DataError: for other columns, tables, versions or numbers of runs; for rows
/// with the same number that differ; and as the others.
MergedResults merge_results(const std::vector<std::string>& paths, const std::string& into);

}  // namespace nntrain
