// Memory and threads are those that the process may have, not those of the machine.

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const std::string kThreads = "nntrain --data data/banknotes.txt --iterations 3 -q --print threads";

/// A table of `rows` rows of 3 numbers and a class.
std::string rows_of_numbers(std::size_t rows) {
  std::string text = "a,b,c,y\n";
  for (std::size_t i = 0; i < rows; ++i)
    text += "0." + std::to_string(i % 977) + ",0.5,0." + std::to_string(i % 313) + ',' + "01"[i % 2] + '\n';
  return text;
}

constexpr int kNotAllowed = 77;

/// `command` in a mount namespace where the memory group of version 1 has a limit that the test makes up.
/// kNotAllowed where a process may not make one, or there is no such group.
ProgramResult with_memory_group(const std::string& bytes, const std::string& command) {
  const ScratchFolder scratch;
  const std::string script = scratch.file("run.sh", R"(top=/sys/fs/cgroup/memory
group=$(sed -n 's/^[0-9]*:memory://p' /proc/self/cgroup)
grep -q " $top .* - cgroup " /proc/self/mountinfo && mount -t tmpfs none $top && mkdir -p $top$group || exit 77
echo )" + bytes + " >$top$group/memory.limit_in_bytes\n" +
                                                        command + "\n");
  return shell("unshare -m true 2>/dev/null || exit 77; exec unshare -m sh " + script);
}

}  // namespace

TEST_CASE("on one processor of the mask there is one thread") {
  const ProgramResult one = shell("taskset -c $(taskset -cp $$ | sed 's/.*: //; s/[-,].*//') " + kThreads);
  CHECK(one.err.empty());
  CHECK(one.out == "1\n");
}

TEST_CASE("a network beyond ulimit -v or -d is refused with this limit") {
  if (!is_release_build()) return;  // sanitizers need address space of their own
  const std::string command = "nntrain --data data/banknotes.txt --hidden 150000 --threads 1";
  CHECK(shell(command + " --iterations 0 -q --print stop").exit_code == 0);
  check_refusal(
      shell("ulimit -v 200000; " + command), 2,
      {"GiB of memory to train, and ulimit -v allows 0.1", "raise this limit, or ask for fewer units"});
  check_refusal(
      shell("ulimit -d 200000; " + command), 2,
      {"GiB of memory to train, and ulimit -d allows 0.1", "raise this limit, or ask for fewer units"});
}

TEST_CASE("a table beyond its memory group is refused with this limit, before the kernel ends the program") {
  if (!is_release_build()) return;
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", rows_of_numbers(1'000'000));
  const std::string flags = " --iterations 0 -q --print resources.peak_memory ";
  CHECK(std::stod(shell("nntrain --data " + path + flags).out) > 60e6);
  for (const std::string& source : {path + " --threads 2", "- <" + path}) {
    INFO(source);
    const ProgramResult read =
        with_memory_group("30000000", "exec nntrain --iterations 0 -q --data " + source);
    if (read.exit_code == kNotAllowed) return;  // not allowed here
    check_refusal(
        read, 3,
        {"too many rows for the memory", "read until it was full; the control group (/sys/fs/cgroup/",
         "/memory.limit_in_bytes) allows 0.0279 GiB", "fewer rows"});
  }
  // The rows fit, and what is kept for each one besides does not.
  check_refusal(with_memory_group("60000000", "nntrain --data " + path + flags), 2,
                {"the control group (/sys/fs/cgroup/", "raise this limit, or give it fewer rows"});
  const ProgramResult trained = with_memory_group("200000000", "nntrain --data " + path + flags);
  CHECK(trained.exit_code == 0);
  CHECK(std::stod(trained.out) < 200e6);
  // The table has 32 MB, and a run needs 104 MB besides.
  const std::string folds =
      "nntrain cv --folds 2 --iterations 0 --hidden 0 -q --print threads --data " + path;
  const ProgramResult together = shell(folds);
  const ProgramResult one_by_one = with_memory_group("200000000", folds);
  CHECK(one_by_one.err.empty());
  CHECK(one_by_one.out == "1\n");
  CHECK(together.out == (shell(kThreads).out == "1\n" ? "1\n" : "2\n"));
}

TEST_CASE("a quota of processors counts, where the test may make a group of version 1") {
  const std::string made = shell(R"(top=/sys/fs/cgroup/cpu
own=$(grep -E '^[0-9]+:([^:]*,)?cpu(,[^:]*)?:' /proc/self/cgroup | cut -d: -f3-)
test -f $top/cpu.cfs_quota_us && mktemp -d -p $top$own nntrain-test-XXXXXX)")
                               .out;
  if (made.empty()) return;
  const std::string group = made.substr(0, made.size() - 1);
  const auto threads_with = [&](const std::string& quota) {
    return shell("echo " + quota + " >" + group + "/cpu.cfs_quota_us && echo $$ >" + group +
                 "/cgroup.procs && " + kThreads);
  };
  const std::string all = shell(kThreads).out;
  CHECK(threads_with("100000").out == "1\n");
  CHECK(threads_with("60000").out == "1\n");
  CHECK(threads_with("-1").out == all);
  CHECK(threads_with("150000").out == (all == "1\n" ? all : "2\n"));
  CHECK(shell("rmdir " + group).exit_code == 0);
}

}  // namespace nntrain::test
