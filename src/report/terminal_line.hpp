#pragma once

#include <chrono>
#include <string>

namespace nntrain {

/// So often at most a line is written anew.
inline constexpr std::chrono::milliseconds kRedrawEvery(100);

/// One line on standard error that is written over, and gone in the end.
class TerminalLine {
 public:
  TerminalLine() = default;
  ~TerminalLine();
  TerminalLine(const TerminalLine&) = delete;
  TerminalLine& operator=(const TerminalLine&) = delete;

  /// Writes `text` over what stood there, as much of it as the terminal is wide.
  void show(std::string text);

 private:
  bool shown_ = false;
};

/// Whether standard error is a terminal that can write over a line (TERM is not "dumb").
bool standard_error_is_terminal();

}  // namespace nntrain
