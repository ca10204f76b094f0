#pragma once

#include <set>
#include <string>

#include "app/flag_table.hpp"

namespace nntrain {

/// Sets the flags that the lines `flag = value` of the file name (a switch takes true or false; empty lines
/// and those that start with # say nothing), but for those in `given`: the command line wins, and what may be
/// repeated adds up. Adds the names of what it set. Throws DataError if the file cannot be read, UsageError
/// with its line for all that is wrong in it.
void read_config_file(const std::string& path, const FlagTable& table, std::set<std::string>& given);

}  // namespace nntrain
