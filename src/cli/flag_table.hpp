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
  const std::string* path;         ///< the present path; "": none
  std::optional<Writing> writing;  ///< how it is written; none if it is read
  bool may_be_standard_output = false;
  bool has_part = false;  ///< whether part_of() it may be written instead
};

/// Which numbers a flag takes, or lists; perhaps other words, too.
enum class FlagNumbers { kNone, kWhole, kAny };

/// One flag of a command, as the command line, the config file, the help text and the JSON result use it.
struct Flag {
  std::string name;        ///< without the dashes
  std::string alias;       ///< a second long name, or ""
  char short_name = 0;     ///< 0: none
  std::string value_name;  ///< FILE, N ...; "" for a switch
  std::string group;       ///< the heading in the help text
  std::string help;
  std::string implied;       ///< the value if none follows the flag; "": one must follow
  std::string default_text;  ///< as in the help; "": not shown
  bool repeatable = false;
  bool is_recipe = true;   ///< whether it can change the result
  bool is_output = false;  ///< whether it names files to write or what is in them, or asserts
  FlagNumbers numbers = FlagNumbers::kNone;
  std::vector<std::string> offered;  ///< words that completions offer, of a flag that is no choice
  bool is_list = false;              ///< whether it takes several of them, with commas between
  std::optional<FlagFile> file;
  /// Takes a value ("true" or "false" for a switch). Throws UsageError, which says what the value should be.
  std::function<void(const std::string&)> set;
  /// Writes the present value.
  std::function<void(JsonWriter&)> write;

  bool is_switch() const { return value_name.empty(); }
  bool is_choice() const { return !file && value_name.find('|') != std::string::npos; }
};

/// The names and the meaning of a flag.
struct FlagText {
  std::string name;
  std::string value_name;
  std::string help;
  std::string alias{};
  char short_name = 0;
};

/// Throws a UsageError: "--name 'given' is not ...".
[[noreturn]] void refuse_value(const std::string& name, const std::string& given,
                               const std::string& expected);
/// The same for a value that shall be a number. `meant`: how to write it, as from with_decimal_point(); or
/// "".
[[noreturn]] void refuse_number(const std::string& name, const std::string& given,
                                const std::string& expected, const std::string& meant);
/// The same for a whole number. One like 10,000 is told how to write it.
[[noreturn]] void refuse_count(const std::string& name, const std::string& given,
                               const std::string& expected);
[[noreturn]] void refuse_choice(const std::string& name, const std::string& given,
                                const std::vector<std::string>& words);

/// The words of `choices`, or of all values of the enum E if there are none.
template <typename E>
std::vector<std::string> words_for(const std::vector<E>& choices = {}) {
  std::vector<std::string> result;
  for (const E one : choices) result.emplace_back(name_of(one));
  if (!result.empty()) return result;
  for (const Word<E>& one : words(E())) result.emplace_back(one.word);
  return result;
}

/// The value of the enum E for the word `given`, the value of the flag `name`. It must be one of `choices`,
/// or any value if there are none. Throws UsageError.
template <typename E>
E choice(const std::string& name, const std::string& given, const std::vector<E>& choices = {}) {
  const std::optional<E> value = value_called<E>(given);
  if (value && (choices.empty() || std::find(choices.begin(), choices.end(), *value) != choices.end())) {
    return *value;
  }
  refuse_choice(name, given, words_for(choices));
}

/// The range of a flag's numbers.
struct NumberRange {
  double least = 0;
  double most = 1;
  bool least_is_in = true;
  bool most_is_in = true;

  static const NumberRange kBelowOne;  ///< [0, 1)
};

/// The number in `given`. Throws UsageError if it is no number, or out of range. `before`: what precedes it
/// in the value of the flag, such as "uniform:".
double parse_in_range(const std::string& name, const std::string& given, const NumberRange& range,
                      const std::string& before = "");

/// A flag of another command that one might try here.
struct RefusedFlag {
  std::string name;
  std::string reason;  ///< "it follows one network, and cv trains several"
  std::string remedy;
};

/// The flags of a command. Each is bound to a member of the options struct, which has its default. A table
/// lives only while options are set or printed: it is not passed on with them.
class FlagTable {
 public:
  /// `command` is its name.
  explicit FlagTable(std::string command) : command_(std::move(command)) {}

  const std::string& command() const { return command_; }

  /// Flags added from now on stand under this heading.
  void group(std::string heading) { group_ = std::move(heading); }
  /// Flags added from now on never change a result.
  void end_recipe() { is_recipe_ = false; }

  /// Any non-empty text.
  void add_text(const FlagText& text, std::string& value);
  /// The path of a file to read, or - for standard input.
  void add_input(const FlagText& text, std::string& path);
  /// The path of a file to write, or, if allowed, - for standard output.
  void add_output(const FlagText& text, std::string& path, Writing writing,
                  bool may_be_standard_output = false);
  /// The path of a result that is written by write_result().
  void add_result(const FlagText& text, std::string& path);
  /// On or off; takes no value on the command line.
  void add_switch(const FlagText& text, bool& value);
  /// A whole number from `least` to `most`.
  void add_count(const FlagText& text, std::uint64_t& value, std::uint64_t least, std::uint64_t most);
  /// The same without a value at first; help shows `default_text` then, JSON null.
  void add_count(const FlagText& text, std::optional<std::uint64_t>& value, std::string default_text,
                 std::uint64_t least, std::uint64_t most);
  /// The same, or `implied` if no number follows. JSON has null for 0, and help shows no default.
  void add_optional_count(const FlagText& text, std::uint64_t& value, std::uint64_t implied,
                          std::uint64_t least, std::uint64_t most);
  /// A number in `range`.
  void add_number(const FlagText& text, double& value, const NumberRange& range);
  /// A number of threads; `auto` is 0.
  void add_threads(const FlagText& text, std::uint64_t& value);
  /// A text that may be given several times.
  void add_repeatable(const FlagText& text, std::vector<std::string>& values);

  /// One of the words of the enum E: of `choices`, or any if there are none.
  template <typename E>
  void add_choice(const FlagText& text, E& value, const std::vector<E>& choices = {}) {
    add_words(
        text, words_for(choices),
        [&value, name = text.name, choices](const std::string& given) {
          value = choice(name, given, choices);
        },
        [&value] { return std::string(name_of(value)); });
  }
  /// The same, or `auto` for no value. Takes `choices`, or all words if there are none.
  template <typename E>
  void add_choice(const FlagText& text, std::optional<E>& value, const std::vector<E>& choices = {}) {
    std::vector<std::string> all = words_for(choices);
    all.insert(all.begin(), "auto");
    add_words(
        text, all,
        [&value, name = text.name, all](const std::string& given) {
          if (std::find(all.begin(), all.end(), given) == all.end()) refuse_choice(name, given, all);
          value = value_called<E>(given);  // none for auto
        },
        [&value] { return std::string(value ? name_of(*value) : "auto"); });
  }

  /// A word without a flag is the value of this flag: `show M` for `show --model M`. If several flags take
  /// one, the words go to those that are not named, in the order of the calls. The last one takes all further
  /// words if it may be repeated.
  void take_bare_word(std::string name) { bare_.push_back(std::move(name)); }
  const std::vector<std::string>& bare_flags() const { return bare_; }

  /// The flag added last says what is in a file to write.
  void mark_output() { flags_.back().is_output = true; }
  /// The flag added last may be given several times.
  void mark_repeatable() { flags_.back().repeatable = true; }
  /// The flag added last takes such numbers.
  void mark_numbers(FlagNumbers numbers) { flags_.back().numbers = numbers; }

  /// Completions offer these words for the flag added last. It may take other values, too.
  void offer(std::vector<std::string> words) { flags_.back().offered = std::move(words); }
  /// The same for one word or several, with commas between.
  void offer_list(std::vector<std::string> words) {
    offer(std::move(words));
    flags_.back().is_list = true;
  }

  /// Takes a flag out again. Whoever gives it gets the reason.
  void refuse(RefusedFlag refused);
  /// The flag of this name that was taken out; null if there is none.
  const RefusedFlag* find_refused(std::string_view name) const;

  /// Sets the default that help shows for the flag `name`, if it is not the bound value.
  void show_default(std::string_view name, const std::string& text);

  /// Sets the help on the flag `name`, where a command means it differently.
  void show_help(std::string_view name, const std::string& help);

  /// Adds a flag with its own grammar.
  void add(const FlagText& text, std::string default_text, std::function<void(const std::string&)> set,
           std::function<void(JsonWriter&)> write);

  const std::vector<Flag>& flags() const { return flags_; }

  /// All flags with their present values; those named in `given` are marked as given.
  std::vector<OptionValue> values(const std::set<std::string>& given = {}) const;

  /// Finds a flag by its name or alias (without dashes; _ counts as -), or by its short name; null if there
  /// is none.
  const Flag* find(std::string_view name) const;
  const Flag* find_short(char name) const;

  /// All long names, for suggestions.
  std::vector<std::string> names() const;

 private:
  Flag make(const FlagText& text) const;
  /// A flag that takes one of `words`; `word` returns the present one.
  void add_words(FlagText text, const std::vector<std::string>& words,
                 std::function<void(const std::string&)> set, const std::function<std::string()>& word);

  std::string command_;
  std::string group_;
  std::vector<std::string> bare_;
  bool is_recipe_ = true;
  std::vector<Flag> flags_;
  std::vector<RefusedFlag> refused_;
};

/// The flags that name a file to write, now.
std::vector<const Flag*> outputs_of(const FlagTable& flags);

/// Throws UsageError if two flags name standard input or one pipe, which can be read once.
void check_standard_input(const FlagTable& flags);

/// Checks the files of all flags before the table is read: standard input and pipes are read once; what is to
/// be written can be, and it overwrites no file of another flag, except where `may_replace` has its flag and
/// that of an input. Throws UsageError or DataError.
void check_files(const FlagTable& flags,
                 const std::vector<std::pair<std::string_view, std::string_view>>& may_replace = {});

/// Whether the file of a flag can be written, and is none that another flag reads or writes.
bool is_free(const FlagTable& flags, const Flag& output);

}  // namespace nntrain
