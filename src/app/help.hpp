#pragma once

#include <string>
#include <vector>

#include "app/command_texts.hpp"
#include "app/flag_table.hpp"

namespace nntrain {

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
