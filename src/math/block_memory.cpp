#include "math/block_memory.hpp"

#include <cstdint>
#include <new>

#include <sys/mman.h>

namespace nntrain {
namespace {

constexpr std::align_val_t kLine{64};  // a cache line and the widest vector
constexpr std::size_t kHugePage = std::size_t{1} << 21;
constexpr std::size_t kSmallPage = std::size_t{1} << 12;
constexpr std::size_t kSmallestMapped = std::size_t{1} << 20;

constexpr std::size_t rounded_up(std::size_t bytes, std::size_t unit) {
  return (bytes + unit - 1) / unit * unit;
}

/// The size of a piece: whole pages, and whole huge ones if that leaves little unused.
constexpr std::size_t mapped_size(std::size_t bytes) {
  const std::size_t whole = rounded_up(bytes, kHugePage);
  return whole - bytes <= kHugePage / 4 ? whole : rounded_up(bytes, kSmallPage);
}

/// Fresh pages, zero all. From the size of a huge page on they start at the place of one.
char* map_pages(std::size_t bytes) {
  const std::size_t spare = bytes < kHugePage ? 0 : kHugePage;
  void* const place =
      ::mmap(nullptr, bytes + spare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (place == MAP_FAILED) throw std::bad_alloc();
  char* const from = static_cast<char*>(place);
  if (spare == 0) return from;
  const auto address = reinterpret_cast<std::uintptr_t>(place);
  const std::size_t before = rounded_up(address, kHugePage) - address;
  if (before > 0) ::munmap(from, before);
  if (before < spare) ::munmap(from + before + bytes, spare - before);
#ifdef MADV_HUGEPAGE
  ::madvise(from + before, bytes, MADV_HUGEPAGE);  // a wish: without huge pages small ones do
#endif
  return from + before;
}

}  // namespace

BlockMemory::BlockMemory(std::size_t bytes)
    : bytes_(bytes < kSmallestMapped ? bytes : mapped_size(bytes)),
      is_mapped_(bytes >= kSmallestMapped),
      begin_(is_mapped_ ? map_pages(bytes_) : static_cast<char*>(::operator new[](bytes_, kLine))) {}

BlockMemory::~BlockMemory() {
  if (is_mapped_) {
    ::munmap(begin_, bytes_);
  } else {
    ::operator delete[](begin_, kLine);
  }
}

}  // namespace nntrain
