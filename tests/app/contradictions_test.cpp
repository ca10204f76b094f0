// Tries every pair of flags: those that cannot be used together are refused, all others are accepted.

#include "app/contradictions.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/presets.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

using FlagValue = std::pair<std::string, std::string>;

/// For each flag on training, a value that is not its default; several if they have different effects.
const std::vector<FlagValue> kFlagValues = {
    {"validation", "rows.csv"},
    {"validation-fraction", "0.6"},
    {"test", "rows.csv"},
    {"test-fraction", "0.6"},
    {"split", "random"},
    {"split", "stratified"},
    {"split", "hash:id"},
    {"split-column", "part"},
    {"group", "person"},
    {"task", "regress"},
    {"task", "classify"},
    {"class-weights", "balanced"},
    {"hidden", "4"},
    {"hidden", "4,3"},
    {"hidden", "0"},
    {"activation", "tanh"},
    {"activation", "tanh,relu"},
    {"activation", "step"},
    {"output-activation", "sigmoid"},
    {"output-activation", "softmax"},
    {"output-activation", "identity"},
    {"output-activation", "step"},
    {"no-bias", "true"},
    {"fixed-bias", "true"},
    {"init", "he"},
    {"init-from", "weights.json"},
    {"restarts", "3"},
    {"loss", "mse"},
    {"loss", "cross-entropy"},
    {"loss", "mae"},
    {"loss", "huber:0.5"},
    {"backprop", "lecture"},
    {"optimizer", "adam"},
    {"optimizer", "rprop"},
    {"optimizer", "lbfgs"},
    {"optimizer", "perceptron"},
    {"learning-rate", "0.5"},
    {"schedule", "cosine"},
    {"momentum", "0.9"},
    {"nesterov", "true"},
    {"batch-size", "10"},
    {"no-shuffle", "true"},
    {"l2", "0.1"},
    {"l2", "auto"},
    {"dropout", "0.5"},
    {"average", "0.9"},
    {"trace", "1"},
    {"tolerance", "0.001"},
    {"patience", "5"},
    {"metric", "auc"},
    {"threshold", "0.3"},
    {"threshold", "recall=0.9"},
    {"max-seconds", "1"},
    {"scale", "standard"},
    {"scale-target", "standard"},
    {"unseen", "zero"},
    {"iterations", "0"},
    {"seed", "2"},
    {"seeds", "1..3"},
    {"save", "model.json"},
};

/// The error message for options of train, or of cv, with these settings; "" if there is none.
std::string refusal(const std::vector<FlagValue>& settings, bool is_of_cv = false) {
  TrainOptions options;
  options.cross_validates = is_of_cv;
  const FlagTable flags = train_flags(options);
  options.read.path = "data.csv";
  for (const auto& [name, value] : settings) {
    flags.find(name)->set(value);
    options.given.insert(name);
  }
  try {
    check(options);
  } catch (const UsageError& error) {
    CHECK_FALSE(error.remedy().text().empty());
    return error.what();
  }
  return "";
}

std::string shown(const FlagValue& setting) {
  return setting.first + " " + setting.second;
}

}  // namespace

TEST_CASE("of all pairs of flags just those that cannot be meant together are refused") {
  // The pairs that are refused, by one of their flags. Flags that are refused alone are in `needs`.
  const std::map<std::string, std::set<std::string>> expected = {
      {"validation rows.csv", {"validation-fraction 0.6"}},
      {"validation-fraction 0.6", {"test-fraction 0.6"}},
      {"test rows.csv", {"test-fraction 0.6"}},
      {"split-column part",
       {"validation rows.csv", "validation-fraction 0.6", "test rows.csv", "test-fraction 0.6",
        "split random", "split stratified", "split hash:id", "group person"}},
      {"split hash:id", {"group person"}},
      {"task regress",
       {"class-weights balanced", "output-activation softmax", "output-activation step", "loss cross-entropy",
        "optimizer perceptron"}},
      {"threshold 0.3",
       {"task regress", "output-activation identity", "output-activation step", "optimizer perceptron"}},
      {"threshold recall=0.9",
       {"task regress", "output-activation identity", "output-activation step", "optimizer perceptron"}},
      {"task classify", {"scale-target standard", "loss mae", "loss huber:0.5"}},
      {"hidden 4", {"activation tanh,relu", "optimizer perceptron"}},
      {"hidden 4,3", {"optimizer perceptron", "backprop lecture"}},
      {"hidden 0", {"activation tanh", "activation tanh,relu", "backprop lecture", "dropout 0.5"}},
      {"output-activation sigmoid", {"optimizer perceptron"}},
      {"output-activation softmax", {"optimizer perceptron", "backprop lecture"}},
      {"output-activation identity", {"optimizer perceptron", "backprop lecture", "loss cross-entropy"}},
      {"output-activation step", {"backprop lecture", "loss cross-entropy"}},
      {"no-bias true", {"fixed-bias true"}},
      {"init he", {"init-from weights.json"}},
      {"init-from weights.json", {"restarts 3", "seeds 1..3"}},
      {"average 0.9", {"trace 1"}},
      {"seeds 1..3", {"trace 1", "seed 2", "save model.json"}},
      {"loss mse", {"backprop lecture", "optimizer perceptron"}},
      {"loss cross-entropy", {"backprop lecture", "optimizer perceptron"}},
      {"loss mae", {"backprop lecture", "optimizer perceptron"}},
      {"loss huber:0.5", {"backprop lecture", "optimizer perceptron"}},
      {"backprop lecture", {"optimizer lbfgs", "optimizer perceptron", "dropout 0.5"}},
      {"optimizer adam", {"momentum 0.9", "nesterov true"}},
      {"optimizer rprop",
       {"learning-rate 0.5", "schedule cosine", "momentum 0.9", "nesterov true", "batch-size 10",
        "dropout 0.5", "average 0.9"}},
      {"optimizer lbfgs",
       {"learning-rate 0.5", "schedule cosine", "momentum 0.9", "nesterov true", "batch-size 10",
        "dropout 0.5", "average 0.9"}},
      {"optimizer perceptron",
       {"schedule cosine", "momentum 0.9", "nesterov true", "batch-size 10", "dropout 0.5", "average 0.9"}},
  };
  const auto is_expected = [&](const FlagValue& a, const FlagValue& b) {
    const auto has = [&](const std::string& x, const std::string& y) {
      const auto found = expected.find(x);
      return found != expected.end() && found->second.count(y) > 0;
    };
    return has(shown(a), shown(b)) || has(shown(b), shown(a));
  };
  // A flag that needs another one is refused alone and with every flag except those that it needs.
  const std::map<std::string, std::set<std::string>> needs = {
      {"split random", {"validation-fraction 0.6", "test-fraction 0.6"}},
      {"split stratified", {"validation-fraction 0.6", "test-fraction 0.6"}},
      {"split hash:id", {"validation-fraction 0.6", "test-fraction 0.6"}},
      {"group person", {"validation-fraction 0.6", "test-fraction 0.6"}},
      {"patience 5", {"validation-fraction 0.6", "validation rows.csv", "split-column part"}},
      {"metric auc", {"patience 5", "restarts 3"}},
      {"threshold recall=0.9", {"validation-fraction 0.6", "validation rows.csv", "split-column part"}},
      {"nesterov true", {"momentum 0.9"}},
      {"no-shuffle true", {"batch-size 10"}},
      {"activation tanh,relu", {"hidden 4,3"}},
      {"activation step", {"iterations 0"}},
      {"output-activation step", {"optimizer perceptron", "iterations 0"}},
  };
  const auto is_lacking = [&](const FlagValue& one, const FlagValue& other) {
    const auto found = needs.find(shown(one));
    return found != needs.end() && found->second.count(shown(other)) == 0;
  };
  for (std::size_t i = 0; i < kFlagValues.size(); ++i) {
    for (std::size_t j = i + 1; j < kFlagValues.size(); ++j) {
      const FlagValue& a = kFlagValues[i];
      const FlagValue& b = kFlagValues[j];
      if (a.first == b.first) continue;
      const std::string reason = refusal({a, b});
      INFO(shown(a) << " with " << shown(b) << ": " << reason);
      CHECK(!reason.empty() == (is_expected(a, b) || is_lacking(a, b) || is_lacking(b, a)));
    }
  }
}

TEST_CASE("each contradiction names both flags and a remedy, and its example shows it") {
  for (const Contradiction& one : contradictions()) {
    INFO(one.example);
    std::string word;
    std::vector<FlagValue> settings;
    std::istringstream words(one.example);
    bool is_of_cv = false;
    while (words >> word) {
      if (word == "cv") {
        is_of_cv = true;
      } else if (word.rfind("--", 0) == 0) {
        settings.emplace_back(word.substr(2), "true");
      } else {
        settings.back().second = word;
      }
    }
    const std::string reason = refusal(settings, is_of_cv);
    CHECK_THAT(reason, ContainsSubstring("--" + one.flag + " " + one.verb + " --" + one.other));
    CHECK_THAT(reason, ContainsSubstring(one.reason));
    CHECK_FALSE(one.remedy.empty());
  }
}

TEST_CASE("a preset gives way to flags that the user gave") {
  TrainOptions options;
  const FlagTable flags = train_flags(options);
  const auto ask = [&](const std::string& preset, const std::vector<FlagValue>& given) {
    options = TrainOptions();
    options.read.path = "data.csv";
    options.preset = preset;
    for (const auto& [name, value] : given) {
      flags.find(name)->set(value);
      options.given.insert(name);
    }
    begin_preset(options);
    complete_preset(options, {.task = Task::kClassify, .rows = 100});
  };
  ask("keras", {});
  CHECK(options.batch_size == 10);
  CHECK(options.validation_fraction == 0.2);
  CHECK(options.loss == Loss::kMse);
  CHECK(options.init.kind == Initialization::Kind::kXavier);

  ask("keras", {{"batch-size", "32"}, {"loss", "sse"}});
  CHECK(options.batch_size == 32);
  CHECK(options.loss == Loss::kSse);
  CHECK(options.iterations == 1000);

  ask("keras", {{"validation", "rows.csv"}});
  CHECK(options.validation_fraction == 0);
  ask("keras", {{"split-column", "part"}});
  CHECK(options.validation_fraction == 0);
  ask("keras", {{"optimizer", "lbfgs"}});
  CHECK(options.batch_size == 0);
  CHECK_FALSE(options.learning_rate);
  check(options);

  ask("lecture", {});
  const TrainOptions defaults;
  CHECK(options.hidden == defaults.hidden);
  CHECK(options.iterations == defaults.iterations);
  CHECK(options.batch_size == defaults.batch_size);
  CHECK(options.learning_rate == 0.01);
}

TEST_CASE("no preset contradicts itself") {
  for (const Preset& preset : presets()) {
    for (const PresetCase& one : preset.cases) {
      std::vector<FlagValue> settings;
      for (const FlagLine& line : preset.flags) settings.emplace_back(line.flag, line.value);
      for (const FlagLine& line : one.flags) settings.emplace_back(line.flag, line.value);
      if (one.task != Task::kAuto) settings.emplace_back("task", name_of(one.task));
      INFO(preset.name);
      CHECK(refusal(settings).empty());
    }
  }
}
