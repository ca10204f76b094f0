#include "report/progress_line.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace nntrain {
namespace {

constexpr std::chrono::milliseconds kEvery(100);

std::size_t terminal_width() {
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

/// "1:02:03", "2:03" or "3 s".
std::string duration_text(double seconds) {
  const auto whole = static_cast<long long>(std::min(seconds, 3.6e8));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

ProgressLine::ProgressLine(std::size_t iterations, std::size_t rows, bool with_accuracy)
    : iterations_(iterations),
      rows_(rows),
      with_accuracy_(with_accuracy),
      begin_(Clock::now()),
      next_(begin_ + kEvery) {}

ProgressLine::~ProgressLine() {
  if (!shown_) return;
  const std::string blank = "\r" + std::string(terminal_width() - 1, ' ') + "\r";
  std::fputs(blank.c_str(), stderr);
}

void ProgressLine::on_iteration(const IterationView& view) {
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kEvery;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const double rate = static_cast<double>(view.iteration) / seconds;
  // What a narrow terminal cuts off comes last.
  std::string line = fmt::format("{} of {} iterations", view.iteration, iterations_);
  if (rate > 0)
    line += fmt::format(", {} left", duration_text(static_cast<double>(iterations_ - view.iteration) / rate));
  line += fmt::format(", {:.0f}/s, loss {:.6g}", rate, view.loss);
  if (with_accuracy_) {
    line += fmt::format(", accuracy {:.4f}", static_cast<double>(view.correct) / static_cast<double>(rows_));
  }
  const std::size_t width = terminal_width() - 1;
  line.resize(width, ' ');
  std::fputs(("\r" + line).c_str(), stderr);
  std::fflush(stderr);
  shown_ = true;
}

bool standard_error_is_terminal() {
  const char* const terminal = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) != 0 && !(terminal != nullptr && std::string_view(terminal) == "dumb");
}

}  // namespace nntrain
