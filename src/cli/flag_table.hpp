#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_writer.hpp"
#include "base/output.hpp"
#include "base/words.hpp"

namespace nntrain {

/// The file that a flag names.
struct FlagFile {
  const std::string* path;         ///< as it is now; "": none
  std::optional<Writing> writing;  ///< how it is written; none: it is read
  bool may_be_standard_output = false;
};

/// One flag of a command: everything that the command line, the config file, the help text and the JSON
/// result know of it.
struct Flag {
  std::string name;        ///< without the dashes
  std::string alias;       ///< a second long name, or ""
  char short_name = 0;     ///< 0: none
  std::string value_name;  ///< FILE, N ...; "" for a switch
  std::string group;       ///< the heading in the help text
  std::string help;
  std::string implied;       ///< the value that it has where none follows; "": one must
  std::string default_text;  ///< as help shows it; "" to say nothing
  bool repeatable = false;
  bool is_recipe = true;  ///< whether the result can depend on it
  std::optional<FlagFile> file;
  /// Takes a value ("true" or "false" for a switch); throws UsageError that says what it should be.
  std::function<void(const std::string&)> set;
  /// Writes the value that it has now.
  std::function<void(JsonWriter&)> write;

  bool is_switch() const { return value_name.empty(); }
  bool is_choice() const { return !file && value_name.find('|') != std::string::npos; }
};

/// What a flag is called and for.
struct FlagText {
  std::string name;
  std::string value_name;
  std::string help;
  std::string alias{};
  char short_name = 0;
};

/// "--name 'given' is not ..." as a UsageError.
[[noreturn]] void refuse_value(const std::string& name, const std::string& given,
                               const std::string& expected);
[[noreturn]] void refuse_choice(const std::string& name, const std::string& given,
                                const std::vector<std::string>& words);

/// The words of `choices`, or of all values of the enum E.
template <typename E>
std::vector<std::string> words_for(const std::vector<E>& choices = {}) {
  std::vector<std::string> result;
  for (const E one : choices) result.emplace_back(name_of(one));
  if (!result.empty()) return result;
  for (const Word<E>& one : words(E())) result.emplace_back(one.word);
  return result;
}

/// The value of the enum E that `given`, the value of the flag `name`, is the word of; of `choices`, if there
/// are any, else of all. Throws UsageError.
template <typename E>
E choice(const std::string& name, const std::string& given, const std::vector<E>& choices = {}) {
  const std::optional<E> value = value_called<E>(given);
  if (value && (choices.empty() || std::find(choices.begin(), choices.end(), *value) != choices.end())) {
    return *value;
  }
  refuse_choice(name, given, words_for(choices));
}

/// The numbers that a flag takes.
struct NumberRange {
  double least = 0;
  double most = 1;
  bool least_is_in = true;
  bool most_is_in = true;

  static const NumberRange kBelowOne;  ///< from 0 to below 1
};

/// The number that `given` stands for; throws UsageError if it is none, or out of range.
double parse_in_range(const std::string& name, const std::string& given, const NumberRange& range);

/// The flags of a command, each bound to a member of its options struct, which holds the default. A table is
/// made where options are filled or told, and is gone when that is done: it does not travel with them.
class FlagTable {
 public:
  /// Of the command with this name.
  explicit FlagTable(std::string command) : command_(std::move(command)) {}

  const std::string& command() const { return command_; }

  /// Flags added from now on stand under this heading.
  void group(std::string heading) { group_ = std::move(heading); }
  /// Flags added from now on never change a result.
  void end_recipe() { is_recipe_ = false; }

  /// Any text but an empty one.
  void add_text(const FlagText& text, std::string& value);
  /// The path of a file that is read, or - for standard input.
  void add_input(const FlagText& text, std::string& path);
  /// The path of a file that is written, or perhaps - for standard output.
  void add_output(const FlagText& text, std::string& path, Writing writing,
                  bool may_be_standard_output = false);
  /// On or off; takes no value on the command line.
  void add_switch(const FlagText& text, bool& value);
  /// A whole number from `least` to `most`.
  void add_count(const FlagText& text, std::uint64_t& value, std::uint64_t least, std::uint64_t most);
  /// The same, or the number `implied` where none follows; 0 is told as "not given", and help tells no
  /// default.
  void add_optional_count(const FlagText& text, std::uint64_t& value, std::uint64_t implied,
                          std::uint64_t least, std::uint64_t most);
  /// A number in `range`.
  void add_number(const FlagText& text, double& value, const NumberRange& range);
  /// A number of threads; `auto` is 0.
  void add_threads(const FlagText& text, std::uint64_t& value);
  /// May be given several times.
  void add_repeatable(const FlagText& text, std::vector<std::string>& values);

  /// One of the words of the enum E.
  template <typename E>
  void add_choice(const FlagText& text, E& value) {
    add_words(
        text, words_for<E>(),
        [&value, name = text.name](const std::string& given) { value = choice<E>(name, given); },
        [&value] { return std::string(name_of(value)); });
  }
  /// The same, or `auto`, which stands for no value; of `choices`, if there are any, else of all.
  template <typename E>
  void add_choice(const FlagText& text, std::optional<E>& value, const std::vector<E>& choices = {}) {
    std::vector<std::string> all = words_for(choices);
    all.insert(all.begin(), "auto");
    add_words(
        text, all,
        [&value, name = text.name, choices, all](const std::string& given) {
          value.reset();
          if (std::find(all.begin(), all.end(), given) == all.end()) refuse_choice(name, given, all);
          if (given != "auto") value = choice<E>(name, given, choices);
        },
        [&value] { return std::string(value ? name_of(*value) : "auto"); });
  }

  /// A word that belongs to no flag is the value of this one: `show M` for `show --model M`.
  void take_bare_word(std::string name) { bare_ = std::move(name); }
  const Flag* bare_flag() const { return bare_.empty() ? nullptr : find(bare_); }

  /// What help tells as the default of the flag `name`, where that is not the value bound to it.
  void tell_default(std::string_view name, const std::string& text);

  /// A flag with a grammar of its own.
  void add(const FlagText& text, std::string default_text, std::function<void(const std::string&)> set,
           std::function<void(JsonWriter&)> write);

  const std::vector<Flag>& flags() const { return flags_; }

  /// All flags with the values that they have now; those called `given` are marked as given.
  std::vector<OptionValue> values(const std::set<std::string>& given = {}) const;

  /// By name or alias (without dashes), or by short name; null if there is none.
  const Flag* find(std::string_view name) const;
  const Flag* find_short(char name) const;

  /// All long names, for suggestions.
  std::vector<std::string> names() const;

 private:
  Flag make(const FlagText& text) const;
  /// A flag that takes one of `words`; `word` returns the one that it has now.
  void add_words(FlagText text, const std::vector<std::string>& words,
                 std::function<void(const std::string&)> set, const std::function<std::string()>& word);

  std::string command_;
  std::string group_;
  std::string bare_;
  bool is_recipe_ = true;
  std::vector<Flag> flags_;
};

/// Checks the files of all flags before any is read: at most one is standard input; what is written can be,
/// and overwrites no file of another flag, but that the file of `replacing` may be the one of `replaced`.
/// Throws UsageError or DataError.
void check_files(const FlagTable& flags, std::string_view replacing = "", std::string_view replaced = "");

}  // namespace nntrain
