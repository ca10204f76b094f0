#include "app/presets.hpp"

#include <algorithm>
#include <set>

#include "app/contradictions.hpp"
#include "app/train_flags.hpp"

namespace nntrain {
namespace {

/// The preset's flag to leave out in a contradiction, or "".
std::string dropped_flag(const Contradiction& one, const std::set<std::string>& from_preset) {
  if (from_preset.count(one.flag) > 0) return one.flag;
  // Without its optimizer a preset would be another recipe: an error is better than a surprise.
  if (one.other != "optimizer" && from_preset.count(one.other) > 0) return one.other;
  return "";
}

}  // namespace

const std::vector<Preset>& presets() {
  static const std::vector<Preset> all = {
      {"lecture",
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
        {"scale", "none"}}},
      {"keras",
       "the lecture's Keras model (batches of 10, mse, a fifth of the rows for validation)",
       {{"hidden", "5"},
        {"activation", "sigmoid"},
        {"init", "xavier"},
        {"loss", "mse"},
        {"optimizer", "gd"},
        {"learning-rate", "0.01"},
        {"batch-size", "10"},
        {"iterations", "1000"},
        {"validation-fraction", "0.2"}}},
      {"modern",
       "the best recipe without tuning in a comparison on 18 data sets (docs/preset.md)",
       {{"scale", "standard"},
        {"scale-target", "standard"},
        {"missing", "mean"},
        {"unseen", "zero"},
        {"hidden", "200"},
        {"activation", "relu"},
        {"init", "he"},
        {"loss", "cross-entropy"},
        {"optimizer", "adam"},
        {"learning-rate", "0.003"},
        {"batch-size", "32"},
        {"iterations", "80"},
        {"dropout", "0.3"}}},
  };
  return all;
}

void apply_preset(TrainOptions& options) {
  const auto preset = std::find_if(presets().begin(), presets().end(),
                                   [&](const Preset& one) { return one.name == options.preset; });
  if (preset == presets().end()) return;
  const TrainOptions without_preset = options;
  const FlagTable flags = train_flags(options);
  std::set<std::string> names;
  for (const auto& [name, value] : preset->flags) {
    if (!without_preset.is_given(name)) names.insert(name);
  }
  std::vector<std::string> dropped_flags;
  for (bool is_settled = false; !is_settled;) {
    options = without_preset;
    for (const auto& [name, value] : preset->flags) {
      if (names.count(name) > 0) flags.find(name)->set(value);
    }
    is_settled = true;
    for (const Contradiction& one : contradictions()) {
      const std::string name = one.is_there(options) ? dropped_flag(one, names) : "";
      if (name.empty()) continue;
      names.erase(name);
      if (one.other != "task") dropped_flags.push_back(name);  // a preset is for both tasks
      is_settled = false;
      break;
    }
  }
  options.dropped_flags = dropped_flags;
}

}  // namespace nntrain
