#pragma once

#include <cstddef>
#include <memory>

namespace nntrain {

/// A piece of memory for many blocks of a matrix. A large piece comes from the system as it is: the system
/// has cleared it, and gives pages when they are first used. They are huge ones (Linux: madvise(2),
/// MADV_HUGEPAGE) unless these take longer than small ones.
class BlockMemory {
 public:
  /// At most this many bytes in one piece, unless a caller wants more: unused ones are only reserved.
  static constexpr std::size_t kMostAhead = std::size_t{1} << 23;

  /// `bytes` > 0. Throws bad_alloc.
  explicit BlockMemory(std::size_t bytes);
  ~BlockMemory();
  BlockMemory(const BlockMemory&) = delete;
  BlockMemory& operator=(const BlockMemory&) = delete;

  /// The first byte, at the start of a cache line.
  char* begin() const { return begin_; }
  /// Whether all bytes were zero when it was made.
  bool is_cleared() const { return is_mapped_; }

 private:
  std::size_t bytes_;
  bool is_mapped_;
  char* begin_;
};

}  // namespace nntrain
