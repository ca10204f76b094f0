#include "dataset/byte_source.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "dataset/file_kind.hpp"

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
  while (end_ < kChunk && !at_end_) {
    const std::size_t got = read_some(descriptor_, path_, chunk_.data() + end_, kChunk - end_);
    at_end_ = got == 0;
    end_ += got;
  }
  bytes_read_ += end_;
  if (hash_) hash_->update({chunk_.data(), end_});
  if (first) refuse_other_formats({chunk_.data(), end_}, path_);
  refuse_nul();
  if (extent_ == Extent::kOpening) end_with_line();
  return end_ > 0;
}

/// The chunk is the last one, and the line that it cuts is left out.
void ByteSource::end_with_line() {
  at_end_ = true;
  while (end_ > 0 && chunk_[end_ - 1] != '\n') --end_;
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
