#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// The name with - for every _.
std::string with_hyphens(std::string_view name);

/// What may be meant by a flag that is none of `flags`, also if it is a word of other programs: "; did
/// you mean '--data'?". For something that nntrain lacks, what there is instead: "; there is no ...". "" if
/// nothing is similar. `prefix` precedes the flag.
std::string suggest_flag(std::string_view name, const std::vector<std::string>& flags,
                         std::string_view prefix = "--");

/// The same for the value of the flag `flag`, which must be one of `words`.
std::string suggest_value(std::string_view flag, std::string_view given,
                          const std::vector<std::string>& words);

/// The same for a word that is no command.
std::string suggest_command(std::string_view word, const std::vector<std::string>& commands);

}  // namespace nntrain
