#pragma once

#include "training/split.hpp"

namespace nntrain {

/// Moves the rows of a split, which each rank has of its part of the table, so that each has those of
/// dealt_share(): see Samples::share. All ranks call it together.
void deal_rows(Split& split, Ranks& ranks);

}  // namespace nntrain
