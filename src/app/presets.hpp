#pragma once

#include <vector>

#include "app/preset_lists.hpp"
#include "app/table_facts.hpp"
#include "app/train_options.hpp"

namespace nntrain {

/// Sets the flags that options.preset has for all tables, except those that the user gave, and those that
/// contradict these. The others follow in complete_preset(), when the table is known.
void begin_preset(TrainOptions& options);

/// What the options can come to, once the table is known: one for each case of a preset that has begun.
std::vector<TrainOptions> possible_options(const TrainOptions& options);

/// Sets all flags of a preset that has begun, for such a table; else nothing. Those that contradict the
/// user's become a warning, and those that hold out rows or look at them where the table does not let them:
/// it says itself which rows are for validation, or fewer than 20 rows or 10 groups would be left to train
/// on.
/// --scale-target is left out where the target is a class.
void complete_preset(TrainOptions& options, const TableFacts& table);

}  // namespace nntrain
