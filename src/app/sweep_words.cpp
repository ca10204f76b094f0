#include <algorithm>
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

/// Whether training watches a metric: to stop, or to choose a start. What is in a file is not known here:
/// then train checks it.
bool watches_metric(const std::vector<FlagLine>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](const FlagLine& line) {
    return line.flag == "patience" || line.flag == "restarts" || line.flag == "like" || line.flag == "config";
  });
}

}  // namespace

RunFlags::RunFlags(const SweepOptions& options) : options_(options) {
  TrainOptions train = options.train;
  const FlagTable flags = train_flags(train);
  for (const Flag& flag : flags.flags()) {
    if (flag.is_switch()) switches_.insert(flag.name);
  }
  std::vector<OptionValue> values = flags.values(train.given);
  std::erase_if(values, [](const OptionValue& one) { return !one.is_given || one.flag == "test"; });
  for (const Setting& one : settings_of(values))
    shared_.push_back({one.flag, one.values.empty() ? "auto" : one.values.front()});
  if (!train.like.empty()) shared_.push_back({"like", train.like});
}

std::vector<FlagLine> RunFlags::lines(std::uint64_t number) const {
  std::vector<FlagLine> lines = shared_;
  for (FlagLine& line : options_.grid.combination(options_.combinations.at(number - 1)))
    lines.push_back(std::move(line));
  const bool keeps_metric = watches_metric(lines);
  std::erase_if(lines, [&](const FlagLine& line) {
    const bool is_off = switches_.count(line.flag) > 0 && line.value != "true";
    return is_off || (line.flag == "metric" && !keeps_metric);
  });
  return lines;
}

Arguments RunFlags::words(std::uint64_t number) const {
  Arguments words = {options_.train.cross_validates ? "cv" : "train"};
  for (const FlagLine& line : lines(number)) {
    const std::string dashed = "--" + line.flag;
    if (switches_.count(line.flag) > 0) {
      words.push_back(dashed);
    } else if (line.value.starts_with("-") && line.value != "-") {
      words.push_back(dashed + "=" + line.value);  // else it could be taken for a flag
    } else {
      words.insert(words.end(), {dashed, line.value});
    }
  }
  return words;
}

std::vector<std::pair<std::string, std::string>> flags_in(const SweepGrid& grid) {
  std::vector<std::pair<std::string, std::string>> all;
  const auto add = [&](const std::vector<SweepAxis>& axes) {
    for (const SweepAxis& axis : axes) {
      for (const std::string& value : axis.values) all.emplace_back(axis.flag, value);
    }
  };
  add(grid.shared);
  for (const SweepBlock& block : grid.blocks) {
    for (const FlagLine& line : block.flags) all.emplace_back(line.flag, line.value);
    add(block.axes);
  }
  return all;
}

std::string dry_run_text(const SweepOptions& options) {
  const RunFlags flags(options);
  std::string text;
  for (std::uint64_t number = options.shard.number; number <= options.combinations.size();
       number += options.shard.count) {
    text += "nntrain";
    for (const std::string& word : flags.words(number)) text += " " + shell_word(word);
    text += " --threads 1\n";
  }
  return text;
}

}  // namespace nntrain
