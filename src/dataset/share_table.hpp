#pragma once

#include <cstddef>

#include "base/ranks.hpp"
#include "dataset/open_table.hpp"
#include "dataset/table_builder.hpp"

namespace nntrain {

/// Each rank has read rows of its own, consecutive ones of `lines` lines, in the order of the ranks, and has
/// `found` this in them. Makes the table one that is shared: its counts and files become those of all rows,
/// its level indices those of all levels, and `found` is what all rows show. All ranks call it together.
/// False, on all of them, if the rows do not fit together: an error in the data.
bool share_table(Ranks& ranks, TablePlan& open, std::size_t lines, ColumnFindings& found);

}  // namespace nntrain
