#include "app/presets.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "app/layers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// The lines of a case that count: not those that the user gives, nor a target's scale where it is a class.
std::vector<FlagLine> lines_for(const TrainOptions& options, const Preset& preset, const PresetCase& one) {
  std::vector<FlagLine> lines = preset.flags;
  lines.insert(lines.end(), one.flags.begin(), one.flags.end());
  std::erase_if(lines, [&](const FlagLine& line) {
    const bool is_for_numbers = line.flag == "scale-target" && options.read.task == Task::kClassify;
    return is_for_numbers || options.is_given(line.flag);
  });
  return lines;
}

/// Takes back a --scale-target where the target is a class: a command with a preset may be for tables of both
/// tasks. Returns a warning if the user gave it, else "".
std::string drop_scale_target(TrainOptions& options) {
  if (options.read.task != Task::kClassify || options.scale_target == ScaleMode::kNone) return "";
  const std::string value(name_of(options.scale_target));
  options.scale_target = ScaleMode::kNone;
  if (options.given.erase("scale-target") == 0) return "";
  return fmt::format("--scale-target {} does not count: the target is a class, and there is nothing to scale",
                     value);
}

/// "modern for classes, up to 500 rows: --hidden 50 --dropout 0.3"
std::string preset_text(const Preset& preset, const PresetCase& one, const std::vector<FlagLine>& used) {
  std::string text = preset.name;
  if (one.task != Task::kAuto) text += one.task == Task::kRegress ? " for numbers" : " for classes";
  if (one.up_to_rows != UINT64_MAX) text += fmt::format(", up to {} rows", one.up_to_rows);
  if (!used.empty()) text += ":";
  for (const FlagLine& line : used) {
    text += " --" + line.flag;
    if (line.value != "true") text += " " + shell_word(line.value);  // a switch
  }
  return text;
}

}  // namespace

void begin_preset(TrainOptions& options) {
  const Preset* const preset = find_preset(options.preset);
  if (preset == nullptr) return;
  lay_under(options, preset->flags);  // what is left out is told when all is known
  options.preset_waits = true;
}

std::vector<TrainOptions> possible_options(const TrainOptions& options) {
  if (!options.preset_waits) return {options};
  const Preset& preset = *find_preset(options.preset);
  const Task task = options.read.task;
  std::vector<TrainOptions> all;
  for (const PresetCase& one : preset.cases) {
    if (task != Task::kAuto && one.task != Task::kAuto && one.task != task) continue;
    TrainOptions& made = all.emplace_back(options);
    if (one.task != Task::kAuto) made.read.task = one.task;
    drop_scale_target(made);
    lay_under(made, lines_for(made, preset, one));
  }
  return all;
}

void complete_preset(TrainOptions& options, Task task, std::size_t rows) {
  if (!options.preset_waits) return;
  options.preset_waits = false;
  const Preset& preset = *find_preset(options.preset);
  const PresetCase& one = case_for(preset, task, rows);
  const Task asked = std::exchange(options.read.task, task);
  const std::string dropped = drop_scale_target(options);
  std::vector<FlagLine> used = lines_for(options, preset, one);
  std::vector<std::string> left_out;
  for (const LeftOut& gone : lay_under(options, used)) {
    left_out.push_back(gone.line.flag);
    std::erase_if(used, [&](const FlagLine& line) { return line.flag == gone.line.flag; });
  }
  options.read.task = asked;
  options.preset_text = preset_text(preset, one, used);
  if (!left_out.empty()) {
    options.warnings.push_back(fmt::format("--preset {} does not set --{}: your flags contradict it",
                                           options.preset, join(left_out, ", --")));
  }
  if (!dropped.empty()) options.warnings.push_back(dropped);
}

}  // namespace nntrain
