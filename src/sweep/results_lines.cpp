#include "sweep/results_lines.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "csv/lines.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;

}  // namespace

ResultsLines::ResultsLines(const std::string& path) : path_(path), file_(open_to_read(path)) {}

ResultsLines::~ResultsLines() {
  if (file_ > 0) ::close(file_);
}

std::optional<std::string_view> ResultsLines::next() {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  std::size_t feed = buffer_.find('\n', at_);
  while (feed == std::string::npos) {
    const std::size_t searched = buffer_.size() - at_;
    if (!fill()) return {};
    feed = buffer_.find('\n', at_ + searched);
  }
  std::string_view text = std::string_view(buffer_).substr(at_, feed - at_);
  offset_ = end_;
  end_ += text.size() + 1;
  at_ = feed + 1;
  ++line_;
  if (line_ == 1 && text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
    offset_ += kByteOrderMark.size();
  }
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

/// Reads some more bytes behind those that are not taken. False at the end of the file.
bool ResultsLines::fill() {
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t size = buffer_.size();
  if (size > kLongestLine)
    throw DataError(
        fmt::format("{}:{}: the line is longer than {} bytes", shown_path(path_), line_ + 1, kLongestLine));
  buffer_.resize(size + kPiece);
  const std::size_t got = read_some(file_, path_, buffer_.data() + size, kPiece);
  buffer_.resize(size + got);
  return got > 0;
}

}  // namespace nntrain
