#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/output.hpp"
#include "training/train.hpp"

namespace nntrain {

/// Writes a row for the start and one after each iteration: the number of the start if there are several, the
/// iteration, the loss, for classes the accuracy, and the last two of the validation rows if there are any.
/// The file is CSV with a header line, or one JSON object per line if the path ends in .jsonl. Each row is
/// written before the next update begins.
class LogFile : public TrainingObserver {
 public:
  /// Keeps a reference to `splits`. Throws DataError if the file cannot be written.
  LogFile(const std::string& path, const Splits& splits, bool with_accuracy, bool with_restart);

  void on_iteration(const IterationView& view) override;

  /// Why the log could not be written to its end, or none. Training goes on without it.
  const std::optional<DataError>& lost() const { return lost_; }

 private:
  void write(const std::string& text);
  void add(std::string_view name, const std::string& value);

  GrowingFile file_;
  bool json_lines_;
  std::vector<const Split*> splits_;  // the training rows, and the validation rows
  bool with_accuracy_;
  bool with_restart_;
  bool is_first_ = true;
  std::string head_;  // the header line of a CSV
  std::string line_;
  std::optional<DataError> lost_;
};

}  // namespace nntrain
