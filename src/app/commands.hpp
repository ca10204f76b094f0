#pragma once

#include <functional>
#include <string>

#include "base/exit_code.hpp"
#include "cli/command_line.hpp"

namespace nntrain {

/// Runs the command in the words after the program's name. Throws Error.
ExitCode run_command(const Arguments& arguments);

using UseFlags = std::function<void(const FlagTable&)>;

/// A command: the word before the flags.
struct Command {
  std::string name;
  void (*with_flags)(const UseFlags& use);  ///< calls `use` with its flags
  /// `places` gets the flags in the config file, also if it throws.
  ExitCode (*run)(const Arguments& arguments, FlagPlaces& places);
};

/// Calls `use` with the flags of a command. The options bound to them live until it returns.
template <typename Options, FlagTable (*flags)(Options&)>
void with_flags(const UseFlags& use) {
  Options options;
  use(flags(options));
}

/// All commands except help. Their descriptions are in cli/help.cpp.
Command train_command();
Command cv_command();
Command sweep_command();
Command predict_command();
Command evaluate_command();
Command compare_command();
Command check_command();
Command show_command();
Command plot_command();
Command replay_command();
Command export_command();
Command bench_command();

}  // namespace nntrain
