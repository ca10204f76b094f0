#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sweep/results_reader.hpp"

namespace nntrain {

/// A run that a sweep has in its file, before it is made.
struct PlannedRow {
  std::uint64_t number;  ///< from 1
  std::uint64_t key;
};

/// What all rows of a sweep share.
struct ResultsPlan {
  std::vector<std::string> columns;  ///< in order, from kNumberColumn to kSecondsColumn
  std::uint64_t runs = 0;            ///< of the whole sweep
  std::uint64_t sweep = 0;           ///< a hash of the whole sweep
  std::string version;               ///< of nntrain
  std::string sha256;                ///< of the table
  std::vector<PlannedRow> rows;      ///< of this file, by number: all, or those of a shard
};

/// Whether a run with this end is to be made again.
bool is_repeated(SweepStatus status);

/// Finds rows in a plan.
class PlanIndex {
 public:
  /// Keeps a reference to `plan`.
  explicit PlanIndex(const ResultsPlan& plan);

  /// The row with this number; none if the plan has none.
  std::optional<std::size_t> with_number(std::uint64_t number) const;
  /// The rows with this key, ascending.
  std::vector<std::size_t> with_key(std::uint64_t key) const;

  /// Where the file has each column of the plan, if it has them in another order; else none.
  std::vector<std::size_t> other_order(const ResultsReader& reader) const;

  /// What another sweep's results have that the plan has not: "rows of nntrain 0.0.9", "other columns: ...";
  /// "" if nothing differs. In their columns; in the version or the table of the present row; in its
  /// sweep, number or key.
  std::string difference_of_columns(const ResultsReader& reader) const;
  std::string difference_of_origin(const ResultsReader& reader) const;
  std::string difference_of_grid(const ResultsReader& reader) const;

 private:
  std::vector<std::string> columns_in_file() const;

  const ResultsPlan& plan_;
  std::vector<std::size_t> by_key_;
};

}  // namespace nntrain
