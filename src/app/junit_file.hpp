#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/exit_code.hpp"
#include "report/junit.hpp"

namespace nntrain {

/// The file of --junit, "" for none, and what it says of all cases.
struct JunitFile {
  std::string path;
  std::string command;  ///< "train"
  std::string data;     ///< the path of the data
};

/// Runs the rest of a command, whose flags are right; `run` fills in the cases. Writes the file at the end,
/// also if `run` throws an Error: then its case is an error. A file that cannot be written is told, and the
/// exit code is kData unless a signal came.
ExitCode with_junit(const JunitFile& file, const std::function<ExitCode(std::vector<TestCase>& cases)>& run);

}  // namespace nntrain
