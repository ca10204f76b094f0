#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/flag_table.hpp"

namespace nntrain {

/// The words of a command line behind the command.
using Arguments = std::vector<std::string>;

/// Whether `-h`, `--help` (or `-V`, `--version`) stands among the flags (not as a flag's value).
bool asks_for(const Arguments& arguments, const FlagTable& table, const std::string& long_name,
              char short_name);

/// Sets the flags that the command line names and returns their names. Throws UsageError with a suggestion
/// for whatever is unknown, abbreviated, repeated or incomplete.
std::set<std::string> parse_command_line(const Arguments& arguments, const FlagTable& table);

/// Sets the flags that the lines `flag = value` of the file name (a switch takes true or false; empty lines
/// and those that start with # say nothing), but for those in `given`: the command line wins, and what may be
/// repeated adds up. Adds the names of what it set. Throws DataError if the file cannot be read, UsageError
/// with its line for all that is wrong in it.
void read_config_file(const std::string& path, const FlagTable& table, std::set<std::string>& given);

}  // namespace nntrain
