#include "report/reading_line.hpp"

#include <fmt/format.h>

#include "base/quote.hpp"

namespace nntrain {
namespace {

constexpr std::chrono::milliseconds kPatience(500);

}  // namespace

ReadingLine::ReadingLine(const std::string& path)
    : path_(shown_path(path)), next_(Clock::now() + kPatience) {}

void ReadingLine::show(const ReadingProgress& progress) {
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kRedrawEvery;
  std::string text = fmt::format("{} rows read", progress.rows);
  if (progress.all_bytes > 0) {
    const double share = static_cast<double>(progress.bytes) / static_cast<double>(progress.all_bytes);
    text = fmt::format("{:.0f} % read, {} rows", 100 * share, progress.rows);
  } else {
    text += fmt::format(", {:.0f} MB", static_cast<double>(progress.bytes) / 1e6);
  }
  line_.show(text + " of " + path_);
}

}  // namespace nntrain
