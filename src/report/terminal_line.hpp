#pragma once

#include <chrono>
#include <cstddef>
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

/// How many columns the terminal behind a descriptor has; 80 if it is none.
std::size_t terminal_width(int file);

/// Whether a descriptor is a terminal that shows colours, and its user has not set NO_COLOR to anything.
bool has_colours(int file);

}  // namespace nntrain
