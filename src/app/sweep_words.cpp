#include <set>
#include <utility>

#include <fmt/format.h>

#include "app/sweep_options.hpp"
#include "app/train_flags.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "model/receipt.hpp"

namespace nntrain {
namespace {

/// Appends a flag as words: nothing for a switch that is off.
void append_flag(const std::string& name, const std::string& value, bool is_switch, Arguments& words) {
  const std::string dashed = "--" + name;
  if (is_switch) {
    if (value == "true") words.push_back(dashed);
  } else if (value.starts_with("-") && value != "-") {
    words.push_back(dashed + "=" + value);  // else it could be taken for a flag
  } else {
    words.insert(words.end(), {dashed, value});
  }
}

/// Makes the words of the runs of one sweep.
class RunWords {
 public:
  /// Keeps a reference to the options.
  explicit RunWords(const SweepOptions& options);

  Arguments of(std::uint64_t number) const;

 private:
  const SweepOptions& options_;
  std::vector<Setting> shared_;
  std::set<std::string> switches_;
};

RunWords::RunWords(const SweepOptions& options) : options_(options) {
  TrainOptions train = options.train;
  const FlagTable flags = train_flags(train);
  for (const Flag& flag : flags.flags()) {
    if (flag.is_switch()) switches_.insert(flag.name);
  }
  std::vector<OptionValue> values = flags.values(train.given);
  std::erase_if(values, [](const OptionValue& one) { return !one.is_given || one.flag == "test"; });
  shared_ = settings_of(values);
  if (!train.like.empty()) shared_.push_back({"like", {train.like}});
}

Arguments RunWords::of(std::uint64_t number) const {
  const std::vector<FlagLine> combination = options_.grid.combination(options_.combinations.at(number - 1));
  // What is in a file is not known here: then train checks it.
  bool watches_metric = false;
  for (const Setting& one : shared_)
    watches_metric |= one.flag == "patience" || one.flag == "restarts" || one.flag == "like";
  for (const FlagLine& one : combination)
    watches_metric |= one.flag == "patience" || one.flag == "restarts" || one.flag == "config";

  Arguments words = {options_.train.cross_validates ? "cv" : "train"};
  for (const Setting& one : shared_) {
    if (one.flag == "metric" && !watches_metric) continue;
    append_flag(one.flag, one.values.empty() ? "auto" : one.values.front(), one.is_switch, words);
  }
  for (const FlagLine& one : combination)
    append_flag(one.flag, one.value, switches_.count(one.flag) > 0, words);
  append_flag("threads", "1", false, words);
  return words;
}

}  // namespace

Arguments run_words(const SweepOptions& options, std::uint64_t number) {
  return RunWords(options).of(number);
}

std::string dry_run_text(const SweepOptions& options) {
  const RunWords words(options);
  std::string text;
  for (std::uint64_t number = options.shard.number; number <= options.combinations.size();
       number += options.shard.count) {
    text += "nntrain";
    for (const std::string& word : words.of(number)) text += " " + shell_word(word);
    text += "\n";
  }
  return text;
}

}  // namespace nntrain
