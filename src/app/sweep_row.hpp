#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/sweep_options.hpp"
#include "evaluation/runs.hpp"
#include "metrics/known_metrics.hpp"
#include "sweep/results_file.hpp"

namespace nntrain {

/// The metrics of the parts that the runs of a sweep measure, never those of test rows. has_validation:
/// whether a run holds out validation rows. `labels`: of the classes; none: regression.
KnownMetrics metrics_of_sweep(bool is_cv, bool has_validation, const std::vector<std::string>& labels);

/// The field that a sweep selects by: a metric of a part. From --select; else --metric in the most held-out
/// part. Throws UsageError for an unknown field, and one that does not tell how good a network is.
MetricRef field_to_select(const SweepOptions& options, const KnownMetrics& known);

/// What a row tells of a run before it ends, or if it does not.
struct RowFacts {
  std::uint64_t number = 0;
  std::uint64_t key = 0;
  SweepStatus status = SweepStatus::kDone;
  std::string reason{};  ///< "": none
  std::string split{};   ///< a hash of the rows that are held out; "": none
  double seconds = 0;
};

/// The columns of the results of a sweep, and the cells of its rows.
class SweepRows {
 public:
  /// `options`: of a run, with the names of all flags. `plan` gets the columns; its version, hashes and number
  /// of runs must be set, and last as long as this.
  SweepRows(const KnownMetrics& known, const MetricRef& field, const std::vector<std::string>& axes,
            const std::vector<OptionValue>& options, ResultsPlan& plan);

  /// A JSON text for each column. runs: null if there are no results.
  std::vector<std::string> cells(const RowFacts& facts, const std::vector<OptionValue>& options,
                                 const Runs* runs) const;
  /// The value that selects; NaN without one.
  double selecting(const Runs& runs) const;
  const MetricRef& field() const { return field_; }

 private:
  /// A column with a metric.
  struct MetricColumn {
    std::string name;
    MetricRef metric;
  };
  void add_metrics(const KnownMetrics& known);

  std::vector<std::size_t> options_;  // which of the options of a run, in the order of the columns
  std::vector<MetricColumn> metrics_;
  MetricRef field_;
  const ResultsPlan& plan_;
};

}  // namespace nntrain
