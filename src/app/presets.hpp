#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/train_options.hpp"

namespace nntrain {

/// A set of flags with a name.
struct Preset {
  std::string name;
  std::string help;
  std::vector<std::pair<std::string, std::string>> flags;  ///< name (without dashes) and value
};

/// The presets lecture, keras and modern.
const std::vector<Preset>& presets();

/// Sets the flags of options.preset, except those that the user gave, and those that contradict these.
void apply_preset(TrainOptions& options);

}  // namespace nntrain
