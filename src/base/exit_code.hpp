#pragma once

namespace nntrain {

/// The program's exit codes: a part of the command-line contract.
enum class ExitCode {
  kDone = 0,           ///< done, and every assert held
  kAnswerNo = 1,       ///< it ran, and the answer is no: an assert failed
  kUsage = 2,          ///< the command line asks for something that does not exist or contradicts itself
  kData = 3,           ///< data or input/output: a missing file, a bad CSV, no such column, cannot write
  kTraining = 4,       ///< training failed: diverged, one class only, too few rows
  kModel = 5,          ///< a file of weights that cannot be read or does not fit the data
  kBug = 70,           ///< nntrain itself is wrong
  kInterrupted = 130,  ///< by SIGINT; what there is so far is written
  kTerminated = 143,   ///< by SIGTERM; likewise
};

}  // namespace nntrain
