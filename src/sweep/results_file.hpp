#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/output.hpp"
#include "sweep/results_format.hpp"
#include "sweep/results_plan.hpp"
#include "sweep/results_reader.hpp"
#include "sweep/row_places.hpp"

namespace nntrain {

/// The results file of a sweep, while it runs. No other sweep writes it meanwhile.
class ResultsFile {
 public:
  /// Opens or creates the file. Cuts a torn last line. Keeps the rows of `plan`, each with its number and
  /// key, but not those with kSignal or kFailed: these are run again. With `extends` it keeps by key alone,
  /// and drops other rows. Throws DataError if the file cannot be written or another sweep writes it, if it
  /// is no results file, if it has rows and none of them fits, and without `extends` if it has rows of
  /// another table, version, grid or other columns: the message tells which. The file then stays as it is.
  ResultsFile(const std::string& path, ResultsPlan plan, bool extends);

  std::size_t kept() const { return kept_; }                           ///< the number of rows that were there
  std::size_t dropped() const { return dropped_; }                     ///< of rows that `extends` dropped
  bool has(std::size_t row) const { return places_[row].length > 0; }  ///< whether it has plan.rows[row]
  std::size_t count() const { return count_; }                         ///< of the rows that it has
  bool is_complete() const { return count_ == places_.size(); }        ///< whether it has all
  /// Appends a row and flushes it: a JSON text for each column (null: none). One call at a time. Throws
  /// DataError.
  void append(std::size_t row, const std::vector<std::string>& cells);
  /// If it is complete, replaces the file by one with the same rows sorted by number. Then closes it. Throws
  /// DataError. Takes little memory for any number of rows.
  void finish();

 private:
  /// What the rows of the file have that the plan has not.
  struct Fit {
    std::string columns;     ///< in the columns
    std::string difference;  ///< in the first row that differs; "": none does
    bool some_fit = false;   ///< whether some row is one of the plan
  };

  void begin(bool extends);
  void forget_rows();
  bool take_rows(bool extends);
  bool take_row(const ResultsReader& reader, const PlanIndex& index, Fit& fit);
  std::optional<std::size_t> free_row(const ResultsReader& reader, const PlanIndex& index) const;
  void place(std::size_t row, const RowPlace& place);
  bool is_sorted() const;
  void replace(bool renumbers);
  void write_sorted(bool renumbers);

  std::string path_;
  ResultsPlan plan_;
  ResultsFormat format_;
  std::string header_;                 // of CSV, with its line feed
  std::unique_ptr<GrowingFile> file_;  // null: closed
  std::vector<std::size_t> order_;     // where the file has each column, if not in this order
  std::vector<RowPlace> places_;       // of plan_.rows
  std::uint64_t end_ = 0;              // of the last whole line
  std::size_t kept_ = 0;
  std::size_t dropped_ = 0;
  std::size_t count_ = 0;
};

}  // namespace nntrain
