#include "csv/byte_source.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "csv/other_formats.hpp"

namespace nntrain {

ByteSource::ByteSource(const std::string& path, bool hash, Extent extent)
    : path_(path), extent_(extent), chunk_(kChunk) {
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
  descriptor_ = open_to_read(path_);
  fill_chunk(false);
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (std::string_view(chunk_.data(), end_).substr(0, 3) == kByteOrderMark) next_ = kByteOrderMark.size();
  if (next_ == end_) throw DataError(fmt::format("{} is empty", shown_path(path_)));
}

/// Reads the next chunk; false at the end. Where the input waits, a chunk is over as soon as it has a
/// complete line, or at once if there `are_lines` in the earlier ones that nobody has seen yet.
bool ByteSource::fill_chunk(bool are_lines) {
  if (at_end_) return false;
  const bool first = bytes_read_ == 0;
  lines_ += static_cast<std::size_t>(std::count(chunk_.data(), chunk_.data() + end_, '\n'));
  std::memmove(chunk_.data(), chunk_.data() + end_, held_);
  const std::size_t old = std::exchange(held_, 0);
  next_ = 0;
  end_ = old;
  is_paused_ = false;
  std::size_t lines_end = 0;  // the end of the complete lines in the chunk
  while (end_ < kChunk && !at_end_ && !is_paused_) {
    const std::size_t got = read_some(descriptor_, path_, chunk_.data() + end_, kChunk - end_);
    at_end_ = got == 0;
    const std::size_t feed = std::string_view(chunk_.data() + end_, got).rfind('\n');
    if (feed != std::string_view::npos) lines_end = end_ + feed + 1;
    end_ += got;
    is_paused_ = extent_ == Extent::kAsItComes && (are_lines || lines_end > 0) && !has_input(descriptor_);
  }
  bytes_read_ += end_ - old;
  if (hash_) hash_->update({chunk_.data() + old, end_ - old});
  if (extent_ == Extent::kAsItComes && !at_end_ && (lines_end > 0 || is_paused_)) {
    held_ = end_ - lines_end;
    end_ = lines_end;
  }
  if (first) refuse_other_formats({chunk_.data(), end_}, path_);
  refuse_nul();
  if (extent_ == Extent::kOpening) end_with_line();
  return end_ > 0 || is_paused_;
}

/// Makes this the last chunk and removes its incomplete last line.
void ByteSource::end_with_line() {
  at_end_ = true;
  while (end_ > 0 && chunk_[end_ - 1] != '\n') --end_;
}

void ByteSource::refuse_nul() {
  const char* const begin = chunk_.data();
  const void* const nul = std::memchr(begin, '\0', end_);
  if (nul == nullptr) return;
  const auto before = std::count(begin, static_cast<const char*>(nul), '\n');
  throw DataError(fmt::format("{}:{}: a NUL byte, which a text file cannot have", shown_path(path_),
                              lines_ + static_cast<std::size_t>(before) + 1));
}

std::size_t ByteSource::read(char* buffer, std::size_t size) {
  std::size_t filled = 0;
  while (filled < size) {
    if (is_waiting() && filled > 0) break;
    if (next_ == end_) {
      if (fill_chunk(filled > 0 && last_ == '\n')) continue;
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
