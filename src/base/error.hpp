#pragma once

#include <stdexcept>
#include <string>

#include "base/exit_code.hpp"

namespace nntrain {

/// What a user did or gave that nntrain cannot go on with. The message names place and cause; the remedy,
/// printed on a line of its own, names what to type instead (it may be empty).
class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& message, std::string remedy = "")
      : std::runtime_error(message), code_(code), remedy_(std::move(remedy)) {}

  ExitCode code() const { return code_; }
  const std::string& remedy() const { return remedy_; }

 private:
  ExitCode code_;
  std::string remedy_;
};

/// The command line asks for what does not exist or contradicts itself: exit 2.
struct UsageError : Error {
  explicit UsageError(const std::string& message, std::string remedy = "")
      : Error(ExitCode::kUsage, message, std::move(remedy)) {}
};

/// Data or files: exit 3.
struct DataError : Error {
  explicit DataError(const std::string& message, std::string remedy = "")
      : Error(ExitCode::kData, message, std::move(remedy)) {}
};

/// Nothing to learn from: exit 4.
struct TrainingError : Error {
  explicit TrainingError(const std::string& message, std::string remedy = "")
      : Error(ExitCode::kTraining, message, std::move(remedy)) {}
};

/// A file of weights that cannot be read or does not fit: exit 5.
struct ModelError : Error {
  explicit ModelError(const std::string& message, std::string remedy = "")
      : Error(ExitCode::kModel, message, std::move(remedy)) {}
};

}  // namespace nntrain
