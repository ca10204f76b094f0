#include "report/terminal_line.hpp"

#include <cstdlib>
#include <string_view>

#include <sys/ioctl.h>
#include <unistd.h>

#include "base/output.hpp"

namespace nntrain {
namespace {

bool is_dumb() {
  const char* const terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) == "dumb";
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

bool standard_error_is_terminal() {
  return ::isatty(STDERR_FILENO) != 0 && !is_dumb();
}

std::size_t terminal_width(int file) {
  winsize size{};
  if (::ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

bool has_colours(int file) {
  const char* const no_colour = std::getenv("NO_COLOR");
  const bool is_unwanted = no_colour != nullptr && *no_colour != 0;
  return ::isatty(file) != 0 && !is_dumb() && !is_unwanted;
}

}  // namespace nntrain
