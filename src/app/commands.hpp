#pragma once

#include <functional>
#include <string>

#include "base/exit_code.hpp"
#include "cli/command_line.hpp"

namespace nntrain {

/// Runs the command that the words behind the program's name ask for. Throws Error.
ExitCode run_command(const Arguments& arguments);

using UseFlags = std::function<void(const FlagTable&)>;

/// What one word in front of the flags stands for.
struct Command {
  std::string name;
  void (*with_flags)(const UseFlags& use);  ///< calls `use` with its flags
  ExitCode (*run)(const Arguments& arguments);
};

/// Calls `use` with the flags of a command, bound to options that live as long.
template <typename Options, FlagTable (*flags)(Options&)>
void with_flags(const UseFlags& use) {
  Options options;
  use(flags(options));
}

/// The commands but help; what they are for is in cli/help.cpp.
Command train_command();
Command predict_command();
Command evaluate_command();
Command show_command();
Command plot_command();
Command replay_command();
Command export_command();
Command bench_command();

}  // namespace nntrain
