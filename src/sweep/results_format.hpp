#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.hpp"

namespace nntrain {

/// The form of the results of a sweep. Its file's name tells it.
enum class ResultsFormat { kCsv, kJsonl };

/// Of a path that ends in .csv or .jsonl. Throws UsageError for another one.
ResultsFormat results_format(const std::string& path);

/// The columns of every results file, before and behind those of the options and the metrics.
inline constexpr const char* kNumberColumn = "number";     ///< of the run, from 1
inline constexpr const char* kRunsColumn = "runs";         ///< of the whole sweep
inline constexpr const char* kSweepColumn = "sweep";       ///< 16 hex digits: a hash of the whole sweep
inline constexpr const char* kKeyColumn = "key";           ///< 16 hex digits: what shapes the result
inline constexpr const char* kStatusColumn = "status";     ///< one of words(SweepStatus)
inline constexpr const char* kReasonColumn = "reason";     ///< why it is refused or failed
inline constexpr const char* kVersionColumn = "version";   ///< of nntrain
inline constexpr const char* kDataColumn = "data.sha256";  ///< the hash of the table's bytes
inline constexpr const char* kSplitColumn = "split_hash";  ///< a hash of the rows that are held out
inline constexpr const char* kHeldOutColumn = "held_out";  ///< the rows of the part of the field that
                                                           ///< selects: of each fold, with blanks between
inline constexpr const char* kFingerprintColumn = "fingerprint";
inline constexpr const char* kSecondsColumn = "seconds";

/// The column with the values of the field that selects: "values(cv.loss)". One for each fold, with blanks
/// between. And the field in its name; "" if no column has it.
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

/// The line that begins a file, with its line feed: the names of the columns in CSV, "" in JSONL.
std::string header_line(ResultsFormat format, const std::vector<std::string>& columns);

/// A row as a line with its line feed: a JSON text without line feeds for each column. A cell of CSV is what
/// --print prints of it; null is an empty one.
std::string row_line(ResultsFormat format, const std::vector<std::string>& columns,
                     const std::vector<std::string>& cells);

/// The columns of the options: behind kSplitColumn, before the first metric. None without kSplitColumn.
std::vector<std::size_t> option_columns(const std::vector<std::string>& columns);
/// The option of such a column.
std::string option_in(const std::string& column);

/// The cells of a row that --extend renews. They come first in it, as row_line() writes them.
struct RowHead {
  std::uint64_t number = 0;
  std::uint64_t runs = 0;
  std::uint64_t sweep = 0;
};

/// The line of a row with its cell order[i] as cell i, byte for byte.
std::string reordered(ResultsFormat format, std::string_view line, const std::vector<std::size_t>& order);

/// The line of a row, without its line feed, with another head; the bytes behind it stay.
std::string renumbered(ResultsFormat format, std::string_view line, const RowHead& head);

/// What is in a line of a file. What a terminal must not get is escaped (base/text.hpp), so that both formats
/// say the same.
struct RowTexts {
  std::vector<std::string> names;  ///< of JSONL; none in CSV
  std::vector<std::string> texts;  ///< of the cells; "": there is none
};

/// Takes a line without its end apart: a row, or the header of CSV. Throws DataError, which does not name the
/// file.
RowTexts texts_of(ResultsFormat format, std::string_view line);

/// The key or sweep that 16 lower-case hex digits are; nullopt for another text.
std::optional<std::uint64_t> parse_key(std::string_view text);

/// Whether a text is the beginning of a results file: its first line has the columns number, runs, key and
/// status. That line must be complete.
bool is_results(std::string_view text);

/// Whether a text without a line feed is what a killed sweep may have left of the first line of its file.
bool is_torn_start(std::string_view text);

}  // namespace nntrain
