#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "app/train_options.hpp"
#include "cli/command_line.hpp"

namespace nntrain {

/// Flags that a preset has for some tables alone: those of a task, with so many rows.
struct PresetCase {
  Task task = Task::kAuto;  ///< kAuto: both
  std::uint64_t up_to_rows = UINT64_MAX;
  std::vector<FlagLine> flags{};
};

/// A set of flags with a name. No flag is in `flags` and in a case.
struct Preset {
  std::string name;
  std::string help;
  std::vector<FlagLine> flags;           ///< for all tables; all that reading one needs is here
  std::vector<PresetCase> cases = {{}};  ///< a table has the first one that fits
};

/// The presets lecture, keras, modern and best.
const std::vector<Preset>& presets();

/// The case for a table of this task, kClassify or kRegress, with so many rows.
const PresetCase& case_for(const Preset& preset, Task task, std::size_t rows);

/// Whether the preset sets this flag for some table.
bool sets_flag(const Preset& preset, const std::string& flag);

/// Sets the flags that options.preset has for all tables, except those that the user gave, and those that
/// contradict these. The others follow in complete_preset(), when the table is known.
void begin_preset(TrainOptions& options);

/// What the options can come to, once the table is known: one for each case of a preset that has begun.
std::vector<TrainOptions> possible_options(const TrainOptions& options);

/// Sets all flags of a preset that has begun, for a table of this task with so many rows; else nothing. Those
/// that contradict the user's become a warning. --scale-target is left out where the target is a class.
void complete_preset(TrainOptions& options, Task task, std::size_t rows);

}  // namespace nntrain
