#pragma once

#include <cstdint>

#include "app/train_options.hpp"
#include "cli/flag_table.hpp"

namespace nntrain {

/// The flags of `train`, bound to `options`.
FlagTable train_flags(TrainOptions& options);

/// The largest number of passes over the rows that a flag takes.
inline constexpr std::uint64_t kMostIterations = 1'000'000'000'000;

/// What the network is and how its weights begin.
void add_network_flags(FlagTable& table, TrainOptions& options);

/// How it is trained: the loss, the optimiser, when to stop. Ends the flags that results depend on.
void add_training_flags(FlagTable& table, TrainOptions& options);

}  // namespace nntrain
