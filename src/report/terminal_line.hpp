#pragma once

#include <cstddef>
#include <string>

#include "base/stopwatch.hpp"

namespace nntrain {

/// Whether standard error is a terminal that can overwrite a line (TERM is not "dumb").
bool standard_error_is_terminal();

/// A line on standard error that is updated up to ten times per second and disappears at the end. If standard
/// error is no terminal: a new line each second, and all stay.
class TerminalLine {
 public:
  /// The line is due for the first time after `wait` seconds.
  explicit TerminalLine(double wait = 0.1) : next_(wait) {}
  ~TerminalLine();
  TerminalLine(const TerminalLine&) = delete;
  TerminalLine& operator=(const TerminalLine&) = delete;

  /// Whether it is time to update the line. If so, it is due again a tenth of a second later, or a second.
  bool is_due();
  /// Seconds since construction.
  double seconds() const { return watch_.seconds(); }
  /// Replaces the line by `text`, cut to the width of the terminal; or writes it as a new line.
  void show(std::string text);

 private:
  Stopwatch watch_;
  double next_;  // seconds at which it is due
  bool shown_ = false;
  bool overwrites_ = standard_error_is_terminal();
};

/// A time for people: "1:02:03", "2:03" or "3 s". seconds >= 0.
std::string duration_text(double seconds);

/// The number of columns of the terminal behind a file descriptor; 80 if there is none.
std::size_t terminal_width(int file);

/// Whether a file descriptor is a terminal with colors, and NO_COLOR is unset or empty.
bool has_colours(int file);

}  // namespace nntrain
