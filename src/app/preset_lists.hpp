#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// Flags that a preset has for some tables alone: those of a task, with so many rows.
struct PresetCase {
  Task task = Task::kAuto;  ///< kAuto: both
  std::uint64_t up_to_rows = UINT64_MAX;
  std::vector<FlagLine> flags{};
};

/// A set of flags with a name.
struct Preset {
  std::string name;
  std::string help;
  std::vector<FlagLine> flags;           ///< for all tables; all that reading one needs is here
  std::vector<PresetCase> cases = {{}};  ///< a table has the first one that fits; no flag of `flags` is in it
};

/// The presets lecture, keras, modern and best.
const std::vector<Preset>& presets();

/// The preset of this name, or null.
const Preset* find_preset(const std::string& name);

/// The case for a table of this task, kClassify or kRegress, with so many rows.
const PresetCase& case_for(const Preset& preset, Task task, std::size_t rows);

/// Whether the preset sets this flag for some table.
bool sets_flag(const Preset& preset, const std::string& flag);

}  // namespace nntrain
