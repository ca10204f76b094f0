#include "report/terminal_line.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/output.hpp"
#include "base/ranks.hpp"

namespace nntrain {
namespace {

bool is_dumb() {
  const char* const terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) == "dumb";
}

/// Ranks have a launcher between them and the terminal, and all must do the same.
bool is_terminal(int file) {
  return !Ranks::all().are_many() && ::isatty(file) != 0;
}

}  // namespace

TerminalLine::~TerminalLine() {
  if (!shown_ || !overwrites_) return;
  const std::string blank = "\r" + std::string(terminal_width(STDERR_FILENO) - 1, ' ') + "\r";
  write_standard_error(blank);
}

bool TerminalLine::is_due() {
  if (seconds() < next_) return false;
  next_ = seconds() + (overwrites_ ? 0.1 : 1);
  return true;
}

void TerminalLine::show(std::string text) {
  if (!overwrites_) {
    write_standard_error(text + "\n");
    return;
  }
  text.resize(terminal_width(STDERR_FILENO) - 1, ' ');
  write_standard_error("\r" + text);
  shown_ = true;
}

std::string duration_text(double seconds) {
  const auto whole = static_cast<long long>(std::min(seconds, 3.6e8));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

bool standard_error_is_terminal() {
  return is_terminal(STDERR_FILENO) && !is_dumb();
}

std::size_t terminal_width(int file) {
  winsize size{};
  if (is_terminal(file) && ::ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

bool has_colours(int file) {
  const char* const no_colour = std::getenv("NO_COLOR");
  const bool is_unwanted = no_colour != nullptr && *no_colour != 0;
  return is_terminal(file) && !is_dumb() && !is_unwanted;
}

}  // namespace nntrain
