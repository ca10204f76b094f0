#pragma once

#include "base/exit_code.hpp"
#include "cli/command_line.hpp"

namespace nntrain {

/// Runs the command that the words behind the program's name ask for. Throws Error.
ExitCode run_command(const Arguments& arguments);

/// Reads, trains, measures, tells.
ExitCode train_command(const Arguments& arguments);

/// Predictions of a saved model for the rows of a file.
ExitCode predict_command(const Arguments& arguments);

/// How good a saved model is on labelled rows.
ExitCode evaluate_command(const Arguments& arguments);

/// A picture of a saved model, or of a log.
ExitCode plot_command(const Arguments& arguments);

}  // namespace nntrain
