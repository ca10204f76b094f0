#pragma once

#include <cstddef>

#include "dataset/table.hpp"
#include "report/terminal_line.hpp"
#include "training/train.hpp"

namespace nntrain {

/// One line on standard error that is written over ten times a second: iteration, rate, loss, accuracy, time
/// left. Gone when training is done.
class ProgressLine : public TrainingObserver {
 public:
  /// For `iterations` iterations of each of `restarts` starts. Keeps a reference to `splits`.
  ProgressLine(std::size_t iterations, std::size_t restarts, const Splits& splits, bool with_accuracy);

  void on_iteration(const IterationView& view) override;

 private:
  std::size_t iterations_;
  std::size_t restarts_;
  const Split& shown_split_;  // the validation rows, if there are any, else those trained on
  bool with_accuracy_;
  TerminalLine line_;
};

/// A line that says how far reading has come, once it has taken half a second: rows, and the share of the
/// file where that is known.
class ReadingLine {
 public:
  /// Reading of `path` begins now.
  explicit ReadingLine(const std::string& path);

  void show(const ReadingProgress& progress);

 private:
  std::string path_;
  TerminalLine line_{0.5};
};

}  // namespace nntrain
