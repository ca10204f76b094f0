#pragma once

#include <vector>

#include "dataset/column_reader.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/target_values.hpp"

namespace nntrain {

/// What reading rows finds out about their columns.
struct Found {
  std::vector<ColumnReader> columns;  ///< by slot: features, then target and weight
  TargetValues target_values;

  /// Nothing yet.
  explicit Found(const RowPlan& plan);
};

}  // namespace nntrain
