#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "csv/file_text.hpp"

namespace nntrain {

/// The text of a file, which a thread can read and decompress ahead.
class ReadAhead {
 public:
  /// Throws as FileText.
  ReadAhead(const std::string& path, bool hash) : text_(path, hash) {}
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  /// From now on a thread reads ahead where that saves time: from a pipe, and of compressed data. Where the
  /// system starts no thread, the calling one goes on.
  void begin();

  /// Waits for text and writes up to `size` bytes of it, `size` > 0; returns their number, 0 at the end. The
  /// text before an error comes first. Throws as FileText::take().
  std::size_t read(char* text, std::size_t size);

  /// Whether the file is no regular one: somebody writes what is read.
  bool may_wait() const { return text_.may_wait(); }

  /// Whether read() would return at once: with text, the end or an error.
  bool has_input();

  /// See FileText. sha256() is for the end.
  Compression compression() const { return text_.compression(); }
  std::string sha256() const { return text_.sha256(); }

 private:
  static constexpr std::size_t kChunks = 4;
  static constexpr std::size_t kChunk = std::size_t{1} << 18;  // bytes

  struct Chunk {
    std::vector<char> text;
    std::size_t size = 0;
    std::size_t used = 0;
  };
  void work();
  Chunk* wait_for_room();
  bool fill(Chunk& chunk);
  bool wait_for_input();
  std::size_t read_directly(char* text, std::size_t size);

  FileText text_;  // once there is a thread, only that one reads it
  std::thread thread_;
  int stop_ = -1;  // a descriptor that can be read when the thread shall stop

  std::mutex mutex_;  // guards the members below, but for the text of the chunks
  std::condition_variable is_filled_;
  std::condition_variable is_freed_;
  std::array<Chunk, kChunks> chunks_;
  std::size_t first_ = 0;  // the chunk to read from
  std::size_t filled_ = 0;
  bool is_idle_ = false;  // the thread waits for the file
  bool is_over_ = false;  // the thread has met the end or an error, or was stopped
  bool is_stopping_ = false;
  std::exception_ptr failure_;
};

}  // namespace nntrain
