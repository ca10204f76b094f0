#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/flag_table.hpp"

namespace nntrain {

/// The words of a command line behind the command.
using Arguments = std::vector<std::string>;

/// Whether `-h`, `--help` (or `-V`, `--version`) stands among the flags (not as a flag's value).
bool asks_for(const Arguments& arguments, const FlagTable& table, const std::string& long_name,
              char short_name);

/// Sets the flags that the command line names and returns their names. Throws UsageError with a suggestion
/// for whatever is unknown, abbreviated, repeated or incomplete.
std::set<std::string> parse_command_line(const Arguments& arguments, const FlagTable& table);

}  // namespace nntrain
