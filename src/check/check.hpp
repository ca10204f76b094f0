#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/workers.hpp"
#include "check/column_summary.hpp"
#include "check/findings.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// What a data file is like.
struct CheckResult {
  std::optional<Table> table;          ///< none if it cannot be read
  std::vector<ColumnSummary> columns;  ///< the features, then the target
  std::vector<Finding> findings;

  /// Whether training would take the file.
  bool trains() const;
};

/// Looks at a file that training would read with these options, and at a file of test rows ("": none). What
/// training refuses becomes a finding. Throws FileError, and DataError for a pattern that no file fits.
CheckResult check(const ReadOptions& options, const std::string& test, Workers& workers);

}  // namespace nntrain
