#include "csv/read_ahead.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>
#include <system_error>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace nntrain {

ReadAhead::~ReadAhead() {
  if (thread_.joinable()) {
    {
      const std::lock_guard lock(mutex_);
      is_stopping_ = true;
    }
    is_freed_.notify_one();
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t told = ::write(stop_, &one, sizeof one);
    thread_.join();
  }
  if (stop_ >= 0) ::close(stop_);
}

void ReadAhead::begin() {
  if (stop_ >= 0 || text_.is_over()) return;
  if (!may_wait() && text_.compression() == Compression::kNone) return;
  stop_ = ::eventfd(0, EFD_CLOEXEC);
  if (stop_ < 0) return;
  try {
    for (Chunk& chunk : chunks_) chunk.text.resize(kChunk);
    thread_ = std::thread([this] { work(); });
  } catch (const std::system_error&) {  // a limit of processes, or of memory
  } catch (const std::bad_alloc&) {
  }
}

void ReadAhead::work() {
  while (Chunk* const chunk = wait_for_room()) {
    std::exception_ptr failure;
    bool goes_on = false;
    try {
      goes_on = fill(*chunk);
    } catch (...) {
      failure = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    if (chunk->size > 0) ++filled_;
    failure_ = failure;
    is_over_ = !goes_on;
    is_filled_.notify_one();
    if (is_over_) return;
  }
}

/// The next chunk to fill; null if the thread is to stop.
ReadAhead::Chunk* ReadAhead::wait_for_room() {
  std::unique_lock lock(mutex_);
  is_freed_.wait(lock, [&] { return is_stopping_ || filled_ < kChunks; });
  return is_stopping_ ? nullptr : &chunks_[(first_ + filled_) % kChunks];
}

/// Fills the chunk, or a part of it if the file makes wait then. False at the end, or if the thread is to
/// stop. If it throws, the chunk has the text before the error.
bool ReadAhead::fill(Chunk& chunk) {
  chunk.size = chunk.used = 0;
  while (chunk.size < kChunk && !text_.is_over()) {
    if (may_wait() && text_.needs_file() && !text_.has_input()) {
      if (chunk.size > 0) return true;
      if (!wait_for_input()) return false;
    }
    chunk.size += text_.take(chunk.text.data() + chunk.size, kChunk - chunk.size);
  }
  return !text_.is_over();
}

/// False if the thread is to stop.
bool ReadAhead::wait_for_input() {
  {
    const std::lock_guard lock(mutex_);
    is_idle_ = true;
  }
  is_filled_.notify_one();
  std::array<pollfd, 2> either{{{text_.descriptor(), POLLIN, 0}, {stop_, POLLIN, 0}}};
  while (::poll(either.data(), either.size(), -1) < 0) {  // a signal
  }
  const std::lock_guard lock(mutex_);
  is_idle_ = false;
  return !is_stopping_;
}

std::size_t ReadAhead::read(char* text, std::size_t size) {
  if (!thread_.joinable()) return read_directly(text, size);
  std::unique_lock lock(mutex_);
  is_filled_.wait(lock, [&] { return filled_ > 0 || is_over_; });
  if (filled_ == 0) {
    if (failure_) std::rethrow_exception(failure_);
    return 0;
  }
  Chunk& chunk = chunks_[first_];
  lock.unlock();
  const std::size_t piece = std::min(size, chunk.size - chunk.used);
  std::memcpy(text, chunk.text.data() + chunk.used, piece);
  chunk.used += piece;
  if (chunk.used < chunk.size) return piece;
  lock.lock();
  first_ = (first_ + 1) % kChunks;
  --filled_;
  is_freed_.notify_one();
  return piece;
}

std::size_t ReadAhead::read_directly(char* text, std::size_t size) {
  while (!text_.is_over()) {
    if (const std::size_t got = text_.take(text, size)) return got;
  }
  return 0;
}

bool ReadAhead::has_input() {
  if (!thread_.joinable()) return !text_.needs_file() || text_.has_input();
  std::unique_lock lock(mutex_);
  is_filled_.wait(lock, [&] { return filled_ > 0 || is_over_ || (is_idle_ && !text_.has_input()); });
  return filled_ > 0 || is_over_;
}

}  // namespace nntrain
