#include "report/terminal_line.hpp"

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <sys/ioctl.h>
#include <unistd.h>

namespace nntrain {
namespace {

std::size_t terminal_width() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

}  // namespace

TerminalLine::~TerminalLine() {
  if (!shown_) return;
  const std::string blank = "\r" + std::string(terminal_width() - 1, ' ') + "\r";
  std::fputs(blank.c_str(), stderr);
}

void TerminalLine::show(std::string text) {
  text.resize(terminal_width() - 1, ' ');
  std::fputs(("\r" + text).c_str(), stderr);
  std::fflush(stderr);
  shown_ = true;
}

bool standard_error_is_terminal() {
  const char* const terminal = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) != 0 && !(terminal != nullptr && std::string_view(terminal) == "dumb");
}

}  // namespace nntrain
