// Memory and threads are those that the process may have, not those of the machine.

#include <utility>

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

/// A file of a control group, and what stands in it.
using GroupFile = std::pair<std::string, std::string>;

/// `command` in a control group that the test makes up: in a mount namespace of its own it finds other files
/// in /proc/self. So it needs no group of the system, and no version of them. kNotAllowed where a process may
/// not do so; then the test says that it tests nothing.
ProgramResult in_group(int version, const std::vector<GroupFile>& files, const std::string& command) {
  const ScratchFolder scratch;  // the group's folder
  for (const auto& [name, text] : files) scratch.file(name, text + "\n");
  const std::string groups =
      scratch.file("cgroup", version == 2 ? "0::/\n" : "3:memory:/\n4:cpu,cpuacct:/\n");
  const std::string type = version == 2 ? "cgroup2 none rw" : "cgroup none rw,memory,cpu,cpuacct";
  const std::string mounts =
      scratch.file("mountinfo", "1 2 0:3 / " + scratch.folder().string() + " rw - " + type + "\n");
  const std::string script =
      scratch.file("run.sh", "mount --bind " + groups + " /proc/$$/cgroup &&\n" + "mount --bind " + mounts +
                                 " /proc/$$/mountinfo || exit 77\nexec " + command + "\n");
  ProgramResult result =
      shell("for own in 'unshare -m' 'unshare -rm'; do $own true 2>/dev/null && exec $own sh " + script +
            "; done; exit 77");
  if (result.exit_code == kNotAllowed) WARN("not tested: a process may not mount anything here");
  return result;
}

/// The file with the limit of a group's memory.
GroupFile memory_file(int version, const std::string& bytes) {
  return {version == 2 ? "memory.max" : "memory.limit_in_bytes", bytes};
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

TEST_CASE("where a ulimit gives no memory at all, the message names it") {
  if (!is_release_build() || std::string(NNTRAIN_IS_STATIC) != "ON") return;  // libraries need some, too
  int refused = 0;
  for (int limit = 20000; limit <= 60000; limit += 5000) {
    INFO(limit);
    const ProgramResult result =
        shell("ulimit -v " + std::to_string(limit) +
              "; nntrain --data data/banknotes.txt --hidden 100 --iterations 1 -q --print stop --threads 1");
    if (result.exit_code == 0 || contains(result.err, "and ulimit -v allows")) continue;
    ++refused;
    check_refusal(result, 3,
                  {"out of memory: ulimit -v allows no more", "raise this limit, or use fewer rows"});
  }
  CHECK(refused > 0);
}

TEST_CASE("a table beyond its memory group is refused with this limit, before the kernel ends the program") {
  if (!is_release_build()) return;
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", rows_of_numbers(1'000'000));
  const std::string flags = " --iterations 0 -q --print resources.peak_memory ";
  CHECK(std::stod(shell("nntrain --data " + path + flags).out) > 60e6);
  for (const std::string& source : {path + " --threads 2", "- <" + path}) {
    for (const int version : {1, 2}) {
      INFO(source << ", version " << version);
      const GroupFile file = memory_file(version, "30000000");
      const ProgramResult read = in_group(version, {file}, "nntrain --iterations 0 -q --data " + source);
      if (read.exit_code == kNotAllowed) return;
      check_refusal(read, 3,
                    {"too many rows for the memory", "were read until it was full; the control group (/",
                     "/" + file.first + ") allows 0.0279 GiB", "raise this limit, or ", "fewer rows"});
    }
  }
  const auto in_memory = [](const std::string& bytes, const std::string& command) {
    return in_group(2, {memory_file(2, bytes)}, command);
  };
  // The rows fit, and what is kept for each one besides does not.
  check_refusal(
      in_memory("60000000", "nntrain --data " + path + flags), 2,
      {"the control group (/", "raise this limit, or give it fewer rows, for example:  head -n 510000 "});
  const ProgramResult trained = in_memory("200000000", "nntrain --data " + path + flags);
  CHECK(trained.exit_code == 0);
  CHECK(std::stod(trained.out) < 200e6);
}

TEST_CASE("a group without memory for a small table is to be raised: fewer rows do not help") {
  if (!is_release_build()) return;
  for (const std::string bytes : {"0", "100000"}) {
    const ProgramResult result =
        in_group(2, {memory_file(2, bytes)}, "nntrain --data data/banknotes.txt --threads 1 --hidden 0");
    if (result.exit_code == kNotAllowed) return;
    check_refusal(result, 2, {"memory.max) allows ", "\n  raise this limit"});
    CHECK(contains(result.err, "head -n") == (bytes != "0"));
  }
}

TEST_CASE("cv has the table in memory besides its runs, also with --threads") {
  if (!is_release_build()) return;
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", rows_of_numbers(1'000'000));
  // The table has 32 MB, and a run needs 104 MB besides.
  const std::string folds = "nntrain cv --folds 2 --iterations 0 --hidden 0 -q --data " + path;
  const auto in_memory = [](const std::string& bytes, const std::string& command) {
    return in_group(2, {memory_file(2, bytes)}, command);
  };
  for (const std::string threads : {"", " --threads 2"}) {
    INFO(threads);
    const ProgramResult one_by_one = in_memory("160000000", folds + threads + " --print threads");
    if (one_by_one.exit_code == kNotAllowed) return;
    CHECK(one_by_one.err.empty());
    CHECK(one_by_one.out == "1\n");
    const ProgramResult measured = in_memory("160000000", folds + threads + " --print resources.peak_memory");
    REQUIRE(measured.exit_code == 0);
    CHECK(std::stod(measured.out) < 160e6);
    check_refusal(in_memory("125000000", folds + threads), 2, {"allows 0.116 GiB", "fewer rows"});
  }
  CHECK(shell(folds + " --threads 2 --print threads").out == "2\n");
}

TEST_CASE("networks count in how many runs are made at a time") {
  if (!is_release_build()) return;
  // A network of a million parameters needs 112 MB.
  const std::string wide = "--data data/banknotes.txt --hidden 1000,1000 --iterations 1 --batch-size 700 -q ";
  const auto in_memory = [](const std::string& bytes, const std::string& command) {
    return in_group(2, {memory_file(2, bytes)}, command);
  };
  const ProgramResult seeds =
      in_memory("210000000", "nntrain " + wide + "--seeds 1..2 --threads 2 --print resources.peak_memory");
  if (seeds.exit_code == kNotAllowed) return;
  INFO(seeds.err);
  REQUIRE(seeds.exit_code == 0);
  CHECK(std::stod(seeds.out) < 210e6);
}

TEST_CASE("a quota of processors of the control group counts") {
  const std::string all = shell(kThreads).out;
  const auto threads_of_version_1 = [](const std::string& quota) {
    return in_group(1, {{"cpu.cfs_quota_us", quota}, {"cpu.cfs_period_us", "100000"}}, kThreads);
  };
  if (threads_of_version_1("-1").exit_code == kNotAllowed) return;
  CHECK(threads_of_version_1("-1").out == all);
  CHECK(threads_of_version_1("60000").out == "1\n");
  CHECK(threads_of_version_1("150000").out == (all == "1\n" ? all : "2\n"));
  const auto threads_of_version_2 = [](const std::string& quota) {
    return in_group(2, {{"cpu.max", quota + " 100000"}}, kThreads);
  };
  CHECK(threads_of_version_2("max").out == all);
  CHECK(threads_of_version_2("100000").out == "1\n");
  CHECK(threads_of_version_2("150000").out == (all == "1\n" ? all : "2\n"));
}

}  // namespace nntrain::test
