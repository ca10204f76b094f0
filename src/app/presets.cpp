#include "app/presets.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/layers.hpp"
#include "base/text.hpp"

namespace nntrain {

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
  std::vector<std::string> left_out;
  for (const LeftOut& one : lay_under(options, preset->flags)) {
    if (one.given != "task") left_out.push_back(one.line.flag);  // a preset is for both tasks
  }
  if (left_out.empty()) return;
  options.warnings.push_back(fmt::format("--preset {} does not set --{}: your flags contradict it",
                                         options.preset, join(left_out, ", --")));
}

}  // namespace nntrain
