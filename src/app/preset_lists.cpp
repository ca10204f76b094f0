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

/// The rows up to which a fifth of the training rows is too little to find a temperature on, also within a
/// cross-validation.
constexpr std::size_t kFewRows = 700;
/// The rows from which a network would learn noise by heart in all iterations.
constexpr std::size_t kManyRows = 5000;

std::vector<FlagLine> joined(std::vector<FlagLine> lines, const std::vector<FlagLine>& more) {
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

/// Units of relu that learn classes by Adam; the average evens out the last steps.
std::vector<FlagLine> relu_classes(const std::string& hidden, const std::string& dropout) {
  return {{"hidden", hidden},         {"activation", "relu"}, {"init", "he"},
          {"loss", "cross-entropy"},  {"optimizer", "adam"},  {"batch-size", "32"},
          {"learning-rate", "0.003"}, {"average", "0.98"},    {"dropout", dropout}};
}

/// Units of relu that learn numbers by L-BFGS.
std::vector<FlagLine> relu_numbers(const std::string& hidden, const std::string& iterations) {
  return {{"scale-target", "standard"},
          {"hidden", hidden},
          {"activation", "relu"},
          {"init", "he"},
          {"loss", "mse"},
          {"optimizer", "lbfgs"},
          {"iterations", iterations},
          {"l2", "auto"}};
}

// A case for few rows stands before that for more.
Preset modern_preset() {
  const std::vector<FlagLine> classes = relu_classes("200", "0.3");
  const std::vector<FlagLine> held_out = {
      {"iterations", "80"}, {"validation-fraction", "0.2"}, {"refit", "true"}, {"calibrate", "true"}};
  return {"modern",
          "one network, fast; chosen by measuring, for classes and for numbers (docs/preset.md)",
          raw_table(),
          {{.task = Task::kClassify,
            .up_to_rows = kFewRows,
            .flags = joined(classes, {{"iterations", "80"}, {"l2", "0.003"}})},
           {.task = Task::kClassify,
            .up_to_rows = kManyRows,
            .flags = joined(joined(classes, held_out), {{"l2", "0.001"}})},
           {.task = Task::kClassify,
            .flags = joined(joined(classes, held_out), {{"l2", "0.0005"}, {"patience", "10"}})},
           {.task = Task::kRegress, .flags = relu_numbers("50,50", "100")}}};
}

Preset best_preset() {
  const std::vector<FlagLine> classes =
      joined(relu_classes("128,64", "0.2"), {{"bag", "0.2"}, {"refit", "true"}});
  return {
      "best",
      "an ensemble, as good as it gets in the time of other programs' networks",
      raw_table(),
      {{.task = Task::kClassify,
        .up_to_rows = kManyRows,
        .flags =
            joined(classes, {{"iterations", "100"}, {"l2", "0.001"}, {"ensemble", "8"}, {"patience", "20"}})},
       {.task = Task::kClassify,
        .flags =
            joined(classes, {{"iterations", "60"}, {"l2", "0.0003"}, {"ensemble", "5"}, {"patience", "8"}})},
       {.task = Task::kRegress,
        .flags =
            joined(relu_numbers("64,32", "150"), {{"ensemble", "10"}, {"bag", "0.2"}, {"patience", "30"}})}}};
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
