#include "app/presets.hpp"

#include <algorithm>
#include <set>
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
  if (options.optimizer == OptimizerKind::kPerceptron) {  // which has no use for them
    std::erase_if(lines, [](const FlagLine& line) {
      return line.flag == "hidden" || line.flag == "activation" || line.flag == "batch-size";
    });
  }
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

/// Lays the lines of a preset under the user's flags, again with each reason to leave some out.
class PresetLaying {
 public:
  PresetLaying(TrainOptions& options, std::vector<FlagLine> lines)
      : options_(options), before_(options), used_(std::move(lines)) {}

  const std::vector<FlagLine>& used() const { return used_; }

  /// Lays all lines but those of these flags, and those that need one of them. Warns of both, with the
  /// reason.
  void lay(const std::set<std::string>& without, const std::string& reason) {
    std::vector<std::string> left_out;
    const auto leave_out = [&](const std::string& flag) {
      left_out.push_back(flag);
      std::erase_if(used_, [&](const FlagLine& line) { return line.flag == flag; });
    };
    for (const FlagLine& line : std::vector<FlagLine>(used_)) {
      if (without.count(line.flag) > 0) leave_out(line.flag);
    }
    std::vector<std::string> warnings = options_.warnings;
    options_ = before_;
    for (const LeftOut& gone : lay_under(options_, used_)) leave_out(gone.line.flag);
    if (!left_out.empty()) {
      warnings.push_back(
          fmt::format("--preset {} does not set --{}: {}", options_.preset, join(left_out, ", --"), reason));
    }
    options_.warnings = std::move(warnings);
  }

 private:
  TrainOptions& options_;
  const TrainOptions before_;
  std::vector<FlagLine> used_;
};

/// About how many of `count` rows or groups are left to train on beside a fold and the test rows.
std::size_t left_of(std::size_t count, const TableFacts& table, const TrainOptions& options) {
  if (options.cross_validates) {
    const std::size_t folds = std::max<std::size_t>(table.folds.value_or(options.folds), 1);
    count -= (count + folds - 1) / folds;
  }
  return count - static_cast<std::size_t>(options.test_fraction * static_cast<double>(count));
}

/// Why this table is too small for a preset to hold out rows of it, or "".
std::string why_too_few(const TableFacts& table, const TrainOptions& options) {
  constexpr std::size_t kLeastGroups = 10;
  constexpr std::size_t kLeastRows = 20;
  const std::size_t all_rows = table.parts ? table.parts->front() : table.rows;
  const auto reason = [](std::size_t count, const char* noun, std::size_t least) {
    return fmt::format("of {} to train on it holds out none, as of fewer than {}", counted(count, noun),
                       least);
  };
  const std::size_t rows = left_of(all_rows, table, options);
  if (rows < kLeastRows) return reason(rows, "row", kLeastRows);
  if (!table.groups) return "";
  const std::size_t groups = left_of(*table.groups, table, options);
  return groups < kLeastGroups ? reason(groups, "group", kLeastGroups) : "";
}

/// Leaves out what holds out rows, or looks at held-out rows, where the table does not let it.
void fit_to(const TableFacts& table, PresetLaying& laying, TrainOptions& options) {
  const bool has_validation = table.parts && table.parts->at(1) > 0;
  if (has_validation) laying.lay({"bag"}, "the column of --split-column has rows with the word validation");
  const bool held_out = options.holds_out_rows();
  const std::string few = why_too_few(table, options);
  if (!few.empty()) laying.lay({"bag", "validation-fraction"}, few);
  const bool holds_out_none = held_out && !options.holds_out_rows();
  if (holds_out_none) options.holds_out_none = true;
  if (table.parts && !has_validation && options.bag == 0) {
    laying.lay({"patience", "refit", "calibrate"},
               "the column of --split-column has no row with the word validation");
  }
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

void complete_preset(TrainOptions& options, const TableFacts& table) {
  if (!options.preset_waits) return;
  options.preset_waits = false;
  const Preset& preset = *find_preset(options.preset);
  const PresetCase& one = case_for(preset, table.task, table.rows);
  const Task asked = std::exchange(options.read.task, table.task);
  const std::string dropped = drop_scale_target(options);
  PresetLaying laying(options, lines_for(options, preset, one));
  laying.lay({}, "your flags contradict it");
  if (!one.flags.empty()) fit_to(table, laying, options);  // else it stands for the same on any table
  options.read.task = asked;
  options.preset_text = preset_text(preset, one, laying.used());
  if (!dropped.empty()) options.warnings.push_back(dropped);
}

}  // namespace nntrain
