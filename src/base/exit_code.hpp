#pragma once

namespace nntrain {

/// The exit codes of the program. They are a part of the command-line contract.
enum class ExitCode {
  kDone = 0,           ///< done, and every assert held
  kAnswerNo = 1,       ///< the program ran; an assert failed, a replay or gradients differ
  kUsage = 2,          ///< the command line names something unknown or contradicts itself
  kData = 3,           ///< data or input/output: a missing file, a bad CSV, no such column, cannot write
  kTraining = 4,       ///< training failed: it diverged, there is only one class, or too few rows
  kModel = 5,          ///< a model file cannot be read or does not fit the data
  kBug = 70,           ///< a bug in nntrain
  kHungUp = 129,       ///< stopped by SIGHUP; the results so far are written
  kInterrupted = 130,  ///< by SIGINT
  kClosedPipe = 141,   ///< nobody reads an output any more: the program ends as by SIGPIPE
  kTerminated = 143,   ///< by SIGTERM
  kCpuTime = 152,      ///< by SIGXCPU, at a limit of processor time (ulimit -S -t)
};

/// `code`; kClosedPipe if it is kDone and the output was not read to its end.
constexpr ExitCode or_closed_pipe(ExitCode code, bool is_read) {
  return code == ExitCode::kDone && !is_read ? ExitCode::kClosedPipe : code;
}

}  // namespace nntrain
