#pragma once

#include <string>
#include <vector>

#include "cli/flag_table.hpp"

namespace nntrain {

/// The texts on a command in help, the manual page and completions, besides its flags.
struct CommandText {
  std::string name;
  std::string summary;      ///< one line
  std::string usage;        ///< "nntrain train --data FILE [FLAGS]"
  std::string description;  ///< lines of up to 110 columns; an empty line ends a paragraph
  std::string notes;        ///< the same, after the flags
  std::vector<std::string> examples;
};

/// For all commands except help, in the order of the help text.
const std::vector<CommandText>& command_texts();

/// A few lines on what nntrain is, its commands, and where to find more help.
std::string short_help();

/// What a command does, its flags in groups with their defaults, and examples.
std::string command_help(const CommandText& text, const FlagTable& table);

/// A command for the manual page and completions. The texts of its flags may be read; their values are gone.
struct CommandPage {
  const CommandText& text;
  std::vector<Flag> flags;
  std::vector<std::string> bare;  ///< the flags that take a word without a flag
};

/// The manual page nntrain(1) of all commands, in the macros of man(7).
std::string manual_page(const std::vector<CommandPage>& pages);

/// A script with which bash, or zsh, completes commands, flags, and their choices and files.
std::string bash_completion(const std::vector<CommandPage>& pages);
std::string zsh_completion(const std::vector<CommandPage>& pages);

/// The placeholder of a flag's value: N, [N] if it is optional, or WHICH if text_of() lists the choices.
std::string value_text(const Flag& flag);

/// The help on a flag: its choices, its meaning, its alias, its default.
std::string text_of(const Flag& flag);

}  // namespace nntrain
