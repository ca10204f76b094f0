#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// Whether a program of this name is on the PATH.
bool is_program(const std::string& name);

/// What another program has said.
struct ProgramAnswer {
  std::string output;
  std::string errors;
  bool is_done = false;  ///< it ended by itself with exit code 0
};

/// Runs a program of the PATH, its arguments behind its name, with `input` on its standard input, to its end.
/// Throws DataError where that is not possible.
ProgramAnswer run_program(const std::vector<std::string>& words, std::string_view input);

}  // namespace nntrain
