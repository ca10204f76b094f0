#include "cli/other_words.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "base/text.hpp"

namespace nntrain {
namespace {

/// A word of other programs.
struct OtherWord {
  std::string_view word;  ///< in small letters, with hyphens
  std::string_view ours;  ///< "": there is no word for it here
  std::string_view instead{};
};

constexpr std::string_view kOfCv = "cross-validation is a command of its own: nntrain cv --folds K";
constexpr std::string_view kNoSearch =
    "there is no search over flags: a loop in the shell over their values, with --validation-fraction 0.2 "
    "--print validation.loss, compares them";

constexpr OtherWord kFlags[] = {
    {"dataset", "data"},
    {"file", "data"},
    {"csv", "data"},
    {"input", "data"},
    {"label", "target"},
    {"sep", "delimiter"},
    {"na-values", "na"},
    {"random-seed", "seed"},
    {"random-state", "seed"},
    {"test-size", "test-fraction"},
    {"validation-split", "validation-fraction"},
    {"val-split", "validation-fraction"},
    {"val-fraction", "validation-fraction"},
    {"valid-fraction", "validation-fraction"},
    {"dev-fraction", "validation-fraction"},
    {"early-stop", "patience"},
    {"early-stopping", "patience"},
    {"max-iter", "iterations"},
    {"num-epochs", "iterations"},
    {"max-epochs", "iterations"},
    {"hidden-layer-sizes", "hidden"},
    {"hidden-layers", "hidden"},
    {"hidden-units", "hidden"},
    {"layers", "hidden"},
    {"units", "hidden"},
    {"solver", "optimizer"},
    {"criterion", "loss"},
    {"weight-decay", "l2"},
    {"normalize", "scale"},
    {"standardize", "scale"},
    {"n-jobs", "threads"},
    {"output", "save"},
    {"out", "save"},
    {"verbose", "progress"},
    {"k-fold", "folds"},
    {"kfold", "folds"},
    {"n-splits", "folds"},
    {"n-repeats", "repeats"},
    {"k-fold", "", kOfCv},
    {"kfold", "", kOfCv},
    {"folds", "", kOfCv},
    {"repeats", "", kOfCv},
    {"fold-column", "", kOfCv},
    {"cv", "", kOfCv},
};

constexpr OtherWord kCommands[] = {
    {"experiment", "train"},  {"fit", "train"},
    {"visualize", "plot"},    {"draw", "plot"},
    {"score", "evaluate"},    {"test", "evaluate"},
    {"summary", "show"},      {"info", "show"},
    {"inspect", "show"},      {"describe", "show"},
    {"convert", "export"},    {"k-fold", "cv"},
    {"cross-validate", "cv"}, {"hyperopt", "", kNoSearch},
    {"tune", "", kNoSearch},  {"sweep", "", kNoSearch},
};

struct OtherValue : OtherWord {
  std::string_view flag;
};

constexpr OtherValue kValues[] = {
    {{"zscore", "standard"}, "scale"},
    {{"z-score", "standard"}, "scale"},
    {{"standardize", "standard"}, "scale"},
    {{"l1", "mae"}, "loss"},
    {{"mean-absolute-error", "mae"}, "loss"},
    {{"huber", "huber:1"}, "loss"},
    {{"mean-squared-error", "mse"}, "loss"},
    {{"binary-crossentropy", "cross-entropy"}, "loss"},
    {{"categorical-crossentropy", "cross-entropy"}, "loss"},
    {{"bce", "cross-entropy"}, "loss"},
    {{"log-loss", "cross-entropy"}, "loss"},
    {{"logloss", "cross-entropy"}, "loss"},
    {{"nll", "cross-entropy"}, "loss"},
    {{"glorot", "xavier"}, "init"},
    {{"kaiming", "he"}, "init"},
    {{"logistic", "sigmoid"}, "activation"},
    {{"linear", "identity"}, "activation"},
    {{"logistic", "sigmoid"}, "output-activation"},
    {{"linear", "identity"}, "output-activation"},
    {{"classification", "classify"}, "task"},
    {{"regression", "regress"}, "task"},
};

/// The suggestion for `given` from the first of `others` that is this word and whose own word exists(), else
/// the nearest of `names`.
template <typename Other, typename Exists>
std::string suggest(std::string_view given, std::span<const Other> others, const Exists& exists,
                    const std::vector<std::string>& names, std::string_view prefix) {
  const std::string word = with_hyphens(lower(given));
  for (const Other& other : others) {
    if (other.word != word || !exists(other)) continue;
    return other.ours.empty() ? fmt::format("; {}", other.instead)
                              : fmt::format("; did you mean '{}{}'?", prefix, other.ours);
  }
  if (std::find(names.begin(), names.end(), word) != names.end())
    return fmt::format("; did you mean '{}{}'?", prefix, word);
  return did_you_mean(with_hyphens(given), names, prefix);
}

}  // namespace

std::string with_hyphens(std::string_view name) {
  std::string result(name);
  std::replace(result.begin(), result.end(), '_', '-');
  return result;
}

std::string suggest_flag(std::string_view name, const std::vector<std::string>& flags,
                         std::string_view prefix) {
  const auto exists = [&](const OtherWord& other) {
    // What has no word here is about training, whose flags have a seed.
    return std::find(flags.begin(), flags.end(), other.ours.empty() ? "seed" : other.ours) != flags.end();
  };
  return suggest<OtherWord>(name, kFlags, exists, flags, prefix);
}

std::string suggest_value(std::string_view flag, std::string_view given,
                          const std::vector<std::string>& words) {
  const auto exists = [&](const OtherValue& other) { return other.flag == flag; };
  return suggest<OtherValue>(given, kValues, exists, words, "");
}

std::string suggest_command(std::string_view word, const std::vector<std::string>& commands) {
  return suggest<OtherWord>(
      word, kCommands, [](const OtherWord&) { return true; }, commands, "");
}

}  // namespace nntrain
