#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace nntrain {

/// How much memory this process may have, in bytes, and who says so: a subject for "... allows 2 GiB".
struct MemoryLimit {
  double bytes = 0;
  std::string giver = "this machine";
  bool is_of_machine = true;  ///< else somebody can raise it
};

/// The lowest limit of: the memory of the machine, its control group, ulimit -v, and ulimit -d. What other
/// processes use does not count: it changes while this one runs. Of a ulimit that part is left out which is
/// reserved without being used, such as stacks of threads.
MemoryLimit memory_limit();

/// Tells, before the first call of memory_limit() and thread_limit(), how many ranks are on this machine, and
/// how many of them may run on the same processors: each takes its part.
void share_machine(std::size_t ranks, std::size_t ranks_on_processors);

/// "ulimit -v allows 0.286 GiB"
std::string allowance(const MemoryLimit& limit);

/// What to do where memory is short: "raise this limit, or LESS", and only LESS of the machine's own memory;
/// `less` may be "".
std::string more_or(const MemoryLimit& limit, const std::string& less);

/// Where ulimit -v limits what is reserved: lets all threads take small pieces of memory from one place. Else
/// the C library (glibc) reserves 64 MiB for each thread, so that by chance nothing is left for the rows.
/// Call it before there are threads.
void reserve_sparingly();

/// The bytes of memory in use now.
double used_memory();

/// How many threads can run at a time: the processors of the affinity mask (taskset, cpusets), or fewer by
/// the quota of the control group. At least 1.
std::size_t thread_limit();

/// Of the control group: the lowest memory.max, memory.high, or memory.limit_in_bytes (version 1) of it and
/// the groups around it; nullopt if none has one. Memory beyond memory.high is taken away as fast as it is
/// given, so that training would not end. Swap does not count. For `root` see control_group().
std::optional<MemoryLimit> group_memory_limit(const std::string& root = "");

/// Of the control group: how many threads its lowest quota (cpu.max, or cpu.cfs_quota_us of version 1) can
/// keep busy, rounded up: 2 threads use a quota of 1.5 processors, 1 would not. nullopt if there is none.
std::optional<std::size_t> group_thread_limit(const std::string& root = "");

}  // namespace nntrain
