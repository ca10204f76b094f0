#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/flag_table.hpp"

namespace nntrain {

/// The parts of `text` between `separators`, which do not count in double quotes; without blanks around them.
/// `where` precedes the message. Throws UsageError if a quote is not closed.
std::vector<std::string> parts_outside_quotes(const std::string& text, std::string_view separators,
                                              const std::string& where);

/// The flag `name`, in which the runs of a sweep may differ. `where` precedes the message. Throws UsageError
/// for an unknown flag, and for one that does not shape a result or makes results that cannot be compared.
const Flag& flag_of_runs(const std::string& name, const FlagTable& flags, const std::string& where);

/// The value in `text`, without the quotes around the name of a file. Sets the flag to it. `where` precedes
/// the message. Throws UsageError if the flag does not take it.
std::string value_of_runs(const std::string& text, const Flag& flag, const std::string& where);

}  // namespace nntrain
