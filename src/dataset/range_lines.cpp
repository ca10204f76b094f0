#include "dataset/range_lines.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/compression.hpp"
#include "base/error.hpp"
#include "base/quote.hpp"
#include "dataset/number_line.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMore = std::size_t{1} << 12;      // bytes per read after the end of a range
constexpr std::size_t kMostMore = std::size_t{1} << 21;  // the largest number of these bytes

}  // namespace

void RangeLines::begin_at(std::size_t begin, std::size_t end) {
  load(begin, end);
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  // The two layers of the sequential reader remove one byte order mark each.
  for (int i = 0; i < 2 && begin == 0; ++i) {
    if (std::string_view(rest(), size_ - at_).substr(0, 3) == kByteOrderMark) at_ += kByteOrderMark.size();
  }
}

void RangeLines::begin_behind(std::size_t begin, std::size_t end) {
  load(begin - 1, end);
  const void* const feed = std::memchr(text_.data(), '\n', std::min(size_, end - base_));
  at_ = feed == nullptr ? size_ : static_cast<std::size_t>(static_cast<const char*>(feed) - text_.data()) + 1;
}

void RangeLines::load(std::size_t from, std::size_t end) {
  base_ = from;
  size_ = at_ = line_ = 0;
  end_ = end;
  const std::size_t more = std::min(kMore, end - from);
  read(std::min(end + more, file_.size()) - from);
}

/// Reads `count` bytes after the loaded ones.
void RangeLines::read(std::size_t count) {
  const std::size_t wanted = size_ + count + 1 + NumberLine::kSlack;  // 1: a missing line feed
  if (text_.size() < wanted) text_.grow_to(wanted + wanted / 8, size_);
  char* const text = text_.data();
  file_.read(base_ + size_, count, text + size_);
  size_ += count;
  if (base_ + size_ == file_.size() && (size_ == 0 || text[size_ - 1] != '\n')) text[size_++] = '\n';
  std::memset(text + size_, 0, NumberLine::kSlack);
}

bool RangeLines::load_more() {
  const std::size_t behind = base_ + size_;
  if (behind >= file_.size()) return false;
  if (behind > end_ + kMostMore) throw DataError("a record is too long: a quote may not be closed");
  // Doubles the size each time, so the time for a long record is linear in its length.
  read(std::min(std::max(kMore, behind - std::min(behind, end_)), file_.size() - behind));
  return true;
}

std::size_t RangeLines::offset() const {
  return base_ + at_;
}

std::optional<std::string_view> RangeLines::next() {
  if (is_over()) return {};
  return go_on();
}

std::optional<std::size_t> RangeLines::find_line_end() {
  std::size_t from = at_;
  while (true) {
    const void* const feed = from < size_ ? std::memchr(text_.data() + from, '\n', size_ - from) : nullptr;
    if (feed != nullptr) return static_cast<std::size_t>(static_cast<const char*>(feed) - text_.data());
    from = size_;
    if (!load_more()) return {};
  }
}

std::optional<std::string_view> RangeLines::go_on() {
  const std::optional<std::size_t> line_end = find_line_end();
  if (!line_end) return {};
  const std::string_view line(rest(), *line_end - at_);
  if (line.find('\0') != std::string_view::npos) throw DataError("a NUL byte");
  at_ = *line_end + 1;
  ++line_;
  return line;
}

void RangeLines::skip_line(const char* end) {
  at_ = static_cast<std::size_t>(end - text_.data());
  ++line_;
}

std::string_view RangeLines::text_from(std::size_t begin) const {
  const std::size_t end = std::min(offset(), file_.size());
  return {text_.data() + (begin - base_), end - begin};
}

std::optional<RangeFile> RangeFile::open(const std::string& path) {
  const bool is_input = path == "-";
  struct stat status {};
  // Opening and closing a pipe would end the program that writes to it.
  if (!is_input && (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))) return {};
  const int descriptor = is_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return {};
  RangeFile file(path, descriptor);
  if (!file.find_size() || compression_of_file(descriptor) != Compression::kNone) return {};
  return file;
}

/// False for what is no regular file.
bool RangeFile::find_size() {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) return false;
  size_ = static_cast<std::size_t>(status.st_size);
  if (descriptor_ != STDIN_FILENO) return true;
  const off_t before = ::lseek(descriptor_, 0, SEEK_CUR);
  if (before < 0 || before > status.st_size) return false;
  before_ = static_cast<std::size_t>(before);
  size_ -= before_;
  return true;
}

void RangeFile::go_to(std::size_t offset) const {
  if (descriptor_ == STDIN_FILENO)
    static_cast<void>(::lseek(descriptor_, static_cast<off_t>(before_ + offset), SEEK_SET));
}

RangeFile::RangeFile(RangeFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      before_(other.before_),
      size_(other.size_) {}

RangeFile::~RangeFile() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

bool RangeFile::has_kept_its_size() const {
  struct stat status {};
  return ::fstat(descriptor_, &status) == 0 && static_cast<std::size_t>(status.st_size) == before_ + size_;
}

void RangeFile::read(std::size_t offset, std::size_t count, char* buffer) const {
  while (count > 0) {
    const ssize_t got = ::pread(descriptor_, buffer, count, static_cast<off_t>(before_ + offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw DataError(fmt::format("cannot read {}", shown_path(path_)));
    const auto bytes = static_cast<std::size_t>(got);
    buffer += bytes;
    offset += bytes;
    count -= bytes;
  }
}

}  // namespace nntrain
