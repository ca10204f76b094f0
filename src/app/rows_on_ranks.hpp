#pragma once

#include "app/train_request.hpp"

namespace nntrain {

/// The ranks that read parts of --data each and share its rows from then on, see Table::share; null if each
/// rank reads all rows. They share those of a large file, and of options that need no row but their own on a
/// rank: one network, and nothing that shows or deals out single rows.
///
/// The environment variable NNTRAIN_RANKS says it, for tests: "rows" shares a small file, too, and "whole"
/// none. Throws UsageError for another word.
Ranks* ranks_to_read(const TrainRequest& request);

}  // namespace nntrain
