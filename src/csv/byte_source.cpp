#include "csv/byte_source.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "csv/other_formats.hpp"

namespace nntrain {

ByteSource::ByteSource(const std::string& path, bool hash, Extent extent)
    : path_(path), extent_(extent), input_(path, hash), chunk_(kChunk) {
  fill_chunk(true);
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (std::string_view(chunk_.data(), end_).substr(0, 3) == kByteOrderMark) next_ = kByteOrderMark.size();
  if (next_ == end_) throw DataError(fmt::format("{} is empty", shown_path(path_)));
}

/// Reads the next chunk; false at the end. It ends with a complete line, if it has one. Where the input
/// waits, it is over as soon as it has one, or at once unless this `may_wait`.
bool ByteSource::fill_chunk(bool may_wait) {
  if (at_end_) return false;
  const bool first = bytes_read_ == 0;
  if (!first || extent_ == Extent::kAsItComes) input_.begin();  // a small file needs no thread
  lines_ += static_cast<std::size_t>(std::count(chunk_.data(), chunk_.data() + end_, '\n'));
  std::memmove(chunk_.data(), chunk_.data() + end_, held_);
  const std::size_t old = std::exchange(held_, 0);
  next_ = 0;
  end_ = old;
  is_paused_ = false;
  std::size_t lines_end = 0;  // the end of the complete lines in the chunk
  while (end_ < kChunk && !at_end_ && !is_paused_) {
    const std::size_t got = input_.read(chunk_.data() + end_, kChunk - end_);
    at_end_ = got == 0;
    const std::size_t feed = std::string_view(chunk_.data() + end_, got).rfind('\n');
    if (feed != std::string_view::npos) lines_end = end_ + feed + 1;
    end_ += got;
    is_paused_ = extent_ == Extent::kAsItComes && (!may_wait || lines_end > 0) && !input_.has_input();
  }
  bytes_read_ += end_ - old;
  if (extent_ != Extent::kOpening && !at_end_ && (lines_end > 0 || is_paused_)) {
    held_ = end_ - lines_end;
    end_ = lines_end;
  }
  try {
    if (first) refuse_format();
    refuse_nul();
  } catch (const DataError&) {
    refuse_damage();
    throw;
  }
  if (extent_ == Extent::kOpening) end_with_line();
  return end_ > 0 || is_paused_;
}

/// Throws DataError unless the first chunk is of text.
void ByteSource::refuse_format() const {
  const std::string_view head(chunk_.data(), end_ + held_);
  if (compression_of(head) != Compression::kNone) {
    throw DataError(fmt::format("{} is compressed twice", shown_path(path_)),
                    Remedy(RemedyId::kConvert,
                           {{"", {}, std::string(decompressing_program(input_.compression())), path_}}));
  }
  refuse_other_formats(head, path_);
}

/// Makes this the last chunk and removes its incomplete last line.
void ByteSource::end_with_line() {
  at_end_ = true;
  while (end_ > 0 && chunk_[end_ - 1] != '\n') --end_;
}

void ByteSource::refuse_nul() const {
  const char* const begin = chunk_.data();
  const void* const nul = std::memchr(begin, '\0', end_);
  if (nul == nullptr) return;
  const auto before = std::count(begin, static_cast<const char*>(nul), '\n');
  throw DataError(fmt::format("{}:{}: a NUL byte, which a text file cannot have", shown_path(path_),
                              lines_ + static_cast<std::size_t>(before) + 1));
}

/// Whether a pipe gives something within half a second.
bool ByteSource::has_input_soon() {
  constexpr int kLooks = 50;
  for (int look = 0; look < kLooks; ++look) {
    if (input_.has_input()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

void ByteSource::refuse_damage() {
  if (input_.compression() == Compression::kNone) return;
  std::vector<char> unused(kChunk);
  for (std::size_t checked = 0; checked < kMostChecked;) {
    if (input_.may_wait() && !has_input_soon()) return;
    const std::size_t got = input_.read(unused.data(), unused.size());
    if (got == 0) return;
    checked += got;
  }
}

std::size_t ByteSource::read(char* buffer, std::size_t size, bool may_wait) {
  std::size_t filled = 0;
  while (filled < size) {
    if (next_ == end_) {
      if (filled > 0 && last_ == '\n') break;
      if (fill_chunk(may_wait || last_ != '\n')) {
        if (is_waiting()) break;
        continue;
      }
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

}  // namespace nntrain
