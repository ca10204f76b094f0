#include "cli/flag_table.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/fail_together.hpp"
#include "base/file_pattern.hpp"
#include "base/input.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "cli/other_words.hpp"

namespace nntrain {
namespace {

constexpr std::uint64_t kMostThreads = 1024;

/// Flags, unlike cells of data, refuse 010: some programs would read it as 8.
bool has_leading_zero(std::string_view text) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

/// The files that a flag may write or read: its path, and perhaps the .part of it and a temporary file.
std::vector<std::string> files_of(const Flag& flag) {
  std::vector<std::string> files = {*flag.file->path};
  const std::string& path = *flag.file->path;
  if (flag.file->writing != Writing::kWhole || !has_part(path)) return files;
  files.push_back(temporary_of(path));
  if (flag.file->has_part) {
    files.push_back(part_of(path));
    files.push_back(temporary_of(part_of(path)));
  }
  return files;
}

std::uint64_t parse_count_in(const std::string& name, const std::string& given, std::uint64_t least,
                             std::uint64_t most) {
  const std::optional<std::uint64_t> count = parse_count(given);
  if (!count || *count < least || *count > most)
    refuse_count(name, given, fmt::format("a whole number from {} to {}", least, most));
  return *count;
}

/// The number in a text; none if it is no number, or out of range.
std::optional<double> number_in(const std::string& text, const NumberRange& range) {
  const ParsedNumber number = parse_number(text);
  const double x = number.value;
  const bool is_low = x < range.least || (x == range.least && !range.least_is_in);
  const bool is_high = x > range.most || (x == range.most && !range.most_is_in);
  if (number.status != NumberStatus::kOk || has_leading_zero(text) || is_low || is_high) return {};
  return x;
}

void refuse_overwriting(const Flag& output, const Flag& other) {
  const std::vector<std::string> others =
      other.file->writing ? files_of(other) : files_if_any(*other.file->path);
  for (const std::string& file : files_of(output)) {
    for (const std::string& other_file : others) {
      const bool is_input = other_file == "-" && !other.file->writing;
      if (!(is_input ? is_file_of_stream(file, STDIN_FILENO) : same_file(file, other_file))) continue;
      const std::string& path = *output.file->path;
      const char* const beside = file == path                                     ? ""
                                 : output.file->has_part && file == part_of(path) ? "the .part of "
                                                                                  : "the temporary file of ";
      throw UsageError(fmt::format("{}--{} {} would overwrite the file of --{}", beside, output.name,
                                   shown_path(path), other.name),
                       fmt::format("name another file:  --{} FILE", output.name));
    }
  }
}

/// What a command writes to standard output may not be what it reads: `>>data.csv` behind `--data data.csv`.
void refuse_own_output(const std::vector<const Flag*>& inputs) {
  for (const Flag* const input : inputs) {
    for (const std::string& file : files_if_any(*input->file->path)) {
      if (!is_file_of_stream(file, STDOUT_FILENO)) continue;
      throw UsageError(fmt::format("standard output is the file of --{}, {}", input->name, shown_path(file)),
                       "write to another file");
    }
  }
}

}  // namespace

void refuse_value(const std::string& name, const std::string& given, const std::string& expected) {
  throw UsageError(fmt::format("--{} '{}' is not {}", name, printable(given), expected));
}

void refuse_number(const std::string& name, const std::string& given, const std::string& expected,
                   const std::string& meant) {
  throw UsageError(fmt::format("--{} '{}' is not {}", name, printable(given), expected),
                   meant.empty() ? "" : "write:  " + printable(meant));
}

void refuse_count(const std::string& name, const std::string& given, const std::string& expected) {
  refuse_number(name, given, expected, without_grouping(given));
}

const NumberRange NumberRange::kBelowOne{.most_is_in = false};

double parse_in_range(const std::string& name, const std::string& given, const NumberRange& range,
                      const std::string& before) {
  if (const std::optional<double> number = number_in(given, range)) return *number;
  const std::string with_point = with_decimal_point(given);
  refuse_number(name, given,
                fmt::format("a number {} {} and {} {}", range.least_is_in ? "from" : "above", range.least,
                            range.most_is_in ? "up to" : "below", range.most),
                number_in(with_point, range) ? before + with_point : "");
}

void refuse_choice(const std::string& name, const std::string& given, const std::vector<std::string>& words) {
  throw UsageError(fmt::format("--{} '{}' is not one of: {}{}", name, printable(given), join(words),
                               suggest_value(name, given, words)));
}

Flag FlagTable::make(const FlagText& text) const {
  Flag flag;
  flag.name = text.name;
  flag.alias = text.alias;
  flag.short_name = text.short_name;
  flag.value_name = text.value_name;
  flag.help = text.help;
  flag.group = group_;
  flag.is_recipe = is_recipe_;
  return flag;
}

void FlagTable::add(const FlagText& text, std::string default_text,
                    std::function<void(const std::string&)> set, std::function<void(JsonWriter&)> write) {
  Flag flag = make(text);
  flag.default_text = std::move(default_text);
  flag.set = std::move(set);
  flag.write = std::move(write);
  flags_.push_back(std::move(flag));
}

void FlagTable::add_words(FlagText text, const std::vector<std::string>& words,
                          std::function<void(const std::string&)> set,
                          const std::function<std::string()>& word) {
  text.value_name = join(words, "|", std::string::npos);
  add(text, word(), std::move(set), [word](JsonWriter& json) { json.string(word()); });
}

void FlagTable::add_text(const FlagText& text, std::string& value) {
  add(
      text, value,
      [&value, name = text.name](const std::string& given) {
        if (given.empty()) refuse_value(name, given, "usable: it is empty");
        value = given;
      },
      [&value](JsonWriter& json) { value.empty() ? json.null() : json.string(value); });
}

void FlagTable::add_input(const FlagText& text, std::string& path) {
  add_text(text, path);
  flags_.back().file = {&path, {}};
}

void FlagTable::add_output(const FlagText& text, std::string& path, Writing writing,
                           bool may_be_standard_output) {
  add_text(text, path);
  flags_.back().file = {&path, writing, may_be_standard_output};
  mark_output();
}

void FlagTable::add_result(const FlagText& text, std::string& path) {
  add_output(text, path, Writing::kWhole);
  flags_.back().file->has_part = true;
}

void FlagTable::add_switch(const FlagText& text, bool& value) {
  add(
      text, "",
      [&value, name = text.name](const std::string& given) {
        if (given != "true" && given != "false") refuse_value(name, given, "true or false");
        value = given == "true";
      },
      [&value](JsonWriter& json) { json.boolean(value); });
}

void FlagTable::add_count(const FlagText& text, std::uint64_t& value, std::uint64_t least,
                          std::uint64_t most) {
  add(
      text, fmt::format("{}", value),
      [&value, name = text.name, least, most](const std::string& given) {
        value = parse_count_in(name, given, least, most);
      },
      [&value](JsonWriter& json) { json.count(value); });
  mark_numbers(FlagNumbers::kWhole);
}

void FlagTable::add_count(const FlagText& text, std::optional<std::uint64_t>& value, std::string default_text,
                          std::uint64_t least, std::uint64_t most) {
  add(
      text, std::move(default_text),
      [&value, name = text.name, least, most](const std::string& given) {
        value = parse_count_in(name, given, least, most);
      },
      [&value](JsonWriter& json) { value ? json.count(*value) : json.null(); });
  mark_numbers(FlagNumbers::kWhole);
}

void FlagTable::add_optional_count(const FlagText& text, std::uint64_t& value, std::uint64_t implied,
                                   std::uint64_t least, std::uint64_t most) {
  add_count(text, value, least, most);
  flags_.back().implied = fmt::format("{}", implied);
  flags_.back().default_text.clear();
  flags_.back().write = [&value](JsonWriter& json) { value == 0 ? json.null() : json.count(value); };
}

void FlagTable::add_number(const FlagText& text, double& value, const NumberRange& range) {
  add(
      text, value == 0 ? "" : shortest(value),
      [&value, name = text.name, range](const std::string& given) {
        value = parse_in_range(name, given, range);
      },
      [&value](JsonWriter& json) { json.number(value); });
  mark_numbers(FlagNumbers::kAny);
}

void FlagTable::add_threads(const FlagText& text, std::uint64_t& value) {
  add(
      text, value == 0 ? "auto" : fmt::format("{}", value),
      [&value, name = text.name](const std::string& given) {
        const std::optional<std::uint64_t> count = given == "auto" ? 0 : parse_count(given);
        if (!count || *count > kMostThreads || (*count == 0 && given != "auto")) {
          refuse_count(name, given, fmt::format("auto, or a whole number from 1 to {}", kMostThreads));
        }
        value = *count;
      },
      [&value](JsonWriter& json) { value == 0 ? json.string("auto") : json.count(value); });
}

void FlagTable::add_repeatable(const FlagText& text, std::vector<std::string>& values) {
  add(
      text, "",
      [&values, name = text.name](const std::string& given) {
        if (given.empty()) refuse_value(name, given, "usable: it is empty");
        values.push_back(given);
      },
      [&values](JsonWriter& json) { json.strings(values); });
  mark_repeatable();
  mark_output();
}

void FlagTable::show_default(std::string_view name, const std::string& text) {
  for (Flag& flag : flags_) {
    if (flag.name == name) flag.default_text = text;
  }
}

void FlagTable::show_help(std::string_view name, const std::string& help) {
  for (Flag& flag : flags_) {
    if (flag.name == name) flag.help = help;
  }
}

void FlagTable::refuse(RefusedFlag refused) {
  std::erase_if(flags_, [&](const Flag& flag) { return flag.name == refused.name; });
  refused_.push_back(std::move(refused));
}

const RefusedFlag* FlagTable::find_refused(std::string_view given) const {
  const std::string name = with_hyphens(given);
  for (const RefusedFlag& refused : refused_) {
    if (refused.name == name) return &refused;
  }
  return nullptr;
}

const Flag* FlagTable::find(std::string_view given) const {
  const std::string name = with_hyphens(given);
  for (const Flag& flag : flags_) {
    if (flag.name == name || (!flag.alias.empty() && flag.alias == name)) return &flag;
  }
  return nullptr;
}

const Flag* FlagTable::find_short(char name) const {
  for (const Flag& flag : flags_) {
    if (flag.short_name == name && name != 0) return &flag;
  }
  return nullptr;
}

std::vector<OptionValue> FlagTable::values(const std::set<std::string>& given) const {
  std::vector<OptionValue> values;
  for (const Flag& flag : flags_) {
    JsonWriter json;
    flag.write(json);
    std::string text = json.text();
    if (text.ends_with('\n')) text.pop_back();  // after a list
    values.push_back(
        {flag.name, std::move(text), flag.is_recipe, given.count(flag.name) > 0, flag.is_output});
  }
  return values;
}

std::vector<std::string> FlagTable::names() const {
  std::vector<std::string> names;
  for (const Flag& flag : flags_) {
    names.push_back(flag.name);
    if (!flag.alias.empty()) names.push_back(flag.alias);
  }
  return names;
}

std::vector<const Flag*> outputs_of(const FlagTable& flags) {
  std::vector<const Flag*> outputs;
  for (const Flag& flag : flags.flags()) {
    if (flag.file && flag.file->writing && !flag.file->path->empty()) outputs.push_back(&flag);
  }
  return outputs;
}

void check_standard_input(const FlagTable& flags) {
  std::vector<const Flag*> inputs;
  for (const Flag& flag : flags.flags()) {
    if (!flag.file || flag.file->writing || flag.file->path->empty()) continue;
    const std::string& path = *flag.file->path;
    for (const Flag* const other : inputs) {
      const std::string& other_path = *other->file->path;
      const bool are_standard = path == "-" && other_path == "-";
      if (!are_standard && !is_same_pipe(path, other_path)) continue;
      throw UsageError(
          fmt::format("--{} and --{} cannot both be {}{}", other->name, flag.name, shown_path(other_path),
                      are_standard ? "" : ", a pipe, which can be read once"),
          "write one of them to a file");
    }
    inputs.push_back(&flag);
  }
  if (std::any_of(inputs.begin(), inputs.end(), [](const Flag* input) { return *input->file->path == "-"; }))
    share_standard_input();
}

void check_files(const FlagTable& flags,
                 const std::vector<std::pair<std::string_view, std::string_view>>& may_replace) {
  check_standard_input(flags);
  std::vector<const Flag*> inputs;
  for (const Flag& flag : flags.flags()) {
    if (flag.file && !flag.file->writing && !flag.file->path->empty()) inputs.push_back(&flag);
  }
  const std::vector<const Flag*> outputs = outputs_of(flags);
  for (const Flag* const output : outputs) {
    const std::string& path = *output->file->path;
    if (path == "-") {
      if (output->file->may_be_standard_output) {
        refuse_own_output(inputs);
        continue;
      }
      throw UsageError(fmt::format("--{} - would mix with the result on standard output", output->name),
                       "name a file");
    }
    fail_together([&] {
      for (const std::string& file : files_of(*output)) check_writable(file, *output->file->writing);
    });
    for (const Flag* const input : inputs) {
      const bool may = std::any_of(may_replace.begin(), may_replace.end(), [&](const auto& pair) {
        return output->name == pair.first && input->name == pair.second;
      });
      if (!may) refuse_overwriting(*output, *input);
    }
    for (const Flag* const other : outputs) {
      if (other == output) break;
      refuse_overwriting(*output, *other);
    }
  }
}

bool is_free(const FlagTable& flags, const Flag& output) {
  try {
    for (const std::string& file : files_of(output)) check_writable(file, *output.file->writing);
    for (const Flag& other : flags.flags()) {
      if (other.name != output.name && other.file && !other.file->path->empty())
        refuse_overwriting(output, other);
    }
  } catch (const Error&) {
    return false;
  }
  return true;
}

}  // namespace nntrain
