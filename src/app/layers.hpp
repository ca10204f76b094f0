#pragma once

#include <string>
#include <vector>

#include "app/train_options.hpp"
#include "cli/command_line.hpp"

namespace nntrain {

/// A flag that does not count, because it contradicts one that the user gave, or needs one that is not there.
struct LeftOut {
  FlagLine line;
  std::string given;  ///< the name of the other flag; of a flag that needs one: perhaps that one
};

/// These options with the values of `lines`, of which each counts as given. Throws UsageError for a wrong
/// value.
TrainOptions with_given(TrainOptions options, const std::vector<FlagLine>& lines);

/// Sets flags of a config file, a recipe or a preset, except those that the user gave, and those that
/// contradict these. Returns the latter. Throws UsageError for a wrong value.
std::vector<LeftOut> lay_under(TrainOptions& options, const std::vector<FlagLine>& lines);

/// The same for lines of a file that the user names. Those that contradict the user's flags become warnings.
/// `places` gets those that are set and count as given.
void lay_with_places(TrainOptions& options, const std::vector<FlagLine>& lines, FlagPlaces& places);

/// Sets the flags of the file that --config names; from then on they count as given. Those that contradict
/// the command line become warnings. `places` gets those that are set.
void apply_config(TrainOptions& options, FlagPlaces& places);

}  // namespace nntrain
