#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "app/train_options.hpp"
#include "cli/flag_table.hpp"
#include "dataset/table.hpp"
#include "training/experiment.hpp"

namespace nntrain {

/// --trace, up to this number, --trace-show, --trace-rows and --trace-format.
void add_trace_flags(FlagTable& table, ReportOutputs& outputs, std::uint64_t most_iterations);

/// Without --trace, each of the others implies it: the trace of one iteration.
void imply_trace(TrainOptions& options);

/// Throws UsageError for a name in --trace-show that the trace of such a run cannot have, whatever the table
/// is. Options whose preset waits for the table are not checked.
void check_trace(const TrainOptions& options);

/// The names that the trace of this run shows; none: all. Throws UsageError for one that it does not have.
std::set<std::string> traced_names(const ReportOutputs& outputs, const Experiment& experiment,
                                   const Table& table);

}  // namespace nntrain
