#include "base/workers.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// Whether all threads but the caller are asleep.
bool others_sleep() {
  for (const auto& thread : std::filesystem::directory_iterator("/proc/self/task")) {
    if (thread.path().filename() == std::to_string(::gettid())) continue;
    std::ifstream file(thread.path() / "stat");
    std::string stat;
    std::getline(file, stat);
    const std::size_t name_end = stat.rfind(')');
    if (name_end == std::string::npos || stat.substr(name_end, 3) != ") S") return false;
  }
  return true;
}

}  // namespace

TEST_CASE("each task is done once, whatever the threads and tasks") {
  for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
    Workers workers(threads);
    CHECK(workers.size() == threads);
    for (const std::size_t tasks : {0U, 1U, 2U, 7U, 100U}) {
      std::vector<std::atomic<int>> done(tasks);
      std::atomic<bool> in_range{true};
      workers.run(tasks, [&](std::size_t task, std::size_t thread) {
        ++done[task];
        if (thread >= threads) in_range = false;
      });
      for (const auto& count : done) CHECK(count == 1);
      workers.spread(tasks, [&](std::size_t task, std::size_t thread) {
        ++done[task];
        if (thread >= threads) in_range = false;
      });
      for (const auto& count : done) CHECK(count == 2);
      CHECK(in_range);
    }
  }
}

TEST_CASE("loops may follow each other closely, or when the threads have gone to sleep") {
  Workers workers(3);
  std::atomic<int> sum{0};
  for (int loop = 0; loop < 2000; ++loop) {
    const auto add = [&](std::size_t task, std::size_t) { sum += static_cast<int>(task); };
    if (loop % 3 == 0) {
      workers.run(5, add);
    } else {
      workers.spread(5, add);
    }
    REQUIRE(sum == 10 * (loop + 1));
    while (loop % 500 == 0 && !others_sleep()) std::this_thread::yield();
  }
}

TEST_CASE("what the tasks wrote is seen behind the loop") {
  Workers workers(4);
  std::vector<double> values(1000);
  for (int loop = 1; loop <= 50; ++loop) {
    workers.spread(values.size(), [&](std::size_t task, std::size_t) { values[task] += 1; });
    double sum = 0;
    for (const double value : values) sum += value;
    REQUIRE(sum == 1000.0 * loop);
  }
}

TEST_CASE("a workers that was never used ends") {
  for (int i = 0; i < 20; ++i) const Workers workers(4);
  CHECK(available_threads() >= 1);
  CHECK(Workers::caller().size() == 1);
}

TEST_CASE("a task may run tasks on the workers that run it, and so may another thread") {
  for (const std::size_t threads : {1U, 2U, 4U}) {
    Workers workers(threads);
    for (int loop = 0; loop < 50; ++loop) {
      std::atomic<int> inner{0};
      const auto count = [&](std::size_t, std::size_t thread) { inner += thread < threads ? 1 : 1000; };
      std::thread other([&] {
        for (int again = 0; again < 10; ++again) workers.run(6, count);
      });
      workers.run(5, [&](std::size_t, std::size_t) {
        workers.run(7, [&](std::size_t, std::size_t) { workers.run(2, count); });
      });
      other.join();
      REQUIRE(inner == 10 * 6 + 5 * 7 * 2);
    }
  }
}

TEST_CASE("long tasks side by side have a thread each, and a single one has all") {
  for (const std::size_t threads : {1U, 2U, 5U}) {
    Workers workers(threads);
    for (const std::size_t tasks : {0U, 1U, 2U, 3U, 9U}) {
      std::vector<std::size_t> shares(tasks);
      std::atomic<int> done{0};
      workers.side_by_side(tasks, [&](std::size_t task, Workers& own) {
        shares[task] = own.size();
        own.run(4, [&](std::size_t, std::size_t) { ++done; });
      });
      CHECK(done == static_cast<int>(4 * tasks));
      CHECK(shares == std::vector<std::size_t>(tasks, tasks == 1 ? threads : 1));
    }
  }
}

TEST_CASE("what a task throws reaches the caller, and the workers goes on") {
  for (const std::size_t threads : {1U, 4U}) {
    Workers workers(threads);
    for (int loop = 0; loop < 20; ++loop) {
      CHECK_THROWS_AS(workers.run(9,
                                  [](std::size_t task, std::size_t) {
                                    if (task % 4 == 1) throw std::runtime_error("no");
                                  }),
                      std::runtime_error);
      std::atomic<int> done{0};
      workers.run(9, [&](std::size_t, std::size_t) { ++done; });
      CHECK(done == 9);
      // All tasks run. The reported failure is the one of the lowest number.
      done = 0;
      CHECK_THROWS_WITH(workers.run(9,
                                    [&](std::size_t task, std::size_t) {
                                      ++done;
                                      if (task > 1) throw std::runtime_error(std::to_string(task));
                                    }),
                        "2");
      CHECK(done == 9);
    }
  }
}

TEST_CASE("the tasks of run() begin in their order, and more than a round has are all done") {
  Workers workers(2);
  std::atomic<std::size_t> next{0};
  std::atomic<bool> in_order{true};
  workers.run(100, [&](std::size_t task, std::size_t) {
    if (task > next++ + 1) in_order = false;  // the other thread may have one task that is not counted yet
  });
  CHECK(in_order);
  constexpr std::size_t kMany = 200'000;
  std::vector<std::atomic<char>> done(kMany);
  workers.run(kMany, [&](std::size_t task, std::size_t) { ++done[task]; });
  workers.spread(kMany, [&](std::size_t task, std::size_t) { ++done[task]; });
  CHECK(std::all_of(done.begin(), done.end(), [](const auto& count) { return count == 2; }));
}

TEST_CASE("a thread that holds up its first task loses the others") {
  Workers workers(2);
  std::atomic<int> others{0};
  std::atomic<bool> ended{true};
  for (int loop = 0; loop < 20; ++loop) {
    others = 0;
    workers.spread(20, [&](std::size_t task, std::size_t) {
      if (task > 0) {
        ++others;
        return;
      }
      for (int wait = 0; others < 19 && wait < 10'000'000; ++wait) std::this_thread::yield();
      if (others < 19) ended = false;
    });
  }
  CHECK(ended);
}
