#pragma once

#include <string>
#include <utility>
#include <vector>

#include "app/train_options.hpp"

namespace nntrain {

/// A bundle of flags under one name.
struct Preset {
  std::string name;
  std::string help;
  std::vector<std::pair<std::string, std::string>> flags;  ///< name (without dashes) and value
};

/// lecture, keras, modern.
const std::vector<Preset>& presets();

/// Sets what options.preset stands for, but for flags that the user gave, and those that contradict them.
void apply_preset(TrainOptions& options);

}  // namespace nntrain
