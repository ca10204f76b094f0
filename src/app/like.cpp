#include "app/like.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/layers.hpp"
#include "app/preset_lists.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/guess.hpp"
#include "model/recipe_file.hpp"

namespace nntrain {
namespace {

bool has(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

/// Whether rows of --data are held out by what the user gives, or by the recipe.
bool parts_rows(const TrainOptions& options, const SavedRecipe& recipe) {
  const auto is_share = [](const Setting& one) {
    return (one.flag == "validation-fraction" || one.flag == "test-fraction") &&
           one.values != std::vector<std::string>{"0"};
  };
  return options.cross_validates || options.validation_fraction > 0 || options.test_fraction > 0 ||
         std::any_of(recipe.options.begin(), recipe.options.end(), is_share);
}

/// Whether the preset of the recipe sets this flag.
bool is_in_preset(const std::string& flag, const SavedRecipe& recipe) {
  const auto option = std::find_if(recipe.options.begin(), recipe.options.end(),
                                   [](const Setting& one) { return one.flag == "preset"; });
  return option != recipe.options.end() &&
         std::any_of(presets().begin(), presets().end(), [&](const Preset& preset) {
           return has(option->values, preset.name) && sets_flag(preset, flag);
         });
}

}  // namespace

void apply_like(TrainOptions& options, FlagPlaces& places) {
  if (options.like.empty()) return;
  const SavedRecipe recipe = read_recipe(options.like);
  const std::string place = shown_path(options.like);
  const auto was_given = [&](const std::string& flag) { return recipe.given && has(*recipe.given, flag); };
  // What the old data decided: other data may give another value.
  const auto is_for_old_data = [&](const std::string& flag, const std::string& value) {
    if (flag == "task" && !was_given(flag)) return options.is_given("target");
    if (!recipe.given) return flag == "header" || (flag == "delimiter" && is_guessable(value));
    const bool is_guess =
        flag == "delimiter" || flag == "header" || flag == "loss" || flag == "output-activation";
    return is_guess && !was_given(flag) && !is_in_preset(flag, recipe);
  };
  // Another target has other features, unless the run named them.
  const bool takes_features =
      !options.is_given("features") && (!options.is_given("target") || was_given("features"));
  // The final model of a cross-validation has them for its folds.
  const bool takes_parting = parts_rows(options, recipe);
  std::vector<FlagLine> lines;
  std::vector<std::string> files;
  {
    const FlagTable flags = train_flags(options);
    for (const Setting& setting : recipe.options) {
      const Flag* const flag = flags.find(setting.flag);
      if (flag == nullptr && flags.find_refused(setting.flag) != nullptr) continue;  // not in cv
      if (flag == nullptr) {
        throw ModelError(fmt::format("{}: the option '{}' of nntrain {} is unknown to this nntrain", place,
                                     printable(setting.flag), printable(recipe.version)));
      }
      if (!flag->is_recipe || setting.values.empty()) continue;
      const bool is_parting = flag->name == "split" || flag->name == "split-seed" || flag->name == "group";
      if (is_parting && !takes_parting) continue;
      const std::string& value = setting.values.front();
      if (flag->file) {
        if (flag->name != "data") files.push_back(fmt::format("--{} {}", flag->name, shell_word(value)));
      } else if (!is_for_old_data(flag->name, value) && (flag->name != "features" || takes_features) &&
                 (flag->name != "drop" || !takes_features)) {
        const bool is_given = was_given(flag->name) && flag->name != "preset";  // whose flags are all here
        lines.push_back({flag->name, value, place, is_given});
      }
    }
  }
  lay_with_places(options, lines, places);
  if (takes_features) options.read.features_of = place;
  if (!files.empty()) {
    options.warnings.push_back(
        fmt::format("the run in {} also had these files, which are not taken:  {}", place, join(files, " ")));
  }
}

}  // namespace nntrain
