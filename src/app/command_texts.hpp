#pragma once

#include <string>
#include <vector>

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

}  // namespace nntrain
