#pragma once

#include <cstddef>
#include <vector>

#include "app/preset_lists.hpp"
#include "app/train_options.hpp"

namespace nntrain {

/// Sets the flags that options.preset has for all tables, except those that the user gave, and those that
/// contradict these. The others follow in complete_preset(), when the table is known.
void begin_preset(TrainOptions& options);

/// What the options can come to, once the table is known: one for each case of a preset that has begun.
std::vector<TrainOptions> possible_options(const TrainOptions& options);

/// Sets all flags of a preset that has begun, for a table of this task with so many rows; else nothing. Those
/// that contradict the user's become a warning. --scale-target is left out where the target is a class.
void complete_preset(TrainOptions& options, Task task, std::size_t rows);

}  // namespace nntrain
