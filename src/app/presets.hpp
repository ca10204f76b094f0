#pragma once

#include <string>
#include <vector>

#include "app/train_options.hpp"
#include "cli/command_line.hpp"

namespace nntrain {

/// A set of flags with a name.
struct Preset {
  std::string name;
  std::string help;
  std::vector<FlagLine> flags;
};

/// The presets lecture, keras and modern.
const std::vector<Preset>& presets();

/// Sets the flags of options.preset, except those that the user gave, and those that contradict these; the
/// latter become a warning.
void apply_preset(TrainOptions& options);

}  // namespace nntrain
