#pragma once

#include <cstddef>
#include <string>

#include "base/output.hpp"
#include "training/train.hpp"

namespace nntrain {

/// Writes a row for the start and one after each update: iteration, loss and, for classes, accuracy. CSV with
/// a header line, or one JSON object a line where the path ends in .jsonl. Every row is on its way to the
/// disk before the next update begins.
class LogFile : public TrainingObserver {
 public:
  /// rows: of the data, what `correct` is divided by. Throws DataError if the file cannot be written.
  LogFile(const std::string& path, std::size_t rows, bool with_accuracy);

  void on_iteration(const IterationView& view) override;

 private:
  GrowingFile file_;
  bool json_lines_;
  double rows_;
  bool with_accuracy_;
  std::string line_;
};

}  // namespace nntrain
