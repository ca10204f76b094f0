#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/exit_code.hpp"
#include "cli/flag_table.hpp"
#include "report/junit.hpp"

namespace nntrain {

/// The file of --junit, "" for none, and what it says of all cases.
struct JunitFile {
  std::string path;
  std::string command;  ///< "train"
  std::string data;     ///< the path of the data
};

/// Writes an error that comes before all flags are checked: a model that is missing, an output that cannot be
/// written. Not one of usage, and not if the file may be a wrong one: another flag's.
void write_early_error(const FlagTable& flags, const JunitFile& file, const Error& error);

/// Runs the rest of a command, whose flags are right; `run` fills in the cases. Writes the file at the end,
/// also if `run` throws an Error or memory ends: then its case is an error. A file that cannot be written is
/// told, and the exit code is kData unless a signal came.
ExitCode with_junit(const JunitFile& file, const std::function<ExitCode(std::vector<TestCase>& cases)>& run);

}  // namespace nntrain
