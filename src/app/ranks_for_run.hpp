#pragma once

#include <cstddef>

#include "app/train_options.hpp"
#include "base/ranks.hpp"
#include "training/trial.hpp"

namespace nntrain {

/// The least rows of a batch for each rank: with fewer, telling gradients takes longer than computing them.
inline constexpr std::size_t kLeastBatchRows = 1024;

/// The ranks that make this run together: `all`, or each alone where its batches are too small to share.
/// Alone it has the same bits, in the time of one. That is right for a run that repeats one of many, which
/// are dealt; for others a preset or the optimizer has set such batches, and a warning says so. Throws
/// UsageError if --batch-size has, or if each rank has other rows.
Ranks& ranks_for_run(Ranks& all, const TrainOptions& options, const PreparedTrial& run);

}  // namespace nntrain
