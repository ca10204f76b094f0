#pragma once

#include <cstdint>
#include <string>

#include "app/train_options.hpp"
#include "cli/flag_table.hpp"

namespace nntrain {

/// The largest number of folds, repeats or seeds.
inline constexpr std::uint64_t kMostRuns = 100'000;

/// The flags of `train`, or of `cv` if the options are of it, bound to `options`.
FlagTable train_flags(TrainOptions& options);

/// The flags of both, for a command whose runs are of one or the other. It refuses what does not fit it.
FlagTable train_and_cv_flags(TrainOptions& options, const std::string& command);

/// The largest number of passes over the rows in a flag.
inline constexpr std::uint64_t kMostIterations = 1'000'000'000'000;

/// Adds the flags on the network and its first weights.
void add_network_flags(FlagTable& table, TrainOptions& options);

/// Adds the flags on training: loss, optimizer, when to stop. Then ends the flags that can change results.
void add_training_flags(FlagTable& table, TrainOptions& options);

}  // namespace nntrain
