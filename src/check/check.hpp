#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/workers.hpp"
#include "check/column_summary.hpp"
#include "check/findings.hpp"
#include "dataset/table.hpp"
#include "model/preprocessing.hpp"

namespace nntrain {

/// What a data file is like.
struct CheckResult {
  std::optional<Table> table;  ///< none if it cannot be read
  std::vector<ColumnSummary>
      columns;  ///< the features, then the target; of the rows that training would have
  std::vector<Finding> findings;

  /// Whether training would take the file.
  bool trains() const;
  /// What became of the rows that the table leaves out, for people.
  std::string dropped_for() const;
};

/// Looks at a file that training would read with these options, and at a file of test rows ("": none). What
/// training refuses becomes a finding. The table has the rows that training would have. If missing cells stop
/// training, it has all rows with a target and a weight. Throws FileError, and DataError for a pattern that
/// no file fits.
CheckResult check(const ReadOptions& options, const std::string& test, UnseenMode unseen, Workers& workers);

}  // namespace nntrain
