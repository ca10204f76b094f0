#include "base/limits.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <string_view>
#include <thread>

#include <fmt/format.h>
#include <malloc.h>
#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/control_group.hpp"
#include "base/numbers.hpp"
#include "base/system_file.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// The first `Count` words of `text` as numbers; nullopt for what is none, such as "max".
template <std::size_t Count>
std::array<std::optional<std::uint64_t>, Count> first_counts(std::string_view text) {
  constexpr std::string_view kBlanks = " \n";
  std::array<std::optional<std::uint64_t>, Count> counts;
  for (auto& count : counts) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    const std::string_view word = text.substr(0, text.find_first_of(kBlanks));
    count = parse_count(word);
    text.remove_prefix(word.size());
  }
  return counts;
}

double bytes_of(double pages) {
  return pages * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

MemoryLimit machine_or_group_limit() {
  MemoryLimit limit{bytes_of(static_cast<double>(::sysconf(_SC_PHYS_PAGES)))};
  std::optional<MemoryLimit> group = group_memory_limit();
  return group && group->bytes < limit.bytes ? *std::move(group) : limit;
}

/// The memory of this process in pages.
struct PagesInUse {
  double mapped = 0;
  double in_memory = 0;
  double of_files = 0;  // of those in memory
  double data = 0;      // of those mapped
};
PagesInUse pages_in_use() {
  const auto counts = first_counts<6>(system_text("/proc/self/statm"));  // the others: code, and 0
  const auto number = [&](std::size_t i) { return static_cast<double>(counts.at(i).value_or(0)); };
  return {number(0), number(1), number(2), number(5)};
}

/// Lowers `limit` to that of a ulimit, without `reserved`, the pages that are mapped and not in memory.
void lower_to(MemoryLimit& limit, const rlimit& allowed, double reserved, const char* giver) {
  if (allowed.rlim_cur == RLIM_INFINITY) return;
  const double bytes =
      std::max(static_cast<double>(allowed.rlim_cur) - bytes_of(std::max(reserved, 0.0)), 0.0);
  if (bytes < limit.bytes) limit = {bytes, giver, false};
}

/// The processors of the affinity mask; 0 if the system does not tell.
std::size_t processors_of_mask() {
  constexpr std::size_t kMost = std::size_t{1} << 20;
  for (std::size_t processors = CPU_SETSIZE; processors <= kMost; processors *= 2) {
    cpu_set_t* const set = CPU_ALLOC(processors);
    if (set == nullptr) return 0;
    const std::size_t bytes = CPU_ALLOC_SIZE(processors);
    const bool is_told = ::sched_getaffinity(0, bytes, set) == 0;
    const int error = errno;
    const auto count = static_cast<std::size_t>(is_told ? CPU_COUNT_S(bytes, set) : 0);
    CPU_FREE(set);
    if (is_told) return count;
    if (error != EINVAL) return 0;  // EINVAL: the mask is longer
  }
  return 0;
}

/// Rounded up; nullopt for a quota of none.
std::optional<std::size_t> threads_of_quota(const ControlGroup& group, const std::string& folder) {
  std::optional<std::uint64_t> quota;
  std::optional<std::uint64_t> period;
  if (group.version == 2) {
    const auto counts = first_counts<2>(system_text(folder + "/cpu.max"));
    quota = counts[0];
    period = counts[1];
  } else {
    quota = first_counts<1>(system_text(folder + "/cpu.cfs_quota_us"))[0];  // -1: none
    if (quota) period = first_counts<1>(system_text(folder + "/cpu.cfs_period_us"))[0];
  }
  if (!quota || !period || *quota == 0 || *period == 0) return std::nullopt;
  return static_cast<std::size_t>(*quota / *period + (*quota % *period > 0 ? 1 : 0));
}

std::size_t ranks_here = 1;
std::size_t ranks_on_processors_here = 1;

MemoryLimit part_of_machine() {
  MemoryLimit limit = machine_or_group_limit();
  if (ranks_here == 1) return limit;
  limit.bytes /= static_cast<double>(ranks_here);
  limit.giver += fmt::format(", for each of its {} ranks,", ranks_here);
  return limit;
}

}  // namespace

void share_machine(std::size_t ranks, std::size_t ranks_on_processors) {
  ranks_here = ranks;
  ranks_on_processors_here = ranks_on_processors;
}

MemoryLimit memory_limit() {
  static const MemoryLimit fixed = part_of_machine();
  MemoryLimit limit = fixed;
  rlimit space{RLIM_INFINITY, RLIM_INFINITY};
  rlimit data = space;
  ::getrlimit(RLIMIT_AS, &space);
  ::getrlimit(RLIMIT_DATA, &data);
  if (space.rlim_cur == RLIM_INFINITY && data.rlim_cur == RLIM_INFINITY) return limit;
  const PagesInUse pages = pages_in_use();
  lower_to(limit, space, pages.mapped - pages.in_memory, "ulimit -v");
  lower_to(limit, data, pages.data - (pages.in_memory - pages.of_files), "ulimit -d");
  return limit;
}

void reserve_sparingly() {
#ifdef M_ARENA_MAX
  rlimit space{RLIM_INFINITY, RLIM_INFINITY};
  ::getrlimit(RLIMIT_AS, &space);
  if (space.rlim_cur != RLIM_INFINITY) ::mallopt(M_ARENA_MAX, 1);
#endif
}

std::string allowance(const MemoryLimit& limit) {
  return fmt::format("{} allows {:.3g} GiB", limit.giver, limit.bytes / 0x1p30);
}

std::string more_or(const MemoryLimit& limit, const std::string& less) {
  if (limit.is_of_machine) return less;
  return less.empty() ? "raise this limit" : "raise this limit, or " + less;
}

double used_memory() {
  return bytes_of(pages_in_use().in_memory);
}

std::size_t thread_limit() {
  static const std::optional<std::size_t> of_group = group_thread_limit();
  std::size_t threads = processors_of_mask();
  if (threads == 0) threads = std::thread::hardware_concurrency();
  if (of_group) threads = std::min(*of_group, threads);
  return std::max<std::size_t>(1, threads / ranks_on_processors_here);
}

std::optional<MemoryLimit> group_memory_limit(const std::string& root) {
  const ControlGroup group = control_group("memory", root);
  std::optional<MemoryLimit> lowest;
  const auto look_at = [&](const std::string& path) {
    const std::optional<std::uint64_t> bytes = first_counts<1>(system_text(path))[0];
    if (!bytes || (lowest && static_cast<double>(*bytes) >= lowest->bytes)) return;
    lowest = {static_cast<double>(*bytes), fmt::format("the control group ({})", printable(path, 200)),
              false};
  };
  for (const std::string& folder : group.folders) {
    if (group.version == 1) {
      look_at(folder + "/memory.limit_in_bytes");
    } else {
      look_at(folder + "/memory.max");
      look_at(folder + "/memory.high");
    }
  }
  return lowest;
}

std::optional<std::size_t> group_thread_limit(const std::string& root) {
  const ControlGroup group = control_group("cpu", root);
  std::optional<std::size_t> lowest;
  for (const std::string& folder : group.folders) {
    const std::optional<std::size_t> threads = threads_of_quota(group, folder);
    if (threads && (!lowest || *threads < *lowest)) lowest = threads;
  }
  return lowest;
}

}  // namespace nntrain
