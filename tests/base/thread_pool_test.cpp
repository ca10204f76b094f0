#include "base/thread_pool.hpp"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("each task is done once, whatever the threads and tasks") {
  for (const std::size_t threads : {1U, 2U, 3U, 8U}) {
    ThreadPool pool(threads);
    CHECK(pool.size() == threads);
    for (const std::size_t tasks : {0U, 1U, 2U, 7U, 100U}) {
      std::vector<std::atomic<int>> done(tasks);
      std::atomic<bool> in_range{true};
      pool.run(tasks, [&](std::size_t task, std::size_t thread) {
        ++done[task];
        if (thread >= threads) in_range = false;
      });
      for (const auto& count : done) CHECK(count == 1);
      CHECK(in_range);
    }
  }
}

TEST_CASE("loops may follow each other closely, or after a sleep") {
  ThreadPool pool(3);
  std::atomic<int> sum{0};
  for (int loop = 0; loop < 2000; ++loop) {
    pool.run(5, [&](std::size_t task, std::size_t) { sum += static_cast<int>(task); });
    REQUIRE(sum == 10 * (loop + 1));
    if (loop % 500 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

TEST_CASE("what the tasks wrote is seen behind the loop") {
  ThreadPool pool(4);
  std::vector<double> values(1000);
  for (int loop = 1; loop <= 50; ++loop) {
    pool.run(values.size(), [&](std::size_t task, std::size_t) { values[task] += 1; });
    double sum = 0;
    for (const double value : values) sum += value;
    REQUIRE(sum == 1000.0 * loop);
  }
}

TEST_CASE("a pool that was never used ends") {
  for (int i = 0; i < 20; ++i) const ThreadPool pool(4);
  CHECK(available_threads() >= 1);
  CHECK(ThreadPool::caller().size() == 1);
}

TEST_CASE("what a task throws reaches the caller, and the pool goes on") {
  for (const std::size_t threads : {1U, 4U}) {
    ThreadPool pool(threads);
    for (int loop = 0; loop < 20; ++loop) {
      CHECK_THROWS_AS(pool.run(9,
                               [](std::size_t task, std::size_t) {
                                 if (task % 4 == 1) throw std::runtime_error("no");
                               }),
                      std::runtime_error);
      std::atomic<int> done{0};
      pool.run(9, [&](std::size_t, std::size_t) { ++done; });
      CHECK(done == 9);
    }
  }
}
