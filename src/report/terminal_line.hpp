#pragma once

#include <cstddef>
#include <string>

#include "base/stopwatch.hpp"

namespace nntrain {

/// One line on standard error that is written over, up to ten times a second, and is gone in the end.
class TerminalLine {
 public:
  /// Due for the first time after so many seconds.
  explicit TerminalLine(double wait = 0.1) : next_(wait) {}
  ~TerminalLine();
  TerminalLine(const TerminalLine&) = delete;
  TerminalLine& operator=(const TerminalLine&) = delete;

  /// Whether it is time to write the line anew; if so, it is not due again for a tenth of a second.
  bool is_due();
  /// Seconds since it was made.
  double seconds() const { return watch_.seconds(); }
  /// Writes `text` over what stood there, as much of it as the terminal is wide.
  void show(std::string text);

 private:
  Stopwatch watch_;
  double next_;  // seconds at which it is due
  bool shown_ = false;
};

/// Whether standard error is a terminal that can write over a line (TERM is not "dumb").
bool standard_error_is_terminal();

/// How many columns the terminal behind a descriptor has; 80 if it is none.
std::size_t terminal_width(int file);

/// Whether a descriptor is a terminal that shows colours, and its user has not set NO_COLOR to anything.
bool has_colours(int file);

}  // namespace nntrain
