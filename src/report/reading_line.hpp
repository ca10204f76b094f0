#pragma once

#include <chrono>

#include "dataset/table.hpp"
#include "report/terminal_line.hpp"

namespace nntrain {

/// A line that says how far reading has come, once it has taken half a second: rows, and the share of the
/// file where that is known.
class ReadingLine {
 public:
  /// Reading of `path` begins now.
  explicit ReadingLine(const std::string& path);

  void show(const ReadingProgress& progress);

 private:
  using Clock = std::chrono::steady_clock;

  std::string path_;
  Clock::time_point next_;
  TerminalLine line_;
};

}  // namespace nntrain
