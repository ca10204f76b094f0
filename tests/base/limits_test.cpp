// Limits from files of /proc and /sys that a test makes.
#include "base/limits.hpp"

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <sched.h>

#include "base/control_group.hpp"
#include "base/workers.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

using namespace nntrain;

namespace {

/// Folders that stand for /proc and /sys.
class Tree {
 public:
  Tree(const std::string& groups, const std::string& mounts) {
    write("/proc/self/cgroup", groups);
    write("/proc/self/mountinfo", mounts);
  }
  void write(const std::string& path, const std::string& text) const {
    const std::filesystem::path whole = root() + path;
    std::filesystem::create_directories(whole.parent_path());
    std::ofstream(whole, std::ios::binary) << text;
  }
  std::string root() const { return scratch_.folder().string(); }

  /// The folders without the root.
  std::vector<std::string> folders(const std::string& controller) const {
    std::vector<std::string> folders = control_group(controller, root()).folders;
    for (std::string& folder : folders) {
      REQUIRE(folder.starts_with(root()));
      folder.erase(0, root().size());
    }
    return folders;
  }
  double memory() const {
    const auto limit = group_memory_limit(root());
    return limit ? limit->bytes : -1;
  }
  int threads() const { return static_cast<int>(group_thread_limit(root()).value_or(0)); }

 private:
  test::ScratchFolder scratch_;
};

using Folders = std::vector<std::string>;

const std::string kMount2 =
    "25 1 8:1 / / rw shared:1 - ext4 /dev/sda rw\n"
    "31 25 0:28 / /sys/fs/cgroup rw,nosuid shared:4 master:2 - cgroup2 cgroup2 rw,nsdelegate\n";
const std::string kMounts1 =
    "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755\n"
    "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid - cgroup cgroup rw,cpu,cpuacct\n"
    "33 31 0:30 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
    "34 31 0:31 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n";
const std::string kGroups1 = "12:memory:/a\n4:cpuacct,cpu:/b\n1:name=systemd:/c\n0::/d\n";

}  // namespace

TEST_CASE("of nested groups each one's limits hold") {
  const Tree tree("0::/user.slice/job-7/step\n", kMount2);
  CHECK(tree.folders("memory") == Folders{"/sys/fs/cgroup/user.slice/job-7/step",
                                          "/sys/fs/cgroup/user.slice/job-7", "/sys/fs/cgroup/user.slice",
                                          "/sys/fs/cgroup"});
  CHECK(tree.memory() == -1);
  CHECK(tree.threads() == 0);
  tree.write("/sys/fs/cgroup/user.slice/job-7/step/memory.max", "max\n");
  tree.write("/sys/fs/cgroup/user.slice/job-7/step/cpu.max", "max 100000\n");
  CHECK(tree.memory() == -1);
  CHECK(tree.threads() == 0);
  tree.write("/sys/fs/cgroup/user.slice/memory.max", "3000000\n");
  tree.write("/sys/fs/cgroup/user.slice/cpu.max", "800000 100000\n");
  CHECK(tree.memory() == 3e6);
  CHECK(tree.threads() == 8);
  tree.write("/sys/fs/cgroup/user.slice/job-7/memory.max", "2000000\n");
  tree.write("/sys/fs/cgroup/user.slice/job-7/cpu.max", "300000 100000\n");
  CHECK(tree.memory() == 2e6);
  CHECK(tree.threads() == 3);
  tree.write("/sys/fs/cgroup/user.slice/job-7/step/memory.max", "2500000\n");
  tree.write("/sys/fs/cgroup/user.slice/job-7/step/cpu.max", "400000 100000\n");
  CHECK(tree.memory() == 2e6);
  CHECK(tree.threads() == 3);
  const auto limit = group_memory_limit(tree.root());
  CHECK_FALSE(limit->is_of_machine);
  CHECK(limit->giver == "the control group (" + tree.root() + "/sys/fs/cgroup/user.slice/job-7/memory.max)");
}

TEST_CASE("memory.high is a limit, memory.low and swap are none") {
  const Tree tree("0::/a\n", kMount2);
  tree.write("/sys/fs/cgroup/a/memory.max", "2000000\n");
  tree.write("/sys/fs/cgroup/a/memory.low", "1000\n");
  tree.write("/sys/fs/cgroup/a/memory.swap.max", "0\n");
  CHECK(tree.memory() == 2e6);
  tree.write("/sys/fs/cgroup/a/memory.high", "1500000\n");
  CHECK(tree.memory() == 1.5e6);
  tree.write("/sys/fs/cgroup/a/memory.high", "max\n");
  CHECK(tree.memory() == 2e6);
}

TEST_CASE("groups of version 1 have a path for each controller, and files of other names") {
  const Tree tree(kGroups1, kMounts1);
  CHECK(tree.folders("memory") == Folders{"/sys/fs/cgroup/memory/a", "/sys/fs/cgroup/memory"});
  CHECK(tree.folders("cpu") == Folders{"/sys/fs/cgroup/cpu,cpuacct/b", "/sys/fs/cgroup/cpu,cpuacct"});
  CHECK(tree.folders("pids") == Folders{"/sys/fs/cgroup/unified/d", "/sys/fs/cgroup/unified"});
  tree.write("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");  // none
  tree.write("/sys/fs/cgroup/memory/a/memory.limit_in_bytes", "1000000\n");
  tree.write("/sys/fs/cgroup/memory/a/memory.soft_limit_in_bytes", "1000\n");
  tree.write("/sys/fs/cgroup/memory/a/memory.memsw.limit_in_bytes", "2000\n");
  tree.write("/sys/fs/cgroup/memory/a/memory.max", "1\n");
  CHECK(tree.memory() == 1e6);
  tree.write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
  tree.write("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
  CHECK(tree.threads() == 0);
  tree.write("/sys/fs/cgroup/cpu,cpuacct/b/cpu.cfs_quota_us", "20000\n");
  CHECK(tree.threads() == 0);
  tree.write("/sys/fs/cgroup/cpu,cpuacct/b/cpu.cfs_period_us", "5000\n");
  tree.write("/sys/fs/cgroup/cpu,cpuacct/b/cpu.max", "1 1\n");
  CHECK(tree.threads() == 4);
}

TEST_CASE("a quota is rounded up to whole threads") {
  const Tree tree("0::/\n", kMount2);
  const std::vector<std::pair<std::string, int>> cases = {
      {"100000 100000", 1}, {"100001 100000", 2}, {"150000 100000", 2},   {"200000 100000", 2},
      {"1000 100000", 1},   {"1 1000000", 1},     {"6400000 50000", 128}, {"250000 100000\n", 3},
      {"150000", 0},        {"0 100000", 0},      {"100000 0", 0},        {"-1 100000", 0}};
  for (const auto& [quota, threads] : cases) {
    INFO(quota);
    tree.write("/sys/fs/cgroup/cpu.max", quota);
    CHECK(tree.threads() == threads);
  }
}

TEST_CASE("a container sees its group at the mount, and no limits of other groups") {
  const std::string mount = "31 25 0:28 /docker/0123 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n";
  const std::string at = "/sys/fs/cgroup/memory";
  CHECK(Tree("4:memory:/docker/0123\n", mount).folders("memory") == Folders{at});
  CHECK(Tree("4:memory:/docker/0123/in/it\n", mount).folders("memory") ==
        Folders{at + "/in/it", at + "/in", at});
  // Not below the mount: a group beside or around, or a name that only starts alike.
  for (const std::string path : {"/", "/docker/01234", "/docker", "/..", "/../x", "/../../docker/0123"}) {
    INFO(path);
    CHECK(Tree("4:memory:" + path + "\n", mount).folders("memory").empty());
  }
  CHECK(Tree("0::/..x\n", kMount2).folders("memory") == Folders{"/sys/fs/cgroup/..x", "/sys/fs/cgroup"});
}

TEST_CASE("paths are relative to the root of the namespace, also those of groups around it") {
  const auto folders = [](const std::string& path, const std::string& top) {
    return Tree("0::" + path + "\n", "1 2 0:3 " + top + " /m ro - cgroup2 x rw\n").folders("memory");
  };
  // The mount shows a group around; how the own one is called there is not told.
  for (const auto& [path, top] : std::vector<std::pair<std::string, std::string>>{
           {"/", "/.."}, {"/a", "/.."}, {"/", "/../.."}, {"/..", "/../.."}, {"/../a", "/../.."}}) {
    INFO(path << " and " << top);
    CHECK(folders(path, top) == Folders{"/m"});
  }
  CHECK(folders("/../a/b", "/../a") == Folders{"/m/b", "/m"});
  CHECK(folders("/../a", "/..") == Folders{"/m/a", "/m"});
  CHECK(folders("/..", "/..") == Folders{"/m"});
  // The mount shows groups beside.
  for (const auto& [path, top] : std::vector<std::pair<std::string, std::string>>{
           {"/a", "/lxc/c1"}, {"/../x", "/"}, {"/", "/../x"}, {"/../../x", "/.."}, {"/..", "/"}}) {
    INFO(path << " and " << top);
    CHECK(folders(path, top).empty());
  }
}

TEST_CASE("of a controller of version 1 that is not mounted, version 2 may show the limits") {
  const Tree tree("9:memory:/a\n0::/b\n", kMount2);
  CHECK(tree.folders("memory") == Folders{"/sys/fs/cgroup/b", "/sys/fs/cgroup"});
  tree.write("/sys/fs/cgroup/b/memory.limit_in_bytes", "1\n");
  tree.write("/sys/fs/cgroup/b/memory.max", "5000\n");
  CHECK(tree.memory() == 5000);
  CHECK(Tree("9:memory:/a\n", kMount2).folders("memory").empty());
}

TEST_CASE("of several mounts that one counts which shows the most groups around") {
  const std::string other = "1 2 0:3 /other /mnt/other rw - cgroup2 x rw\n";
  const std::string own = "1 2 0:3 /a/b /mnt/own rw - cgroup2 x rw\n";
  const std::string all = "1 2 0:3 / /mnt/all rw - cgroup2 x rw\n";
  const Folders best = {"/mnt/all/a/b", "/mnt/all/a", "/mnt/all"};
  for (const std::string& mounts : {other + own + all, all + own + other, own + all + other})
    CHECK(Tree("0::/a/b\n", mounts).folders("memory") == best);
  CHECK(Tree("0::/a/b\n", other + own).folders("memory") == Folders{"/mnt/own"});
  CHECK(Tree("0::/a/b\n", own + other).folders("memory") == Folders{"/mnt/own"});
  CHECK(Tree("0::/c\n", own + other).folders("memory").empty());
  const std::string around = "1 2 0:3 /.. /mnt/around rw - cgroup2 x rw\n";  // the own one is more exact
  CHECK(Tree("0::/a/b\n", around + own).folders("memory") == Folders{"/mnt/own"});
  CHECK(Tree("0::/a/b\n", own + around).folders("memory") == Folders{"/mnt/own"});
}

TEST_CASE("blanks in the names of mounts are escaped, in those of groups not") {
  const std::string mount = "1 2 0:3 /my\\040top /mnt/a\\011\\134b\\04 rw - cgroup2 x rw\n";
  CHECK(Tree("0::/my top/x y:z\n", mount).folders("memory") ==
        Folders{"/mnt/a\t\\b\\04/x y:z", "/mnt/a\t\\b\\04"});
}

TEST_CASE("only whole words name a controller and a type") {
  CHECK(Tree("3:cpuset,cpuacct:/a\n", "1 2 0:3 / /m rw - cgroup c rw,cpuset\n").folders("cpu").empty());
  CHECK(Tree("3:cpu:/a\n", "1 2 0:3 / /m rw - cgroup c rw,cpuset\n").folders("cpu").empty());
  CHECK(Tree("0::/a\n", "1 2 0:3 / /m rw - cgroup c rw\n").folders("cpu").empty());
  CHECK(Tree("5::/a\n", kMount2).folders("cpu").empty());
  CHECK(Tree("0:a\n", kMount2).folders("cpu").empty());
  CHECK(Tree("0::a\n", kMount2).folders("cpu").empty());
  CHECK(Tree("0::/a\n", "1 2 0:3 / m rw - cgroup2 c rw\n").folders("cpu").empty());
}

TEST_CASE("what is no number is no limit") {
  const Tree tree("0::/\n", kMount2);
  for (const std::string text :
       {"", "\n", "max", "-5", "1e6", "12x", "0x10", "99999999999999999999", "\xff"}) {
    INFO(text);
    tree.write("/sys/fs/cgroup/memory.max", text);
    CHECK(tree.memory() == -1);
  }
  tree.write("/sys/fs/cgroup/memory.max", "18446744073709551615\n");
  CHECK(tree.memory() == 0x1p64);
  tree.write("/sys/fs/cgroup/memory.max", "1000");  // no line end
  CHECK(tree.memory() == 1000);
}

TEST_CASE("files that are absent or damaged leave the process without a group, or with some") {
  const std::string nowhere = test::ScratchFolder().path("none");
  CHECK(control_group("memory", nowhere).folders.empty());
  CHECK_FALSE(group_memory_limit(nowhere));
  CHECK_FALSE(group_thread_limit(nowhere));
  std::minstd_rand random(1);
  const auto damaged = [&](std::string text) {
    for (int i = 0; i < 4; ++i) {
      const std::size_t at = random() % text.size();
      if (random() % 2 == 0) {
        text.erase(at, random() % 9);
      } else {
        text[at] = ":/ \n\\0.-,\0z"[random() % 11];
      }
      if (text.empty()) text = "\n";
    }
    return text;
  };
  Tree tree("", "");
  for (int i = 0; i < test::rounds(100, 1000, 10000); ++i) {
    tree.write("/proc/self/cgroup", damaged(i % 2 == 0 ? kGroups1 : "0::/a/b/../c\n"));
    tree.write("/proc/self/mountinfo", damaged(i % 2 == 0 ? kMounts1 : kMount2));
    for (const std::string& folder : tree.folders("memory")) CHECK(folder.starts_with("/"));
    static_cast<void>(tree.memory());
    static_cast<void>(tree.threads());
  }
}

TEST_CASE("groups may be nested deeply") {
  std::string path;
  for (int i = 0; i < 1000; ++i) path += "/g";
  const Tree tree("0::" + path + "\n", kMount2);
  CHECK(tree.folders("memory").size() == 1001);
  tree.write("/sys/fs/cgroup/memory.max", "7\n");
  CHECK(tree.memory() == 7);
}

TEST_CASE("a mask of one processor allows one thread") {
  CHECK(thread_limit() >= 1);
  cpu_set_t before;
  REQUIRE(::sched_getaffinity(0, sizeof(before), &before) == 0);
  cpu_set_t one;
  CPU_ZERO(&one);
  for (std::size_t i = 0; i < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++i) {
    if (CPU_ISSET(i, &before)) CPU_SET(i, &one);
  }
  REQUIRE(::sched_setaffinity(0, sizeof(one), &one) == 0);
  CHECK(thread_limit() == 1);
  CHECK(available_threads() == 1);
  REQUIRE(::sched_setaffinity(0, sizeof(before), &before) == 0);
}

TEST_CASE("the memory in use is less than the limit") {
  CHECK(used_memory() > 1e5);
  CHECK(used_memory() < memory_limit().bytes);
}
