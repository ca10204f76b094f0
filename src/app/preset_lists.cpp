#include "app/preset_lists.hpp"

#include <algorithm>

namespace nntrain {
namespace {

Preset lecture_preset() {
  return {"lecture",
          "the lecture's network (the defaults)",
          {{"hidden", "5"},
           {"activation", "sigmoid"},
           {"init", "normal"},
           {"loss", "auto"},
           {"backprop", "exact"},
           {"optimizer", "gd"},
           {"learning-rate", "0.01"},
           {"batch-size", "full"},
           {"iterations", "1000"},
           {"scale", "none"}}};
}

Preset keras_preset() {
  return {"keras",
          "the lecture's Keras model (batches of 10, mse, a fifth of the rows for validation)",
          {{"hidden", "5"},
           {"activation", "sigmoid"},
           {"init", "xavier"},
           {"loss", "mse"},
           {"optimizer", "gd"},
           {"learning-rate", "0.01"},
           {"batch-size", "10"},
           {"iterations", "1000"},
           {"validation-fraction", "0.2"}}};
}

/// What the presets for people's own tables have in common: they take a table as it is.
std::vector<FlagLine> raw_table() {
  return {{"scale", "standard"}, {"missing", "mean"}, {"unseen", "zero"}};
}

// A case for few rows stands before that for all, such as {Task::kClassify, 500, {...}}.
Preset modern_preset() {
  return {"modern",
          "one network, fast; chosen by measuring, for classes and for numbers (docs/preset.md)",
          raw_table(),
          {{.task = Task::kClassify,
            .flags = {{"hidden", "200"},
                      {"activation", "relu"},
                      {"init", "he"},
                      {"loss", "cross-entropy"},
                      {"optimizer", "adam"},
                      {"learning-rate", "0.003"},
                      {"batch-size", "32"},
                      {"iterations", "80"},
                      {"dropout", "0.3"}}},
           {.task = Task::kRegress,
            .flags = {{"scale-target", "standard"},
                      {"hidden", "50,50"},
                      {"activation", "tanh"},
                      {"init", "xavier"},
                      {"loss", "mse"},
                      {"optimizer", "lbfgs"},
                      {"iterations", "200"},
                      {"l2", "0.003"}}}}};
}

Preset best_preset() {
  return {"best",
          "as good as it gets in the time of other programs' networks",
          raw_table(),
          {{.task = Task::kClassify,
            .flags = {{"hidden", "200"},
                      {"activation", "relu"},
                      {"init", "he"},
                      {"loss", "cross-entropy"},
                      {"optimizer", "adam"},
                      {"learning-rate", "0.003"},
                      {"batch-size", "32"},
                      {"iterations", "80"},
                      {"dropout", "0.3"}}},
           {.task = Task::kRegress,
            .flags = {{"scale-target", "standard"},
                      {"hidden", "50,50"},
                      {"activation", "tanh"},
                      {"init", "xavier"},
                      {"loss", "mse"},
                      {"optimizer", "lbfgs"},
                      {"iterations", "200"},
                      {"l2", "0.003"}}}}};
}

bool has_line(const std::vector<FlagLine>& lines, const std::string& flag) {
  return std::any_of(lines.begin(), lines.end(), [&](const FlagLine& line) { return line.flag == flag; });
}

}  // namespace

const std::vector<Preset>& presets() {
  static const std::vector<Preset> all = {lecture_preset(), keras_preset(), modern_preset(), best_preset()};
  return all;
}

const Preset* find_preset(const std::string& name) {
  const auto found =
      std::find_if(presets().begin(), presets().end(), [&](const Preset& one) { return one.name == name; });
  return found == presets().end() ? nullptr : &*found;
}

const PresetCase& case_for(const Preset& preset, Task task, std::size_t rows) {
  const auto fits = [&](const PresetCase& one) {
    return (one.task == Task::kAuto || one.task == task) && rows <= one.up_to_rows;
  };
  const auto found = std::find_if(preset.cases.begin(), preset.cases.end(), fits);
  return found == preset.cases.end() ? preset.cases.back() : *found;
}

bool sets_flag(const Preset& preset, const std::string& flag) {
  return has_line(preset.flags, flag) ||
         std::any_of(preset.cases.begin(), preset.cases.end(),
                     [&](const PresetCase& one) { return has_line(one.flags, flag); });
}

}  // namespace nntrain
