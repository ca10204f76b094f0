#include "app/commands.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "cli/help.hpp"
#include "cli/other_words.hpp"
#include "report/json_error.hpp"
#include "report/outputs.hpp"

namespace nntrain {
namespace {

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {train_command(),   cv_command(),       sweep_command(),
                                           predict_command(), evaluate_command(), compare_command(),
                                           check_command(),   show_command(),     plot_command(),
                                           replay_command(),  export_command(),   bench_command()};
  return all;
}

const Command* find_command(const std::string& name) {
  for (const Command& command : commands()) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Command& command : commands()) names.push_back(command.name);
  names.emplace_back("help");
  return names;
}

/// "nntrain predict m.json": a command with its models, if they are its first words.
std::string command_with_models(const std::string& command, const Arguments& words) {
  if (command.empty() || command == "train") return "nntrain";
  std::string text = "nntrain " + command;
  for (const std::string& word : words) {
    if (word.starts_with("-")) break;
    text += " " + shell_word(word);
  }
  return text;
}

/// The format of the result that the words ask for, whatever else is wrong with them.
Format format_in(const Arguments& words) {
  Format format = Format::kText;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string flag = "--format";
    const bool is_next = words[i] == flag && i + 1 < words.size();
    if (!is_next && !words[i].starts_with(flag + "=")) continue;
    const std::string word = is_next ? words[i + 1] : words[i].substr(flag.size() + 1);
    format = value_called<Format>(word).value_or(format);
  }
  return format;
}

const CommandText& text_of_command(const std::string& name) {
  const std::vector<CommandText>& texts = command_texts();
  return *std::find_if(texts.begin(), texts.end(),
                       [&](const CommandText& text) { return text.name == name; });
}

std::vector<CommandPage> command_pages() {
  std::vector<CommandPage> pages;
  for (const Command& command : commands()) {
    command.with_flags([&](const FlagTable& flags) {
      pages.push_back({text_of_command(command.name), flags.flags(), flags.bare_flags()});
    });
  }
  return pages;
}

[[noreturn]] void refuse_command(const std::string& word) {
  std::error_code ignored;
  if (std::filesystem::exists(word, ignored)) {
    throw UsageError(
        fmt::format("'{}' is not a command; did you mean --data {}?", shown_path(word), shown_path(word)));
  }
  bool is_flag = false;
  with_flags<TrainOptions, train_flags>(
      [&](const FlagTable& flags) { is_flag = flags.find(word) != nullptr; });
  const std::string meant = suggest_command(word, command_names());
  throw UsageError(fmt::format("'{}' is not a command{}", printable(word),
                               meant.empty() && is_flag ? fmt::format("; did you mean --{}?", word) : meant),
                   "the commands are: " + join(command_names()));
}

std::string help_on(const std::string& name) {
  if (name == "help") return short_help();
  if (name == "man") return manual_page(command_pages());
  if (name == "bash") return bash_completion(command_pages());
  if (name == "zsh") return zsh_completion(command_pages());
  const Command* const command = find_command(name);
  if (command == nullptr) refuse_command(name);
  std::string help;
  command->with_flags([&](const FlagTable& flags) { help = command_help(text_of_command(name), flags); });
  return help;
}

ExitCode help_command(const Arguments& words) {
  if (words.size() > 1) throw UsageError("help takes one command", "for example:  nntrain help train");
  write_standard_output(words.empty() ? short_help() : help_on(words.front()));
  return ExitCode::kDone;
}

ExitCode print_version() {
  write_standard_output("nntrain " NNTRAIN_VERSION "\n");
  return ExitCode::kDone;
}

}  // namespace

ExitCode run_command(const Arguments& arguments) {
  if (arguments.empty()) {
    write_standard_error(short_help());
    return ExitCode::kUsage;
  }
  if (arguments.size() == 1 && (arguments.front() == "--version" || arguments.front() == "-V")) {
    return print_version();
  }
  const bool has_word = arguments.front().substr(0, 1) != "-";
  const std::string command = has_word ? arguments.front() : "train";
  const Arguments rest(arguments.begin() + (has_word ? 1 : 0), arguments.end());
  if (command == "help") {
    const bool on_itself = rest.size() == 1 && (rest.front() == "--help" || rest.front() == "-h");
    return help_command(on_itself ? Arguments{"help"} : rest);
  }
  const Command* const found = find_command(command);
  if (found == nullptr) refuse_command(command);
  bool wants_help = false;
  bool wants_version = false;
  found->with_flags([&](const FlagTable& flags) {
    wants_help = asks_for(rest, flags, "help", 'h');
    wants_version = asks_for(rest, flags, "version", 'V');
  });
  if (wants_help) return help_command({command});
  if (wants_version) return print_version();
  FlagPlaces places;
  try {
    return found->run(rest, places);
  } catch (const Error& error) {
    // In other errors a flag is part of advice.
    const bool is_about_flags = error.code() == ExitCode::kUsage;
    const Error placed(error.code(), is_about_flags ? with_places(error.what(), places) : error.what(),
                       error.remedy().of_command(command_with_models(command, rest)));
    if (placed.code() != ExitCode::kClosedPipe) {
      const auto nothing = [] { return std::string(); };
      write_standard_output(in_format(
          format_in(rest), nothing, [&] { return json_error(placed, command); }, nothing));
    }
    throw placed;
  }
}

}  // namespace nntrain
