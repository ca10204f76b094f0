#pragma once

#include "app/train_request.hpp"

namespace nntrain {

/// Sets the ranks that read parts of --data each and share its rows from then on, see Table::share; none if
/// each rank is to read all rows. They share those of a large file, and of options that need no row but their
/// own on a rank: one run, and nothing that shows or deals out single rows. Several networks of a run share
/// rows if these do not fit into the memory of a rank; else each rank trains networks of its own.
///
/// The environment variable NNTRAIN_RANKS says it, for tests: "rows" shares a small file, too, and "whole"
/// none. Throws UsageError for another word.
void share_rows(const TrainRequest& request, ReadOptions& read);

}  // namespace nntrain
