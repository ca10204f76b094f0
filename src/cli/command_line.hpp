#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/flag_table.hpp"

namespace nntrain {

/// The words of a command line after the command.
using Arguments = std::vector<std::string>;

/// Whether `--long_name` or `-short_name` is among the words, but not as a flag's value.
bool asks_for(const Arguments& arguments, const FlagTable& table, const std::string& long_name,
              char short_name);

/// Sets the flags on the command line and returns their names. Throws UsageError, with a suggestion, for a
/// flag that is unknown, abbreviated, repeated or incomplete.
std::set<std::string> parse_command_line(const Arguments& arguments, const FlagTable& table);

/// Sets flags from the lines `flag = value` of a file (a switch takes true or false; empty lines and lines
/// that start with # are ignored). Flags in `given` keep their values from the command line; a repeatable
/// flag gets the values of both. Adds the names of the flags in the file to `given`. Throws DataError if the
/// file cannot be read, UsageError with the line for any error in it.
void read_config_file(const std::string& path, const FlagTable& table, std::set<std::string>& given);

}  // namespace nntrain
