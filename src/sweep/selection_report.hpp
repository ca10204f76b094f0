#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/json_writer.hpp"
#include "metrics/metric.hpp"
#include "report/result.hpp"
#include "sweep/results_file.hpp"
#include "sweep/selection.hpp"

namespace nntrain {

/// The result of a sweep, for every kind of report.
struct SweepReport {
  Selection selection{};
  std::string results{};                                    ///< the path of the file
  std::string shard{};                                      ///< "3/16": no selection is made; "": all runs
  std::vector<std::uint64_t> missing{};                     ///< the numbers of the runs that a merge lacks
  std::uint64_t runs = 0;                                   ///< of the whole sweep
  std::vector<std::pair<SweepStatus, std::size_t>> rows{};  ///< of the file: how many ended so; none with 0
  std::size_t without_memory = 0;                           ///< of the rows: runs that found no memory
  std::size_t kept = 0;                                     ///< of the rows: those that were there before
  double seconds = 0;                                       ///< that this command took
  RunStatus status = RunStatus::kDone;                      ///< kSignal if a signal ended it
  std::string command{};                ///< a line of a shell that makes the best again; "": none is the best
  Metrics test{};                       ///< of the best model in the test rows, if there are any
  std::vector<OptionValue> options{};   ///< the values of all flags
  std::vector<std::string> warnings{};  ///< of the flags and the table
};

/// The selection from a results file, with its path and the numbers of its runs and rows; the rest is as
/// above.
SweepReport report_on(const SweepTable& table);

/// Those of the selection, then the others.
std::vector<std::string> all_warnings(const SweepReport& report);

/// Why the number of the best promises too much, and what tells more. "" for fewer than two candidates.
std::string about_best(const SweepReport& report);

/// What came of the runs, the table of the ten best, and the command of the best, for people.
std::string sweep_text(const SweepReport& report);

/// The same for the summary of a job of CI, in Markdown, with the warnings.
std::string sweep_markdown(const SweepReport& report);

/// All candidates for programs: one JSON object with the schema nntrain.sweep/1.
std::string sweep_json(const SweepReport& report);

}  // namespace nntrain
