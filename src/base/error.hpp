#pragma once

#include <stdexcept>
#include <string>

#include "base/exit_code.hpp"
#include "base/remedy.hpp"

namespace nntrain {

/// An error that the user can correct. The message names the place and the cause. The remedy may be empty; it
/// says what to type instead, and is printed on its own line.
class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& message, Remedy remedy = {})
      : std::runtime_error(message), code_(code), remedy_(std::move(remedy)) {}

  ExitCode code() const { return code_; }
  const Remedy& remedy() const { return remedy_; }

 private:
  ExitCode code_;
  Remedy remedy_;
};

/// Prints an error: the message, and the remedy on a line of its own, if it is not "". Needs no memory, so it
/// can say that there is none. Of several ranks only the first one prints.
void print_error(const char* message, const char* remedy = "");

/// The same, on each rank.
void tell_error(const char* message, const char* remedy = "");

/// The command line names something unknown or contradicts itself. Exit code 2.
struct UsageError : Error {
  explicit UsageError(const std::string& message, Remedy remedy = {})
      : Error(ExitCode::kUsage, message, std::move(remedy)) {}
};

/// A data file or other file cannot be read, used or written. Exit code 3.
struct DataError : Error {
  explicit DataError(const std::string& message, Remedy remedy = {})
      : Error(ExitCode::kData, message, std::move(remedy)) {}

  /// The reader of the output `path` has closed it. The program ends quietly, as by SIGPIPE.
  static DataError closed_pipe(const std::string& path) {
    return DataError(ExitCode::kClosedPipe, "nobody reads " + path + " any more");
  }

 private:
  using Error::Error;
};

/// Training cannot start or failed. Exit code 4.
struct TrainingError : Error {
  explicit TrainingError(const std::string& message, Remedy remedy = {})
      : Error(ExitCode::kTraining, message, std::move(remedy)) {}
};

/// A model file cannot be read or does not fit the data. Exit code 5.
struct ModelError : Error {
  explicit ModelError(const std::string& message, Remedy remedy = {})
      : Error(ExitCode::kModel, message, std::move(remedy)) {}
};

}  // namespace nntrain
