#include "math/block_memory.hpp"

#include <atomic>
#include <cstdint>
#include <new>

#include <sys/mman.h>
#include <unistd.h>

#include "base/stopwatch.hpp"
#include "math/block_pages.hpp"

namespace nntrain {
namespace {

constexpr std::align_val_t kLine{64};  // a cache line and the widest vector
constexpr std::size_t kHugePage = std::size_t{1} << 21;
constexpr std::size_t kSmallestMapped = std::size_t{1} << 20;

constexpr std::size_t rounded_up(std::size_t bytes, std::size_t unit) {
  return (bytes + unit - 1) / unit * unit;
}

/// The size of a page that is no huge one: 4 KB, on some Arm systems 16 or 64 KB.
std::size_t small_page() {
  static const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return size;
}

/// The size of a piece: whole pages, and whole huge ones if that leaves little unused.
std::size_t mapped_size(std::size_t bytes) {
  const std::size_t whole = rounded_up(bytes, kHugePage);
  return whole - bytes <= kHugePage / 4 ? whole : rounded_up(bytes, small_page());
}

#ifdef MADV_HUGEPAGE
/// Whether huge pages came quickly so far. A virtual machine may have to ask its host for each: then small
/// ones are quicker, which it has used before.
std::atomic<bool> are_huge_quick{true};

/// Asks for huge pages in a piece that begins with one, while they are quick.
void ask_for_huge_pages(char* piece, std::size_t bytes) {
  if (!are_huge_quick.load(std::memory_order_relaxed)) return;
  constexpr double kQuick = 1e-3;                           // seconds: in twice the time of 512 small pages
  if (::madvise(piece, bytes, MADV_HUGEPAGE) != 0) return;  // then small ones do
  const Stopwatch stopwatch;
  *static_cast<volatile char*>(piece) = 0;  // takes the first one
  if (stopwatch.seconds() <= kQuick) return;
  are_huge_quick.store(false, std::memory_order_relaxed);
  if (bytes > kHugePage) ::madvise(piece + kHugePage, bytes - kHugePage, MADV_NOHUGEPAGE);
}
#else
void ask_for_huge_pages(char*, std::size_t) {}
#endif

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
  ask_for_huge_pages(from + before, bytes);
  return from + before;
}

}  // namespace

void take_pages(char* from, std::size_t bytes) {
#ifdef MADV_POPULATE_WRITE
  const std::size_t before = reinterpret_cast<std::uintptr_t>(from) % small_page();
  ::madvise(from - before, before + bytes, MADV_POPULATE_WRITE);  // or else they come as they are written
#else
  static_cast<void>(from);
  static_cast<void>(bytes);
#endif
}

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
