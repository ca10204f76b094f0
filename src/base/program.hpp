#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// Whether the PATH has a program with this name.
bool is_program(const std::string& name);

/// The output of another program.
struct ProgramOutput {
  std::string output;
  std::string errors;
  bool is_done = false;  ///< the program exited by itself with exit code 0
  std::string end;       ///< how it ended: "exit code 1", or "signal 9 (Killed)"
};

/// Runs a program from the PATH until it exits. `words` is its name and its arguments, `input` its standard
/// input. Throws DataError if the program cannot be run.
ProgramOutput run_program(const std::vector<std::string>& words, std::string_view input);

}  // namespace nntrain
