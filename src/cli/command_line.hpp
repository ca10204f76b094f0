#pragma once

#include <map>
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

/// Sets the flags on the command line and returns their names. Behind a word -- there are no flags. Throws
/// UsageError, with a suggestion, for a flag that is unknown, abbreviated, repeated or incomplete.
std::set<std::string> parse_command_line(const Arguments& arguments, const FlagTable& table);

/// A line `flag = value` of a config file, or a flag of a preset.
struct FlagLine {
  std::string flag;  ///< its name, also for an alias
  std::string value;
  std::string place{};   ///< "c.conf:2"; "" for a preset
  bool is_given = true;  ///< whether it counts as given by the user, if it has a place
};

/// Where a config file sets flags: a place for each name, "c.conf:2" or "c.conf:2 or c.conf:3".
using FlagPlaces = std::map<std::string, std::string>;
void add_place(FlagPlaces& places, const FlagLine& line);

/// The lines of the file that --config names; none if it names none. A switch has the value true or false.
/// Left out: empty lines, and comments (from a # at the start of a line, or behind a blank outside of double
/// quotes). Throws DataError if the file cannot be read, UsageError with the line for an unknown flag, or one
/// that is set twice.
std::vector<FlagLine> read_config(const FlagTable& table);

/// Sets the flag. Throws UsageError, with the place, if the value is wrong.
void set_flag(const FlagTable& table, const FlagLine& line);

/// Sets the flags on the command line, and then those of its config file that it does not have; a repeatable
/// flag gets the values of both. Returns the names of all; `places` gets those of the file. Throws what
/// parse_command_line(), read_config() and set_flag() throw.
std::set<std::string> read_flags(const Arguments& arguments, const FlagTable& table, FlagPlaces& places);

/// An error message that tells where the config file sets the flags in it:
/// "c.conf:2: --loss contradicts --backprop (c.conf:1)".
std::string with_places(std::string message, const FlagPlaces& places);

}  // namespace nntrain
