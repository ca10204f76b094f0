#include "trace/names.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

std::string without_blanks(const std::string& text) {
  std::string kept;
  std::copy_if(text.begin(), text.end(), std::back_inserter(kept), [](char c) { return c != ' '; });
  return kept;
}

/// A name with its number: "delta", 1 -> "delta1".
std::string numbered(const TraceName& name, std::size_t layer) {
  return fmt::format("{}{}", name.name, layer);
}

/// The names with numbers that a name stands for; itself if it has no number.
std::vector<std::string> all_of(const TraceName& name) {
  if (name.layers == 0) return {name.name};
  std::vector<std::string> names;
  for (std::size_t layer = 1; layer <= name.layers; ++layer) names.push_back(numbered(name, layer));
  return names;
}

/// The names that this item of a list stands for, of this name; none if it is another name.
std::vector<std::string> meant(const std::string& item, const TraceName& name) {
  const std::string typed = without_blanks(item);
  if (typed == without_blanks(name.name)) return all_of(name);
  for (std::size_t layer = 1; layer <= name.layers; ++layer) {
    if (typed == without_blanks(numbered(name, layer))) return {numbered(name, layer)};
  }
  return {};
}

const std::string kHiddenLayer = "a hidden layer";

/// The number behind the name; 0 if there is none. None if the item is another name.
std::optional<std::uint64_t> number_behind(const std::string& item, const TraceName& name) {
  const std::string typed = without_blanks(item);
  const std::string stem = without_blanks(name.name);
  if (typed == stem) return 0;
  const bool has_number = name.layers > 0 || name.needs == kHiddenLayer;
  if (!has_number || !typed.starts_with(stem)) return {};
  return parse_count(std::string_view(typed).substr(stem.size()));
}

/// ": it needs --dropout", ": the network has 2 layers; did you mean 'delta2'?", or "" for what no trace has.
std::string why_not(const std::string& item, const std::vector<TraceName>& names, const TracedRun& run) {
  for (const TraceName& name : names) {
    const std::optional<std::uint64_t> number = number_behind(item, name);
    if (!number) continue;
    if (!name.needs.empty()) return fmt::format(": it needs {}", name.needs);
    const bool is_hidden = name.layers < run.layers;
    const bool is_output = is_hidden && name.name == "h" && *number == run.layers;
    return fmt::format(": the network has {}; did you mean '{}'{}?",
                       counted(name.layers, is_hidden ? "hidden layer" : "layer"),
                       numbered(name, *number == 0 ? 1 : name.layers), is_output ? " or 'yhat'" : "");
  }
  return "";
}

/// A word of the lecture or of textbooks, in small letters, for a name of the trace.
struct OtherTraceName {
  std::string_view word;
  std::string_view ours;
};
constexpr OtherTraceName kOtherNames[] = {
    {"cost", "C"},      {"loss", "C"},          {"j", "C"},         {"ŷ", "yhat"},
    {"output", "yhat"}, {"prediction", "yhat"}, {"δ", "delta"},     {"error", "delta"},
    {"ε", "delta"},     {"epsilon", "delta"},   {"gradient", "dW"}, {"weights", "W"},
};

/// What this word of others, perhaps with a number, is called here: "; did you mean 'delta1'?", or "".
std::string other_name(const std::string& item, const std::vector<TraceName>& names) {
  const std::string typed = lower(without_blanks(item));
  const std::string word = typed.substr(0, typed.find_last_not_of("0123456789") + 1);
  for (const OtherTraceName& other : kOtherNames) {
    if (other.word != word) continue;
    const auto name = std::find_if(names.begin(), names.end(),
                                   [&](const TraceName& one) { return one.name == other.ours; });
    if (!name->needs.empty())
      return fmt::format("; it is '{}' here, which needs {}", other.ours, name->needs);
    const std::optional<std::uint64_t> number = parse_count(std::string_view(typed).substr(word.size()));
    const bool has_it = number && *number >= 1 && *number <= name->layers;
    return fmt::format("; did you mean '{}'?", has_it ? numbered(*name, *number) : name->name);
  }
  return "";
}

/// "; did you mean 'new W2'?", or "". Blanks do not count.
std::string similar_name(const std::string& item, const std::vector<TraceName>& names) {
  std::vector<std::string> candidates;
  for (const TraceName& name : names) {
    const std::vector<std::string> all = name.needs.empty() ? all_of(name) : std::vector<std::string>();
    // Of delta1 and delta2 the latter is next to delta3.
    candidates.insert(candidates.end(), all.rbegin(), all.rend());
    if (name.needs.empty()) candidates.push_back(name.name);
  }
  std::vector<std::string> typed;
  for (const std::string& candidate : candidates) typed.push_back(without_blanks(candidate));
  const std::optional<std::string> nearest = nearest_name(without_blanks(item), typed);
  if (!nearest) return "";
  const auto place = std::find(typed.begin(), typed.end(), *nearest) - typed.begin();
  return fmt::format("; did you mean '{}'?", candidates[static_cast<std::size_t>(place)]);
}

UsageError no_name(const std::string& item, const std::vector<TraceName>& names, const TracedRun& run) {
  std::string why = why_not(item, names, run);
  if (why.empty()) why = other_name(item, names);
  if (why.empty()) why = similar_name(item, names);
  std::vector<std::string> own;
  for (const TraceName& name : names) {
    if (name.needs.empty()) own.push_back(name.name);
  }
  return UsageError(fmt::format("--trace-show: the trace of this run has no '{}'{}", printable(item), why),
                    fmt::format("its names are:  {}   (with a number those of one layer: W1)",
                                join(own, ", ", std::string::npos)));
}

}  // namespace

std::vector<TraceName> trace_names(const TracedRun& run) {
  const std::size_t layers = run.layers;
  const std::size_t hidden = layers - 1;
  const auto unless = [](bool has_it, const char* needs) { return std::string(has_it ? "" : needs); };
  const std::string hidden_layer = unless(hidden > 0, kHiddenLayer.c_str());
  const std::string update = unless(run.is_trained, "an iteration, and --iterations is 0");
  const auto in_update = [&update](const std::string& needs) { return update.empty() ? needs : update; };
  const auto kept_by = [&](OptimizerKind kind, const char* needs) {
    return in_update(unless(run.optimizer == kind, needs));
  };
  const std::string mask = hidden == 0 ? hidden_layer : in_update(unless(run.has_dropout, "--dropout"));
  const std::string penalty = unless(run.has_penalty, "--l2");
  const std::string momentum = in_update(unless(run.has_momentum, "--momentum"));
  const std::string adam = kept_by(OptimizerKind::kAdam, "--optimizer adam");
  const std::string rprop = kept_by(OptimizerKind::kRprop, "--optimizer rprop");
  return {
      {"X"},
      {"y"},
      {"w", 0, unless(run.has_row_weights, "--class-weights or --weights-column")},
      {"W", layers},
      {"z", layers},
      {"h", hidden, hidden_layer},
      {"mask", hidden, mask},
      {"g", hidden, mask},
      {"yhat"},
      {"n", 0, unless(run.has_n, "a loss that is a mean, such as --loss mse")},
      {"C"},
      {"penalty", 0, penalty},
      {"objective", 0, penalty},
      {"delta", layers, update},
      {"dW", layers, update},
      {"rate", 0, in_update(unless(run.has_schedule, "--schedule cosine"))},
      {"b1", 0, adam},
      {"b2", 0, adam},
      {"old v", layers, momentum},
      {"v", layers, momentum},
      {"old m", layers, adam},
      {"old s", layers, adam},
      {"m", layers, adam},
      {"s", layers, adam},
      {"old length", layers, rprop},
      {"old d", layers, rprop},
      {"length", layers, rprop},
      {"d", layers, rprop},
      {"step", layers, update},
      {"new W", layers, update},
  };
}

std::set<std::string> chosen_names(const std::string& list, const TracedRun& run) {
  std::set<std::string> chosen;
  if (list.empty()) return chosen;
  const std::optional<std::vector<ListItem>> items = split_list(list);
  if (!items) throw UsageError(fmt::format("--trace-show '{}': a quote is not closed", printable(list)));
  const std::vector<TraceName> names = trace_names(run);
  for (const ListItem& item : *items) {
    if (without_blanks(item.text).empty())
      throw UsageError(fmt::format("--trace-show '{}' has an empty item", printable(list)), "leave it out");
    std::vector<std::string> found;
    for (const TraceName& name : names) {
      if (found.empty() && name.needs.empty()) found = meant(item.text, name);
    }
    if (found.empty()) throw no_name(item.text, names, run);
    const std::size_t before = chosen.size();
    chosen.insert(found.begin(), found.end());
    if (chosen.size() == before)
      throw UsageError(fmt::format("--trace-show names '{}' twice", printable(item.text)),
                       "leave one of them out");
  }
  return chosen;
}

}  // namespace nntrain
