#pragma once

#include <cstddef>

#include "dataset/table.hpp"
#include "report/terminal_line.hpp"
#include "training/train.hpp"

namespace nntrain {

/// A line on standard error that is updated up to ten times per second: iteration, time left, rate, loss,
/// accuracy. It disappears when training ends.
class ProgressLine : public TrainingObserver {
 public:
  /// For `iterations` iterations of each of `restarts` starts.
  ProgressLine(std::size_t iterations, std::size_t restarts, bool with_accuracy);

  void on_iteration(const IterationView& view) override;

 private:
  std::size_t iterations_;
  std::size_t restarts_;
  bool with_accuracy_;
  TerminalLine line_;
};

/// A line with the progress of reading, from half a second on: rows, and the share of the file if known.
class ReadingLine {
 public:
  /// Reading of `path` starts now.
  explicit ReadingLine(const std::string& path);

  void show(const ReadingProgress& progress);

 private:
  std::string path_;
  TerminalLine line_{0.5};
};

}  // namespace nntrain
