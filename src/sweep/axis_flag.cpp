#include "sweep/axis_flag.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "cli/other_words.hpp"

namespace nntrain {
namespace {

/// A flag that shapes results, in which runs may not differ.
struct SharedFlag {
  std::string_view name;
  const char* reason;
  const char* remedy;
};

constexpr auto kSharedFlags = std::to_array<SharedFlag>({
    {"data", "runs on other data cannot be compared", "make a sweep for each table"},
    {"target", "runs that predict something else cannot be compared", "make a sweep for each target"},
    {"task", "runs that predict something else cannot be compared", "make a sweep for each task"},
    {"test", "test rows are for the best run alone", "give it to the whole sweep:  --test FILE"},
    {"test-fraction", "test rows are for the best run alone",
     "give it to the whole sweep:  --test-fraction 0.2"},
    {"split-seed", "the luckiest split is no setting",
     "sweep the seed, whose runs are averaged; it draws other rows, too:  --grid 'seed=1..10'"},
    {"like", "it brings a whole recipe, which may predict something else",
     "name its flags in a block:  --block 'optimizer=gd learning-rate=0.1'"},
});

}  // namespace

std::vector<std::string> parts_outside_quotes(const std::string& text, std::string_view separators,
                                              const std::string& where) {
  std::vector<std::string> parts(1);
  bool is_quoted = false;
  for (const char c : text) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted || separators.find(c) == std::string_view::npos) {
      parts.back() += c;
    } else {
      parts.emplace_back();
    }
  }
  if (is_quoted) throw UsageError(where + ": a quote is not closed");
  for (std::string& part : parts) part = std::string(trim(part));
  return parts;
}

const Flag& flag_of_runs(const std::string& name, const FlagTable& flags, const std::string& where) {
  const Flag* const flag = flags.find(name);
  const std::size_t dashes = name.find_first_not_of('-');
  if (flag == nullptr && dashes > 0 && dashes != std::string::npos) {
    const std::string plain = name.substr(dashes);
    throw UsageError(fmt::format("{}: '{}' has dashes", where, printable(name)),
                     "name the flag without them:  " + printable(plain));
  }
  if (flag == nullptr) {
    if (const RefusedFlag* const refused = flags.find_refused(name)) {
      throw UsageError(
          fmt::format("{}: {} has no --{}: {}", where, flags.command(), refused->name, refused->reason),
          refused->remedy);
    }
    throw UsageError(
        fmt::format("{}: unknown flag '{}'{}", where, printable(name), suggest_flag(name, flags.names(), "")),
        "all flags:  nntrain help " + flags.command());
  }
  const auto shared = std::find_if(kSharedFlags.begin(), kSharedFlags.end(),
                                   [&](const SharedFlag& one) { return one.name == flag->name; });
  if (shared != kSharedFlags.end())
    throw UsageError(fmt::format("{}: all runs share --{}: {}", where, flag->name, shared->reason),
                     shared->remedy);
  if (!flag->is_recipe && flag->name != "config") {
    throw UsageError(fmt::format("{}: --{} never changes a result", where, flag->name),
                     fmt::format("give it to the whole sweep:  --{}{}", flag->name,
                                 flag->is_switch() ? "" : " " + flag->value_name));
  }
  return *flag;
}

std::string value_of_runs(const std::string& text, const Flag& flag, const std::string& where) {
  std::string value = flag.file ? unquoted(text) : text;
  try {
    flag.set(value);
  } catch (const UsageError& error) {
    throw UsageError(fmt::format("{}: {}", where, error.what()), error.remedy());
  }
  return value;
}

}  // namespace nntrain
