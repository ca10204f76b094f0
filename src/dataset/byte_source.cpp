#include "dataset/byte_source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "dataset/file_kind.hpp"
#include "dataset/remedy.hpp"

namespace nntrain {
namespace {

[[noreturn]] void fail(std::string_view action, const std::string& path, int error) {
  throw DataError(
      fmt::format("cannot {} {}: {}", action, shown_path(path), std::generic_category().message(error)));
}

}  // namespace

ByteSource::ByteSource(const std::string& path, bool hash) : path_(path), chunk_(kChunk) {
  if (hash) hash_.emplace();
  try {
    open();
  } catch (...) {
    if (descriptor_ > 0) ::close(descriptor_);
    throw;
  }
}

ByteSource::~ByteSource() {
  if (descriptor_ > 0) ::close(descriptor_);
}

void ByteSource::open() {
  const bool standard_input = path_ == "-";
  descriptor_ = standard_input ? 0 : ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) fail("open", path_, errno);
  struct stat status {};
  if (::fstat(descriptor_, &status) == 0 && S_ISDIR(status.st_mode)) {
    throw DataError(fmt::format("{} is a directory, not a file", shown_path(path_)));
  }
  fill_chunk();
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (std::string_view(chunk_.data(), end_).substr(0, 3) == kByteOrderMark) next_ = kByteOrderMark.size();
  if (next_ == end_) throw DataError(fmt::format("{} is empty", shown_path(path_)));
}

bool ByteSource::fill_chunk() {
  if (at_end_) return false;
  const bool first = end_ == 0;
  lines_ += static_cast<std::size_t>(std::count(chunk_.data(), chunk_.data() + end_, '\n'));
  next_ = 0;
  end_ = 0;
  while (end_ < kChunk) {
    const ssize_t got = ::read(descriptor_, chunk_.data() + end_, kChunk - end_);
    if (got == 0) break;
    if (got < 0 && errno != EINTR) fail("read", path_, errno);
    if (got > 0) end_ += static_cast<std::size_t>(got);
  }
  at_end_ = end_ == 0;
  if (hash_) hash_->update({chunk_.data(), end_});
  if (first) refuse_other_formats({chunk_.data(), end_}, path_);
  refuse_nul();
  return end_ > 0;
}

void ByteSource::refuse_nul() {
  const char* const begin = chunk_.data();
  const void* const nul = std::memchr(begin, '\0', end_);
  if (nul == nullptr) return;
  const auto before = std::count(begin, static_cast<const char*>(nul), '\n');
  throw DataError(fmt::format("{}:{}: a NUL byte, which no text file holds", shown_path(path_),
                              lines_ + static_cast<std::size_t>(before) + 1));
}

std::size_t ByteSource::read(char* buffer, std::size_t size) {
  std::size_t filled = 0;
  while (filled < size) {
    if (next_ == end_ && !fill_chunk()) {
      if (last_ != '\n') buffer[filled++] = last_ = '\n';
      break;
    }
    const char* const from = chunk_.data() + next_;
    if (last_ == '\r' && *from == '\n') {
      buffer[filled++] = '\r';
      last_ = '\0';
      continue;
    }
    std::size_t piece = std::min(end_ - next_, size - filled);
    const void* const cr = std::memchr(from, '\r', piece);
    if (cr != nullptr) piece = static_cast<std::size_t>(static_cast<const char*>(cr) - from) + 1;
    std::memcpy(buffer + filled, from, piece);
    last_ = from[piece - 1];
    filled += piece;
    next_ += piece;
  }
  return filled;
}

std::string ByteSource::sha256() {
  return hash_ ? hash_->hex() : std::string();
}

}  // namespace nntrain
