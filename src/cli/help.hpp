#pragma once

#include <string>
#include <vector>

#include "cli/flag_table.hpp"

namespace nntrain {

/// What help, the manual page and completions say of a command beside its flags.
struct CommandText {
  std::string name;
  std::string summary;      ///< one line
  std::string usage;        ///< "nntrain train --data FILE [FLAGS]"
  std::string description;  ///< lines of up to 110 columns; an empty one ends a paragraph
  std::string notes;        ///< likewise, behind the flags
  std::vector<std::string> examples;
};

/// Of all commands but help, in the order in which they are told.
const std::vector<CommandText>& command_texts();

/// What nntrain is and how to ask for more, in a few lines.
std::string short_help();

/// What a command does, all its flags, grouped, with their defaults, and examples.
std::string command_help(const CommandText& text, const FlagTable& table);

/// A command as the manual page and completions show it. Its flags can be looked at, but not set.
struct CommandPage {
  const CommandText& text;
  std::vector<Flag> flags;
  std::string bare;  ///< the flag that a word without one is the value of, or ""
};

/// What stands for a flag's value: N, [N] where it may be left out, or WHICH where text_of() lists them.
std::string value_text(const Flag& flag);

/// What is told of a flag: its choices, what it is for, its alias, its default.
std::string text_of(const Flag& flag);

}  // namespace nntrain
