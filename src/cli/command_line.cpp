#include "cli/command_line.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "cli/other_words.hpp"

namespace nntrain {
namespace {

bool is_long(const std::string& word) {
  return word.size() > 2 && word[0] == '-' && word[1] == '-';
}
bool is_short(const std::string& word) {
  return word.size() == 2 && word[0] == '-' && word[1] != '-';
}

std::string name_in(const std::string& word) {
  return word.substr(2, word.find('=') - 2);
}

const Flag* flag_of(const std::string& word, const FlagTable& table) {
  if (is_long(word)) return table.find(name_in(word));
  return is_short(word) ? table.find_short(word[1]) : nullptr;
}

/// -1 and -.5 are numbers, not flags.
bool looks_like_flag(const std::string& word, const FlagTable& table) {
  return is_long(word) ||
         (is_short(word) && (table.find_short(word[1]) != nullptr || word == "-h" || word == "-V"));
}

/// Whether word i is a flag whose value is the next word, or should be.
bool takes_next(const Arguments& arguments, std::size_t i, const FlagTable& table) {
  const Flag* const flag = flag_of(arguments[i], table);
  if (flag == nullptr || flag->is_switch() || arguments[i].find('=') != std::string::npos) return false;
  return flag->implied.empty() || (i + 1 < arguments.size() && !looks_like_flag(arguments[i + 1], table));
}

/// The index of the word -- that ends the flags, or the number of words.
std::size_t end_of_flags(const Arguments& arguments, const FlagTable& table) {
  std::size_t i = 0;
  while (i < arguments.size() && arguments[i] != "--")
    i += takes_next(arguments, i, table) ? std::size_t{2} : 1;
  return std::min(i, arguments.size());
}

/// Gives each flag its own name (--batch_size is --batch-size), and the implied value if it has none.
Arguments with_implied(Arguments arguments, const FlagTable& table) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string& word = arguments[i];
    if (is_long(word) && flag_of(word, table) != nullptr) {
      const std::string name = name_in(word);
      word.replace(2, name.size(), with_hyphens(name));
    }
    if (takes_next(arguments, i, table)) {
      ++i;
    } else if (const Flag* const flag = flag_of(arguments[i], table);
               flag != nullptr && !flag->implied.empty() && arguments[i].find('=') == std::string::npos) {
      arguments[i] += "=" + flag->implied;
    }
  }
  return arguments;
}

/// Refuses what CLI11 would misread: `-hidden 4` as -h, and `--data --quiet` as a file called --quiet.
void refuse_traps(const Arguments& arguments, const FlagTable& table) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word.size() > 2 && word[0] == '-' && word[1] != '-') {
      const std::string name = word.substr(1, word.find('=') - 1);
      const Flag* const meant = table.find(name);
      throw UsageError(fmt::format("unknown flag '{}'{}", printable(word),
                                   meant != nullptr ? fmt::format("; did you mean '--{}'?", name)
                                                    : suggest_flag(name, table.names())),
                       "a long flag has two dashes; a short flag is a word of its own, as in -d FILE");
    }
    const std::size_t equals = word.find('=');
    if (is_long(word) && equals != std::string::npos) {
      const Flag* const flag = flag_of(word, table);
      if (flag != nullptr && flag->is_switch()) {
        throw UsageError(fmt::format("--{} takes no value, so '{}' is wrong", flag->name, printable(word)));
      }
      if (flag != nullptr && equals + 1 == word.size()) {
        throw UsageError(fmt::format("--{} needs a value ({})", flag->name, flag->value_name));
      }
    }
    if (!takes_next(arguments, i, table)) continue;
    if (i + 1 < arguments.size() && looks_like_flag(arguments[i + 1], table)) {
      const Flag& flag = *flag_of(word, table);
      throw UsageError(fmt::format("--{} needs a value ({}), and '{}' is a flag", flag.name, flag.value_name,
                                   printable(arguments[i + 1])),
                       fmt::format("if that is the value:  --{}={}", flag.name, printable(arguments[i + 1])));
    }
    ++i;
  }
}

/// Throws the UsageError for a flag that was taken out of the table, if it is one.
void refuse_taken_out(const std::string& name, const FlagTable& table, const std::string& place) {
  const RefusedFlag* const refused = table.find_refused(name);
  if (refused == nullptr) return;
  throw UsageError(
      fmt::format("{}{} has no --{}: {}", place, table.command(), refused->name, refused->reason),
      refused->remedy);
}

[[noreturn]] void refuse_unknown(const std::string& word, const FlagTable& table, bool has_data) {
  const std::string remedy = "all flags:  nntrain help " + table.command();
  if (is_long(word) || is_short(word)) {
    const std::string name = is_long(word) ? name_in(word) : word.substr(1);
    refuse_taken_out(name, table, "");
    throw UsageError(fmt::format("unknown flag '{}'{}", printable(is_long(word) ? "--" + name : word),
                                 is_long(word) ? suggest_flag(name, table.names()) : std::string()),
                     remedy);
  }
  std::error_code ignored;
  const bool is_file = table.find("data") != nullptr && std::filesystem::exists(word, ignored);
  if (is_file && has_data) {  // the shell has made several words of a pattern
    throw UsageError(fmt::format("'{}' does not belong to a flag", printable(word)),
                     "to read several files as one table, put their pattern in quotes:  --data 'part-*.csv'");
  }
  throw UsageError(
      fmt::format("'{}' does not belong to a flag{}", printable(word),
                  is_file ? fmt::format("; did you mean --data {}?", printable(word)) : std::string()),
      remedy);
}

std::string dashed_names(const Flag& flag) {
  std::string names = "--" + flag.name;
  if (!flag.alias.empty()) names += ",--" + flag.alias;
  if (flag.short_name != 0) names += fmt::format(",-{}", flag.short_name);
  return names;
}

bool is_in_name(char c) {
  return c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// The line without its comment and without blanks around it.
std::string_view without_comment(std::string_view line) {
  bool is_quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') is_quoted = !is_quoted;
    const bool may_begin = i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t';
    if (line[i] == '#' && may_begin && !is_quoted) return trim(line.substr(0, i));
  }
  return trim(line);
}

/// The value behind the = of a line. The name of a file may be in quotes; in other values quotes have a
/// meaning of their own.
std::string value_in(std::string_view text, const Flag& flag) {
  const std::string_view value = trim(text);
  return flag.file ? unquoted(value) : std::string(value);
}

}  // namespace

bool asks_for(const Arguments& arguments, const FlagTable& table, const std::string& long_name,
              char short_name) {
  const std::size_t end = end_of_flags(arguments, table);
  for (std::size_t i = 0; i < end; ++i) {
    const std::string& word = arguments[i];
    if (word == "--" + long_name || word == fmt::format("-{}", short_name)) return true;
    if (takes_next(arguments, i, table)) ++i;
  }
  return false;
}

std::set<std::string> parse_command_line(const Arguments& all_words, const FlagTable& table) {
  const auto end = all_words.begin() + static_cast<std::ptrdiff_t>(end_of_flags(all_words, table));
  const Arguments arguments(all_words.begin(), end);
  const Arguments behind(end == all_words.end() ? end : end + 1, all_words.end());
  refuse_traps(arguments, table);

  const std::vector<Flag>& flags = table.flags();
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<std::vector<std::string>> values(flags.size());
  std::vector<CLI::Option*> options;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const std::string names = dashed_names(flags[i]);
    options.push_back(flags[i].is_switch()
                          ? app.add_flag(names)
                          : app.add_option(names, values[i])->expected(1)->allow_extra_args(false));
    options.back()->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  }
  try {
    const Arguments words = with_implied(arguments, table);
    app.parse(Arguments(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& error) {
    const std::string& last = arguments.back();
    const Flag* const flag = flag_of(last, table);
    if (flag == nullptr) throw UsageError(error.what());
    throw UsageError(fmt::format("--{} needs a value ({})", flag->name, flag->value_name));
  }
  Arguments left = app.remaining();
  const std::vector<std::string>& bare = table.bare_flags();
  const bool is_behind = left.empty();
  const Arguments words = is_behind ? behind : left;
  const bool takes_many = !bare.empty() && table.find(bare.back())->repeatable;
  const bool has_bare = !words.empty() && (takes_many || words.size() <= bare.size()) &&
                        (is_behind || behind.empty()) &&
                        std::all_of(words.begin(), words.end(), [&](const std::string& word) {
                          return !word.empty() && (is_behind || word[0] != '-' || word == "-");
                        });
  std::vector<std::size_t> bare_times(flags.size());
  if (has_bare) {
    std::size_t next = 0;
    for (const std::string& word : words) {
      const auto index = [&] { return static_cast<std::size_t>(table.find(bare[next]) - flags.data()); };
      while (next + 1 < bare.size() && !values[index()].empty()) ++next;
      values[index()].push_back(word);
      ++bare_times[index()];
    }
    left.clear();
  } else if (left.empty() && !behind.empty()) {
    throw UsageError(
        fmt::format("'{}' does not belong to a flag: -- ends the flags", printable(behind.front())),
        "all flags:  nntrain help " + table.command());
  }
  if (!left.empty()) {
    const auto flag =
        std::find_if(left.begin(), left.end(), [](const std::string& word) { return word[0] == '-'; });
    const Flag* const data = table.find("data");
    const bool has_data = data != nullptr && !values[static_cast<std::size_t>(data - flags.data())].empty();
    refuse_unknown(flag == left.end() ? left[left.size() > bare.size() ? bare.size() : 0] : *flag, table,
                   has_data);
  }

  std::set<std::string> given;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const std::size_t times = options[i]->count() + bare_times[i];
    if (times == 0) continue;
    if (times > 1 && !flags[i].repeatable) {
      throw UsageError(fmt::format("--{} is given {} times; it has one value", flags[i].name, times));
    }
    given.insert(flags[i].name);
    if (flags[i].is_switch()) {
      flags[i].set("true");
    } else if (!flags[i].repeatable) {
      flags[i].set(values[i].front());
    }
  }
  // The order of repeatable flags may count, also among several of them.
  std::vector<std::size_t> used(flags.size());
  for (const CLI::Option* const option : app.parse_order()) {
    const auto i =
        static_cast<std::size_t>(std::find(options.begin(), options.end(), option) - options.begin());
    if (flags[i].repeatable) flags[i].set(values[i][used[i]++]);
  }
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (!flags[i].repeatable) continue;
    for (; used[i] < values[i].size(); ++used[i]) flags[i].set(values[i][used[i]]);  // words without the flag
  }
  return given;
}

std::vector<FlagLine> read_config(const FlagTable& table) {
  const Flag* const config = table.find("config");
  const std::string& path = *config->file->path;
  if (path.empty()) return {};
  check_standard_input(table);
  std::istringstream file(read_file(path));
  file.exceptions(std::ios::badbit);  // else a line is left out where memory is short
  std::vector<FlagLine> lines;
  std::set<std::string> names;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    if (++number == 1 && line.compare(0, 3, "\xEF\xBB\xBF") == 0) line.erase(0, 3);  // a byte order mark
    const std::string_view text = without_comment(line);
    if (text.empty()) continue;
    const std::string place = fmt::format("{}:{}", shown_path(path), number);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
      throw UsageError(fmt::format("{}: '{}' is not a line `flag = value`", place, printable(text)));
    }
    const std::string name(trim(text.substr(0, equals)));
    const Flag* const flag = table.find(name);
    if (flag == nullptr) {
      refuse_taken_out(name, table, place + ": ");
      throw UsageError(fmt::format("{}: unknown flag '{}'{}", place, printable(name),
                                   suggest_flag(name, table.names(), "")),
                       "all flags:  nntrain help " + table.command());
    }
    if (flag == config) throw UsageError(place + ": a config file cannot name another one");
    if (!names.insert(flag->name).second && !flag->repeatable) {
      throw UsageError(fmt::format("{}: '{}' is set twice; it has one value", place, flag->name));
    }
    lines.push_back({flag->name, value_in(text.substr(equals + 1), *flag), place});
  }
  return lines;
}

void add_place(FlagPlaces& places, const FlagLine& line) {
  const auto [found, is_new] = places.emplace(line.flag, line.place);
  if (!is_new) found->second += " or " + line.place;
}

void set_flag(const FlagTable& table, const FlagLine& line) {
  try {
    table.find(line.flag)->set(line.value);
  } catch (const UsageError& error) {
    throw UsageError(line.place + (line.place.empty() ? "" : ": ") + error.what(), error.remedy());
  }
}

std::set<std::string> read_flags(const Arguments& arguments, const FlagTable& table, FlagPlaces& places) {
  std::set<std::string> given = parse_command_line(arguments, table);
  const std::set<std::string> typed = given;
  for (const FlagLine& line : read_config(table)) {
    if (typed.count(line.flag) > 0 && !table.find(line.flag)->repeatable) continue;
    set_flag(table, line);
    given.insert(line.flag);
    if (typed.count(line.flag) == 0) add_place(places, line);
  }
  return given;
}

std::string with_places(std::string message, const FlagPlaces& places) {
  std::string before;
  for (const auto& [flag, place] : places) {
    const std::string name = "--" + flag;
    std::size_t at = message.find(name);
    while (at != std::string::npos && is_in_name(message[at + name.size()])) at = message.find(name, at + 1);
    if (at == std::string::npos) continue;
    if (at == 0) {
      before = place + ": ";
    } else {
      message.insert(at + name.size(), " (" + place + ")");
    }
  }
  return before + message;
}

}  // namespace nntrain
